"""A form and its questions as we read them: plain frozen values, one `Field` a component."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# kinds that hold no answer of their own
SILENT = frozenset({"group", "text", "separator"})
CHOSEN = frozenset({"radio", "yesno", "select", "checklist"})

MAX_ROWS = 100


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is kept, and what is read."""

    value: str
    label: str


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


@dataclass(frozen=True, slots=True)
class Field:
    """One component of a form: a question, a group of them, or words between them."""

    kind: str
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
        return self.kind not in SILENT


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


def flat(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Every field in order, the members of a group after the group; rows stay inside their list."""
    for field in fields:
        yield field
        if field.kind == "group":
            yield from flat(field.children)
