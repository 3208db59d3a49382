"""The answers to a form as a person reads them: to check before they finish, or on the case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from engine.forms.asked import Question, Seen, answerable, ask
from engine.forms.dates import in_words
from engine.forms.fields import CHOSEN, Form
from engine.forms.files import is_kept
from engine.forms.numbers import in_pounds, plain
from engine.forms.text import printable
from engine.forms.values import is_blank

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


def summary(form: Form, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Line, ...]:
    """Each question that was asked, with its answer; a repeating group gives a line for each row.

    *answers* are those that `check` gave, or the facts of a case that holds them.
    """
    mine = {key: answers[key] for key in form.keys if key in answers}
    asked = ask(form, mine, facts)
    return tuple(line for question in _told(asked.questions) for line in _lines(question))


def outcome(form: Form, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Line, ...]:
    """The answers that say what came of the step and why, without what was left out."""
    wanted = {key for key, field in form.by_key().items() if field.outcome}
    lines = answered(summary(form, answers, facts)) if wanted else ()
    return tuple(line for line in lines if line.path.partition(".")[0] in wanted)


def answered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, and those of each row, without what was left out."""
    found = []
    for line in lines:
        if parts := answered(line.parts):
            found.append(_row(line.label, parts, line.path))
        elif not line.parts and line.value_text != NOTHING:
            found.append(line)
    return tuple(found)


def _told(questions: tuple[Question, ...]) -> Iterator[Question]:
    return (question for question in answerable(questions) if question.seen is Seen.ASKED)


def _lines(question: Question) -> Iterator[Line]:
    label = question.field.short or question.label
    if question.field.kind != "dynamiclist":
        chosen = question.field.kind in CHOSEN
        yield Line(label, _said(question, question.raw), question.path, chosen=chosen)
        return
    for at, row in enumerate(question.rows):
        name = f"{question.field.row[0].upper()}{question.field.row[1:]} {at + 1}"
        inside = tuple(line for inner in _told(row.questions) for line in _lines(inner))
        yield _row(name, inside, row.path)
    if not question.rows:
        yield Line(label, NOTHING, question.path)


def _row(name: str, parts: tuple[Line, ...], path: str) -> Line:
    return Line(name, "\n".join(part.told for part in parts), path, parts)


def _said(question: Question, value: Any) -> str:
    if question.field.kind in {"yesno", "checkbox"}:
        return _yes_or_no(question)
    if is_blank(value):
        return NOTHING
    if isinstance(value, list):
        return "\n".join(_chosen(question, item) for item in value)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, Decimal):
        return in_pounds(value) if question.field.kind == "money" else plain(value)
    return str(value["name"]) if is_kept(value) else _chosen(question, value)


def _yes_or_no(question: Question) -> str:
    if question.value is None:
        return NOTHING
    word = "yes" if question.value else "no"
    labels = {option.value: option.label for option in question.options}
    return labels.get(word, word.capitalize())


def _chosen(question: Question, value: object) -> str:
    """The label; a value that is no longer among the options is shown as it was kept."""
    labels = {option.value: option.label for option in question.options}
    return printable(labels.get(str(value), str(value)))
