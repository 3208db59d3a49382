"""A form as one person meets it: which questions are asked, and what each answer reads as.

Conditions see the facts overlaid by the answers so far, in the order of the page; the conditions
of a row also see the row. A question that an answer of this form has hidden may well be in the
body of a request, since it was on the page; one that the facts alone have hidden never was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from enum import Enum

from engine.feel.layers import Layers
from engine.feel.values import Facts, Value
from engine.forms.conditions import holds, names_in
from engine.forms.errors import Wrong
from engine.forms.fields import MAX_ROWS, Field, Form, Option, Raw
from engine.forms.options import options_of, suggestions_of
from engine.forms.text import is_blank
from engine.forms.values import missing, read_value
from engine.forms.words import Block, blocks, filled


class Seen(Enum):
    """Whether a question is asked of this person."""

    ASKED = "asked"
    HIDDEN = "hidden"  # by an answer of this form
    NEVER = "never"  # by the facts alone: it was on no page


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the form, for this person."""

    field: Field
    path: str
    seen: Seen
    raw: object = None
    value: Value = None
    problem: str | None = None
    label: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    suggestions: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    members: tuple["Question", ...] = ()  # of a group
    rows: tuple["Row", ...] = ()  # of a dynamiclist
    decided: bool = False  # hidden by answers of which none is still to be given


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeating group; a blank one is not an answer."""

    path: str
    questions: tuple[Question, ...]
    is_blank: bool
    unasked: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        """The row as a fact."""
        return {q.field.key: q.value for q in answerable(self.questions)}


@dataclass(frozen=True, slots=True)
class Asked:
    """The whole form for this person."""

    questions: tuple[Question, ...]
    unasked: tuple[str, ...]
    context: Facts  # the facts, overlaid by the answers


def ask(form: Form, raw: Raw, facts: Facts) -> Asked:
    """Each question of the form: whether it is asked, and what its answer reads as."""
    level = _Level(raw, Layers({}, facts))
    questions = level.walk(form.fields, Seen.ASKED)
    return Asked(questions, level.unasked(), level.context)


def answerable(questions: tuple[Question, ...]) -> Iterator[Question]:
    """The questions that the page may have held, groups flattened, with their values."""
    for question in questions:
        if question.field.kind.flattens:
            yield from answerable(question.members)
        elif question.field.asks and question.seen is not Seen.NEVER:
            yield question


@dataclass(slots=True)
class _Level:
    """The questions that stand side by side: those of the form, or those of one row."""

    raw: Raw
    context: Layers
    prefix: str = ""
    offered: set[str] = attribute(default_factory=set)  # keys whose answers conditions may look at
    keys: set[str] = attribute(default_factory=set)  # keys that this level's body may hold

    def walk(self, fields: tuple[Field, ...], above: Seen) -> tuple[Question, ...]:
        """The questions in order, each adding its answer to what the next ones see."""
        return tuple(self._ask(field, above) for field in fields)

    def unasked(self) -> tuple[str, ...]:
        """The paths in the body that no question of this person's page could have sent."""
        return tuple(self.prefix + str(key) for key in self.raw if key not in self.keys)

    def _ask(self, field: Field, above: Seen) -> Question:
        question = self._question(field, above)
        if question.seen is Seen.HIDDEN and field.hide is not None:
            deciding = names_in(field.hide) & self.offered
            is_decided = all(self.context.get(name) not in (None, []) for name in deciding)
            return replace(question, decided=is_decided)
        return question

    def _question(self, field: Field, above: Seen) -> Question:
        visibility = self._visibility(field, above)
        if field.kind.flattens:
            members = self.walk(field.children, visibility)
            return Question(
                field, "", visibility, label=filled(field.label, self.context), members=members
            )
        if not field.asks:
            return Question(field, "", visibility, blocks=blocks(field.words, self.context))
        if visibility is Seen.NEVER:
            return Question(field, self.prefix + field.key, visibility)
        make_question = self._rows if field.kind.repeats else self._answer
        question = make_question(field, visibility)
        self.keys.add(field.key)
        self.offered.add(field.key)
        self.context[field.key] = question.value
        return question

    def _visibility(self, field: Field, above: Seen) -> Seen:
        if above is not Seen.ASKED or field.hide is None or not holds(field.hide, self.context):
            return above
        return Seen.HIDDEN if names_in(field.hide) & self.offered else Seen.NEVER

    def _answer(self, field: Field, visibility: Seen) -> Question:
        raw = self.raw.get(field.key)
        options = options_of(field, self.context)
        value, problem = field.kind.blank(), None
        if visibility is Seen.ASKED:
            try:
                value = read_value(field, raw, options, self.context)
            except Wrong as wrong:
                problem = str(wrong)
        label, hint = filled(field.label, self.context), filled(field.hint, self.context)
        path = self.prefix + field.key
        return Question(
            field,
            path,
            visibility,
            raw,
            value,
            problem,
            label,
            hint,
            options,
            suggestions_of(field, self.context),
        )

    def _rows(self, field: Field, visibility: Seen) -> Question:
        raw = self.raw.get(field.key)
        typed_rows = raw if isinstance(raw, list | tuple) else []
        path = self.prefix + field.key
        rows = tuple(
            self._row(field, f"{path}.{index}.", row)
            for index, row in enumerate(typed_rows[:MAX_ROWS])
        )
        problem: str | None = None
        value: Value = []
        if visibility is Seen.ASKED:
            problem = _rows_problem(field, raw, rows)
            value = [row.values for row in rows if not row.is_blank]
        label, hint = filled(field.label, self.context), filled(field.hint, self.context)
        return Question(field, path, visibility, raw, value, problem, label, hint, rows=rows)

    def _row(self, field: Field, prefix: str, raw: object) -> Row:
        body: Raw = raw if isinstance(raw, Mapping) else {"": raw}
        level = _Level(body, Layers({}, self.context), prefix, set(self.offered))
        questions = level.walk(field.children, Seen.ASKED)
        return Row(prefix[:-1], questions, is_blank(body), level.unasked())


def _rows_problem(field: Field, raw: object, rows: tuple[Row, ...]) -> str | None:
    if raw is not None and not isinstance(raw, list | tuple):
        return f"{field.name} could not be read: reload the page and try again"
    if raw is not None and len(raw) > MAX_ROWS:
        return f"{field.name} must have {MAX_ROWS} rows or fewer"
    if field.required and not rows:
        return missing(field)
    return None
