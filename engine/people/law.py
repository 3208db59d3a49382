"""What the law protects in every definition: steps, facts, letters and ends, as the tables say.

Nothing here judges; the rules of `engine.lint` hold each definition to it. Which step, fact or
letter is meant, and on what basis, stands in the reference tables alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.errors import DefinitionRefused

Row = Mapping[str, str]
Tables = Mapping[str, Iterable[Row]]


@dataclass(frozen=True, slots=True)
class StatutoryStep:
    """A step that only some roles may do, and what must stand before it on every way."""

    step: str
    definition: str  # the definition that may not be without it; empty when none is named
    roles: frozenset[str]
    separate_from: tuple[str, ...]
    after: tuple[str, ...]  # the steps that must have been done before it
    needs: tuple[str, ...]  # the facts that must have been set before it
    only_when: str  # FEEL that must be true whenever it opens; empty when nothing is asked
    rests_on: tuple[str, ...]  # the facts that whoever does it goes by, shown or not
    basis: str


@dataclass(frozen=True, slots=True)
class StatutoryFact:
    """A fact that only one step may set, by the means named: form, table or set."""

    fact: str
    step: str
    means: str
    always: bool  # the step may not be done without setting it
    unless: str  # the one FEEL condition under which its question may be hidden
    checks: tuple[str, ...]  # FEEL that its answer must pass
    kept_as: str  # the expression that sets it; empty when any may
    answers: Mapping[str, str]  # the values it may take → the words a person chooses
    basis: str

    @property
    def values(self) -> tuple[str | bool, ...]:
        """The values as they may be kept: what is worked out to be yes or no is true or false."""
        if self.answers.keys() != {"yes", "no"}:
            return tuple(self.answers)
        return (True, False) if self.means == "set" else ("yes", "no", True, False)


@dataclass(frozen=True, slots=True)
class StatutoryLetter:
    """A letter that only some steps may write, and the words that no other letter may use."""

    code: str
    title: str
    steps: tuple[str, ...]
    signatories: frozenset[str]
    signed: bool  # it must come back signed
    only_when: str  # FEEL: the letter is written when this is true, and at no other time
    claims: tuple[str, ...]  # phrases of its text
    headings: tuple[str, ...]  # how its title or one of its paragraphs may begin
    basis: str


@dataclass(frozen=True, slots=True)
class StatutoryEnd:
    """An end with a meaning in law: the names that claim it, and what must be true there."""

    end: str
    claims: tuple[str, ...]
    needs: tuple[str, ...]
    only_when: str
    consent: bool  # whether it is the end with which the assistance may be given
    basis: str


@dataclass(frozen=True, slots=True)
class RoleName:
    """A name that people know somebody by, and the roles that may bear it."""

    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Law:
    """Everything the tables protect."""

    steps: Mapping[str, StatutoryStep] = field(default_factory=lambda: MappingProxyType({}))
    facts: tuple[StatutoryFact, ...] = ()
    letters: Mapping[str, StatutoryLetter] = field(default_factory=lambda: MappingProxyType({}))
    ends: tuple[StatutoryEnd, ...] = ()
    role_names: tuple[RoleName, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def names_of(self, kind: str) -> tuple[str, ...]:
        """The names by which people know those who hold the roles of that kind of word."""
        roles = frozenset(self.words.get(kind, ()))
        return tuple(role_name.name for role_name in self.role_names if role_name.roles & roles)


def law_of(tables: Tables) -> Law:
    """The law as the rows of one day have it; empty where they say nothing.

    DefinitionRefused when a table says two things of one step, fact, letter, end, name or kind of
    word on that day.
    """
    titles = {row["code"]: row["title"] for row in tables.get("letters", ())}
    return Law(
        steps={key: _step_in(row) for key, row in _unique_rows(tables, "statutory_steps", "step")},
        facts=tuple(
            _fact_in(row) for _, row in _unique_rows(tables, "statutory_facts", "fact", "step")
        ),
        letters={
            code: _letter_in(row, titles.get(code, code))
            for code, row in _unique_rows(tables, "statutory_letters", "code")
        },
        ends=tuple(_end_in(row) for _, row in _unique_rows(tables, "statutory_ends", "end")),
        role_names=tuple(_role_names(tables)),
        words={
            kind: _split_list(row["words"])
            for kind, row in _unique_rows(tables, "statutory_words", "kind")
        },
    )


def _unique_rows(tables: Tables, table: str, *columns: str) -> Iterable[tuple[str, Row]]:
    """The rows of a table by what they are of, each of which stands there once."""
    values: set[str] = set()
    for row in tables.get(table, ()):
        of = " at ".join(row[column] for column in columns)
        if of in values:
            raise DefinitionRefused(
                f"the table {table} has two rows for '{of}' on one day: end the older one on the "
                "day before the newer one begins"
            )
        values.add(of)
        yield of, row


def _step_in(row: Row) -> StatutoryStep:
    return StatutoryStep(
        step=row["step"],
        definition=row["definition"],
        roles=frozenset(_split_list(row["roles"])),
        separate_from=_split_list(row["separate_from"]),
        after=_split_list(row["after"]),
        needs=_split_list(row["needs"]),
        only_when=row["only_when"],
        rests_on=_split_list(row.get("rests_on", "")),
        basis=row["basis"],
    )


def _fact_in(row: Row) -> StatutoryFact:
    return StatutoryFact(
        fact=row["fact"],
        step=row["step"],
        means=row["means"],
        always=row["asked"] == "always",
        unless=row["unless"],
        checks=_split_list(row["check"]),
        kept_as=row["kept_as"],
        answers=dict(_answer_in(text) for text in _split_list(row["answers"])),
        basis=row["basis"],
    )


def _answer_in(text: str) -> tuple[str, str]:
    """`approve=Approve` as a value and its words; a value alone has no words."""
    value, _, words = text.partition("=")
    return value.strip(), words.strip()


def _letter_in(row: Row, title: str) -> StatutoryLetter:
    return StatutoryLetter(
        code=row["code"],
        title=title,
        steps=_split_list(row["steps"]),
        signatories=frozenset(_split_list(row["signatories"])),
        signed=row["signed"] == "yes",
        only_when=row["only_when"],
        claims=_split_list(row["claims"]),
        headings=(title, *_split_list(row["headings"])),
        basis=row["basis"],
    )


def _end_in(row: Row) -> StatutoryEnd:
    return StatutoryEnd(
        end=row["end"],
        claims=_split_list(row["claims"]),
        needs=_split_list(row["needs"]),
        only_when=row["only_when"],
        consent=row["consent"] == "yes",
        basis=row["basis"],
    )


def _role_names(tables: Tables) -> Iterable[RoleName]:
    """The titles of the roles, and the other names by which people know who holds them."""
    for row in tables.get("roles", ()):
        if row["lane"] == "yes":
            yield RoleName(row["title"], frozenset({row["role"]}))
    for _, row in _unique_rows(tables, "role_names", "name"):
        yield RoleName(row["name"], frozenset(_split_list(row["roles"])))


def _split_list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
