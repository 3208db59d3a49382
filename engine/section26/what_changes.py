"""What changes from one day to the next, or from one register to another: facts, and the cases
and letters they reach. No database here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.errors import ForceEnded, NotFound
from engine.feel.values import Facts
from engine.forms.dates import in_words
from engine.people.reference import Reference
from engine.section26.derived import derived

CONSENT_ENDS = "consent_to"  # the fact with the last day of a consent
EMPTY: tuple[object, ...] = (None, "", [])
LEFT_OUT = {  # the day itself, and what a row says of itself
    *("today", "valid_from", "valid_to", "source", "sureness", "provision", "link"),
    *("address_source", "address_sureness"),
}
At = tuple[Reference, date]  # the tables that are asked, and the day they are asked about
Needs = Mapping[str, frozenset[str]]  # the dotted names of the facts that each letter prints


@dataclass(frozen=True, slots=True)
class MovedFact:
    """A fact that follows from force and day and is another afterwards, in words."""

    fact: str  # its dotted name, as tags of letters have it
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ForceChanges:
    """What is other for a force afterwards; a sentence where nothing follows any more."""

    force: str
    name: str
    moved: tuple[MovedFact, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class CaseAtHand:
    """A case that goes on, or whose consent stands, with the letters that may still come."""

    reference: str
    force: str
    consent_to: date | None  # the last day of a consent that stands; none of a case that is open
    to_come: Needs


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """A case that a change reaches, and the letters still to come that would say so."""

    case: CaseAtHand
    changes: ForceChanges
    letters: tuple[str, ...]  # their codes


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is other: for every force, for some, and for the cases at hand."""

    everywhere: tuple[MovedFact, ...]
    forces: tuple[ForceChanges, ...]  # without what is other everywhere
    cases: tuple[CaseChanges, ...]


def changes_between(before: At, after: At, cases: Iterable[CaseAtHand]) -> Changes:
    """What is other *after* than *before*, and which of the cases it reaches."""
    known = {row["force_id"] for table, day in (before, after) for row in table.forces(day)}
    of_force = {force: _changes_of(force, before, after) for force in sorted(known)}
    everywhere = _common([one.moved for one in of_force.values() if not one.why_not])
    own = [
        ForceChanges(one.force, one.name, _without(one.moved, everywhere), one.why_not)
        for one in of_force.values()
    ]
    return Changes(
        everywhere=everywhere,
        forces=tuple(one for one in own if one.moved or one.why_not),
        cases=tuple(_reached(cases, of_force, before, after)),
    )


def _changes_of(force: str, before: At, after: At) -> ForceChanges:
    try:
        old = derived(before[0], force, before[1])
    except (NotFound, ForceEnded):
        old = {}
    try:
        new = derived(after[0], force, after[1])
    except (NotFound, ForceEnded) as ended:
        return ForceChanges(force, _name(old, force), (), str(ended))
    if not old:
        begins = MovedFact("force", "nothing", str(new["force_name"]))
        return ForceChanges(force, _name(new, force), (begins,))
    return ForceChanges(force, _name(old, force), tuple(_moved(old, new)))


def _name(facts: Facts, force: str) -> str:
    return str(facts.get("force_name") or force)


def _moved(old: Facts, new: Facts, path: str = "") -> Iterator[MovedFact]:
    """The facts that differ, by their dotted names."""
    for key in sorted(old.keys() | new.keys()):
        was, is_now = old.get(key), new.get(key)
        if key in LEFT_OUT or _is_same(was, is_now):
            continue
        if isinstance(was, dict) and isinstance(is_now, dict):
            yield from _moved(was, is_now, f"{path}{key}.")
        else:
            yield MovedFact(f"{path}{key}", *_told_apart(was, is_now))


def _told_apart(was: object, is_now: object) -> tuple[str, str]:
    """Both in short; of two lists only what the other has not, unless they differ in order."""
    if isinstance(was, list) and isinstance(is_now, list):
        gone = [one for one in was if one not in is_now]
        new = [one for one in is_now if one not in was]
        if gone or new:
            return in_short(gone), in_short(new)
    return in_short(was), in_short(is_now)


def _is_same(was: object, is_now: object) -> bool:
    """Whether nothing is other; a cell that is empty and one that is not there are the same."""
    return was == is_now or (was in EMPTY and is_now in EMPTY)


def in_short(value: object) -> str:
    """A value as a list of changes says it."""
    if value in EMPTY:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, list):
        return ", ".join(in_short(part) for part in value)
    if isinstance(value, dict):
        named = value.get("name") or value.get("label") or value.get("cite") or value.get("office")
        return str(named or ", ".join(in_short(part) for part in value.values()))
    return str(value)


def _common(moved: list[tuple[MovedFact, ...]]) -> tuple[MovedFact, ...]:
    """What every force has alike, in the order of the first."""
    if len(moved) < 2:
        return ()
    first, *others = moved
    return tuple(one for one in first if all(one in other for other in others))


def _without(moved: Iterable[MovedFact], these: tuple[MovedFact, ...]) -> tuple[MovedFact, ...]:
    return tuple(one for one in moved if one not in these)


def _reached(
    cases: Iterable[CaseAtHand], of_force: Mapping[str, ForceChanges], before: At, after: At
) -> Iterator[CaseChanges]:
    """The cases that something reaches: one whose consent has run out by then is not at hand."""
    for case in cases:
        if case.consent_to is not None and case.consent_to < after[1]:
            continue
        changes = of_force.get(case.force) or _changes_of(case.force, before, after)
        if changes.moved or changes.why_not:
            yield CaseChanges(case, changes, letters_touched(case.to_come, changes.moved))


def letters_touched(needs: Needs, moved: Iterable[MovedFact]) -> tuple[str, ...]:
    """The codes of the letters that print one of these facts, or a part of one."""
    facts = [one.fact for one in moved]
    return tuple(
        code
        for code, names in sorted(needs.items())
        if any(_touches(name, fact) for name in names for fact in facts)
    )


def _touches(name: str, fact: str) -> bool:
    return name == fact or name.startswith(f"{fact}.") or fact.startswith(f"{name}.")
