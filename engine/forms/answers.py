"""Whether the answers to a form will do: all of them kept, or every problem at once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from engine.errors import AnswersRejected
from engine.feel.layers import Layers
from engine.feel.values import Facts, Value
from engine.forms.asked import Asked, Question, Row, Seen, answerable, ask
from engine.forms.conditions import holds, names_in
from engine.forms.fields import Form, Raw
from engine.forms.text import printable
from engine.forms.words import filled


def check(form: Form, raw: Raw, facts: Facts, today: date) -> dict[str, Value]:
    """The facts these answers set; a question this person was asked and left, or that another
    answer hid, is set to nothing, so that no earlier answer to it lives on."""
    page = ask(form, raw, Layers({"today": today}, facts))
    problems = dict(_problems(page))
    if problems:
        raise AnswersRejected(problems)
    return {question.field.key: question.value for question in answerable(page.questions)}


def _problems(page: Asked) -> Iterator[tuple[str, str]]:
    questions = _questions_asked(page.questions)
    problems = dict(_misreadings(questions))
    wrong = {path.partition(".")[0] for path in problems}
    problems |= _broken_rules(questions, page.context, wrong, problems)
    yield from _in_page_order(questions, problems)
    yield from ((path, _not_asked(path)) for path in (*page.unasked, *_strays(questions)))


def _misreadings(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    for question in questions:
        if question.problem:
            yield question.path, question.problem
        for number, row in _rows_to_check(question):
            for path, problem in _misreadings(_questions_asked(row.questions)):
                yield path, _in_row(question, number, problem)


def _broken_rules(
    questions: Iterable[Question],
    context: Facts,
    wrong: set[str],
    problems: Mapping[str, str],
) -> dict[str, str]:
    """The author's own rules that do not hold, where all that they look at could be read."""
    broken: dict[str, str] = {}
    for question in questions:
        if (
            question.field.checks
            and question.path not in problems
            and not question.field.kind.is_left_out(question.value)
        ):
            broken |= _first_broken(question, context, wrong)
        for number, row in _rows_to_check(question):
            row_questions = _questions_asked(row.questions)
            inside = {q.field.key for q in row_questions if q.path in problems}
            outside = wrong - {question.field.key} - row.values.keys()
            facts = Layers(row.values, context)
            in_row = _broken_rules(row_questions, facts, outside | inside, problems)
            for path, problem in in_row.items():
                broken[path] = _in_row(question, number, problem)
    return broken


def _first_broken(question: Question, context: Facts, wrong: set[str]) -> dict[str, str]:
    for check_ in question.field.checks:
        if not names_in(check_.test) & wrong and not holds(check_.test, context):
            return {question.path: filled(check_.problem, context)}
    return {}


def _questions_asked(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(question for question in answerable(questions) if question.seen is Seen.ASKED)


def _rows_to_check(question: Question) -> Iterator[tuple[int, Row]]:
    """The rows somebody wrote in; the first one too when there must be one and all are blank."""
    if not question.rows:
        return
    nothing = question.field.required and all(row.is_blank for row in question.rows)
    for index, row in enumerate(question.rows):
        if not row.is_blank or (nothing and index == 0):
            yield index + 1, row


def _in_row(question: Question, number: int, problem: str) -> str:
    row = question.field.row
    start = problem[0].lower() if problem[1:2].islower() else problem[0]
    return f"{row[0].upper()}{row[1:]} {number}: {start}{problem[1:]}"


def _in_page_order(
    questions: Iterable[Question], problems: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if not problems:
        return
    for question in questions:
        if question.path in problems:
            yield question.path, problems[question.path]
        for _, row in _rows_to_check(question):
            yield from _in_page_order(_questions_asked(row.questions), problems)


def _strays(questions: Iterable[Question]) -> Iterator[str]:
    for question in questions:
        for row in question.rows:
            yield from row.unasked


def _not_asked(path: str) -> str:
    return f"{printable(path)[:60]} was not asked here: reload the page and try again"
