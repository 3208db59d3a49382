"""The answers to a form as a person reads them: to check before they finish, or on the case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.feel.layers import Layers
from engine.feel.values import Facts, Value
from engine.forms.asked import Question, Seen, answerable, ask
from engine.forms.fields import Form

NOTHING = "Not provided"


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answer in words; the answer may have several lines."""

    label: str
    value_text: str
    path: str

    parts: tuple["Line", ...] = field(default=(), compare=False)  # of a row
    chosen: bool = field(default=False, compare=False)  # from a few answers, not in own words

    @property
    def told(self) -> str:
        """The question and its answer on one line: a question keeps its mark, a name gets one."""
        return f"{self.label}{'' if self.label.endswith('?') else ':'} {self.value_text}"


def summary(form: Form, answers: Facts, facts: Facts) -> tuple[Line, ...]:
    """Each question that was asked, with its answer; a repeating group gives a line for each row.

    *answers* are those that `check` gave, or the facts of a case that holds them.
    """
    own_answers = {key: answers[key] for key in form.keys if key in answers}
    page = ask(form, own_answers, facts)
    return tuple(
        line for question in _questions_to_show(page.questions) for line in _lines(question)
    )


def answer_on_a_line(form: Form, key: str, value: Value, facts: Facts) -> str:
    """One answer of a form in words, its rows one after another."""
    own_answers = {other: facts[other] for other in form.keys if other in facts}
    lines = summary(form, {**own_answers, key: value}, Layers({key: value}, facts))
    texts = [line.value_text for line in lines if line.path.partition(".")[0] == key]
    return "; ".join(texts).replace("\n", ", ") or NOTHING


def outcome(form: Form, answers: Facts, facts: Facts) -> tuple[Line, ...]:
    """The answers that say what came of the step and why, without what was left out."""
    wanted = {key for key, field in form.by_key().items() if field.outcome}
    lines = answered(summary(form, answers, facts)) if wanted else ()
    return tuple(line for line in lines if line.path.partition(".")[0] in wanted)


def answered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, and those of each row, without what was left out."""
    with_answer = []
    for line in lines:
        if parts := answered(line.parts):
            with_answer.append(_row(line.label, parts, line.path))
        elif not line.parts and line.value_text != NOTHING:
            with_answer.append(line)
    return tuple(with_answer)


def _questions_to_show(questions: tuple[Question, ...]) -> Iterator[Question]:
    return (question for question in answerable(questions) if question.seen is Seen.ASKED)


def _lines(question: Question) -> Iterator[Line]:
    label = question.field.short or question.label
    if not question.field.kind.repeats:
        chosen = question.field.kind.offers
        yield Line(label, _answer_in_words(question), question.path, chosen=chosen)
        return
    for index, row in enumerate(question.rows):
        name = f"{question.field.row[0].upper()}{question.field.row[1:]} {index + 1}"
        inside: list[Line] = []
        for inner in _questions_to_show(row.questions):
            inside += _lines(inner)
        yield _row(name, tuple(inside), row.path)
    if not question.rows:
        yield Line(label, NOTHING, question.path)


def _row(name: str, parts: tuple[Line, ...], path: str) -> Line:
    return Line(name, "\n".join(part.told for part in parts), path, parts)


def _answer_in_words(question: Question) -> str:
    labels = {option.value: option.label for option in question.options}
    return question.field.kind.shown(question.raw, question.value, labels) or NOTHING
