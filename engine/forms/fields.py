"""A form and its questions as we read them, one `Field` a component, and what its `Kind` knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.feel.values import NULL, Value
from engine.forms.answer_words import answer_in_words
from engine.forms.numbers import plain

MAX_ROWS = 100
#: Answers by the keys of their questions, as they came: nothing is known of them.
Raw = Mapping[str, object]
#: What the author of a form may say of any question.
OF_EVERY_QUESTION = frozenset({"kind", "noun", "name", "short", "missing", "outcome", "needed"})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is kept, what is read, and the heading it stands under."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the form's author: FEEL that must be true, and the sentence when it is not."""

    test: str
    problem: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """The option under which a question appears: the key that asks, and the value chosen."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much, how exact; `least` and `most` are FEEL."""

    shortest: int = 0
    longest: int | None = None
    least: str | None = None
    most: str | None = None
    decimals: int = 0
    pattern: str | None = None
    accepts: tuple[str, ...] = ()


NO_LIMITS = Limits()


class Kind:
    """One kind of field. Each has a file in `engine/forms/kinds`, which says how it differs.

    A kind holds nothing of any form: one of each is enough, and `registry.KINDS` lists them.
    """

    name: str
    components: frozenset[str]  # the types of form-js that may be of this kind
    feel: str = NULL  # the FEEL type of its answers
    properties: frozenset[str] = OF_EVERY_QUESTION  # what the author of a form may say of it
    usual_noun: str = ""  # what it asks for, where the label does not say it well
    usual_least: str | None = None  # FEEL; the limit where the form gives none
    only_options: tuple[Option, ...] = ()  # where a form can offer no others
    parts: tuple[str, ...] = ()  # the boxes in which an answer is typed, when there are several

    asks = True  # it holds an answer
    offers = False  # its answer is chosen among options
    takes_several = False  # of its options
    takes_file = False
    flattens = False  # it holds fields that stand side by side with the others
    repeats = False  # it holds fields that are asked anew in each row
    has_words = False  # it says something between the questions
    may_be_revealed = True

    def __str__(self) -> str:
        return self.name

    @property
    def template(self) -> str:
        """The template that draws it, in `web/templates/fields`."""
        return f"fields/{self.name}.html"

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """Whether a component of one of its types is of this kind; Wrong where it is of none."""
        return True

    def blank(self) -> Value:
        """The value of a question that was not answered."""
        return None

    def read(self, field: "Field", raw: object, options: Sequence[Option]) -> Value:
        """The value of an answer; raises Wrong with the sentence the person reads."""
        raise NotImplementedError

    def is_left_out(self, value: Value) -> bool:
        """Whether a value read is no answer."""
        return value is None or value == []

    def missing(self, field: "Field") -> str:
        """What a person reads when a required answer is not there."""
        return f"Enter {field.noun}"

    def at_least(self, limit: Value, source: str) -> str:
        """What follows "must be" when an answer is below its limit, which *source* gives."""
        return f"{plain(limit)} or more" if isinstance(limit, Decimal) else str(limit)

    def at_most(self, limit: Value, source: str) -> str:
        """What follows "must be" when an answer is above its limit, which *source* gives."""
        return f"{plain(limit)} or fewer" if isinstance(limit, Decimal) else str(limit)

    def shown(self, raw: object, value: Value, labels: Mapping[str, str]) -> str:
        """The answer as a person reads it; *labels* are those of its options. Nothing for none."""
        return answer_in_words(raw, labels)

    def typed(self, raw: object) -> str | Mapping[str, str]:
        """The answer as its input shows it, typed just now or kept as a value; text, or parts."""
        if isinstance(raw, bool):
            return "yes" if raw else "no"
        if isinstance(raw, Decimal | int):
            return plain(Decimal(raw))
        return raw.replace("\r\n", "\n") if isinstance(raw, str) else ""

    def wrong_parts(self, raw: object) -> tuple[str, ...]:
        """The boxes to look at when an answer was refused, where there are several."""
        return ()

    def items(self, label: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """What can be ticked or chosen on the page."""
        return options

    def reveals(self, field: "Field", value: str, *, among_several: bool) -> bool:
        """Whether other questions may stand under what FEEL writes as *value*."""
        return False

    def possible_values(self, field: "Field") -> tuple[Value, ...]:
        """Every value the fact may have; none where that is not known, or is too much to try."""
        return ()


@dataclass(frozen=True, slots=True)
class Field:
    """One component of a form: a question, a group of them, or words between them."""

    kind: Kind
    key: str = ""
    label: str = ""
    hint: str = ""
    noun: str = ""  # with its article, for "Enter {noun}"
    name: str = ""  # without, for "{Name} must be …"
    short: str = ""  # on the check page; the label when empty
    missing: str = ""  # the sentence when a required answer is missing, when not the usual one
    row: str = "item"  # what one row of a dynamiclist is called
    words: str = ""  # of a text view
    required: bool = False
    needed: str | None = None  # FEEL; the question must be answered when it is true
    options: tuple[Option, ...] = ()
    options_from: str | None = None  # FEEL that gives the options
    suggest: str | None = None  # FEEL; what is offered while somebody types
    section: bool = False  # a group that is asked on a page of its own
    compact: bool = False  # its rows are drawn as lines of a table, where there is room
    hide: str | None = None  # FEEL; the question is not asked when it is true
    reveal: Reveal | None = None
    limits: Limits = NO_LIMITS
    checks: tuple[Check, ...] = ()
    person: str = ""  # "acts": the answer is the name of whoever acts in this step
    outcome: bool = False  # its answer says what came of the step, or why
    autocomplete: str | None = None
    width: int | None = None
    children: tuple["Field", ...] = ()

    @property
    def optional(self) -> bool:
        """Whether it may be left out whatever else is said."""
        return not self.required and self.needed is None

    @property
    def asks(self) -> bool:
        """Whether it holds an answer."""
        return self.kind.asks


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its questions in order, the facts it can set and the facts it reads."""

    id: str
    title: str
    fields: tuple[Field, ...]
    keys: Mapping[str, str]  # fact key -> kind; groups flatten, a dynamiclist is one key
    reads: frozenset[str]  # facts that its conditions, options, limits, checks and words look at

    def by_key(self) -> dict[str, Field]:
        """The questions of the form by key, groups flattened."""
        return {field.key: field for field in flat(self.fields) if field.asks}

    @property
    def decides(self) -> bool:
        """Whether something is decided by answering it."""
        return any(field.outcome for field in self.by_key().values())


def flat(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Every field in order, the members of a group after the group; rows stay inside their list."""
    for field in fields:
        yield field
        if field.kind.flattens:
            yield from flat(field.children)


def plain_value(literal: str) -> str:
    """The value of an option that FEEL writes so: "abroad" in quotes, true for yes."""
    return {"true": "yes", "false": "no"}.get(literal, literal.strip('"'))
