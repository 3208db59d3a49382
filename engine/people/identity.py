"""Who is who: by account, or by employer and staff number. A like name asks; it never decides.

Two people may be called Jo Smith, and one person may be written `DI Siân Évans`, `Evans, Sian` and
`S. Evans QPM`. No database here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from engine.people.actor import Actor

_WORD = re.compile(r"[^\W\d_]+")
_IN_A_NUMBER = re.compile(r"[^0-9A-Z]")
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u02bc\u0060\u00b4"))
_NEITHER_INITIAL_NOR_NAME = {2}  # `of` is no short form of `officer`


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody whom a case names, and why whoever acts must be somebody else."""

    name: str
    why: str  # why the law or the diagram asks for somebody else, as a clause
    employer: str = ""  # the id of an organisation
    staff_number: str = ""
    account: int | None = None


def staff_number(text: str) -> str:
    """A staff, collar or warrant number as it is compared: no spaces, no leading noughts."""
    capitals = unicodedata.normalize("NFKC", text).upper()
    return _IN_A_NUMBER.sub("", capitals).lstrip("0")


def is_same_person(actor: Actor, other: KnownPerson) -> bool:
    """Whether it is certain that they are one: the same account, or the same number there."""
    if other.account is not None and other.account == actor.id:
        return True
    if not actor.staff_number or not other.staff_number or actor.employer != other.employer:
        return False
    return staff_number(actor.staff_number) == staff_number(other.staff_number)


def to_be_told_apart(
    actor: Actor,
    acting_names: Iterable[str],
    others: Iterable[KnownPerson],
    titles: Collection[str],
) -> tuple[KnownPerson, ...]:
    """The others of whom somebody must say whether they are who acts here.

    `acting_names` are the names typed for whoever acts; `titles` are the ranks, forms of address
    and letters after a name that are no part of it.
    """
    typed = [name for name in acting_names if name.strip()]
    unsure = []
    for other in others:
        names = typed if _known_apart(actor, other) else [actor.name, *typed]
        if any(alike(name, other.name, titles) for name in names):
            unsure.append(other)
    return tuple(unsure)


def alike(one: str, two: str, titles: Collection[str] = ()) -> bool:
    """Whether two names may be one person's, in whatever order and however much is written out.

    Every word of the shorter name is a word of the longer or its beginning, such as an initial,
    and at least one whole word is in both.
    """
    shorter, longer = sorted((_words(one, titles), _words(two, titles)), key=len)
    if shorter and "".join(shorter) == "".join(longer):  # Anne-Marie and Annemarie
        return True
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((other for other in left if _begins(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    return any(len(word) > 1 and word in longer for word in shorter)


def _known_apart(actor: Actor, other: KnownPerson) -> bool:
    """Whether both have a number with the same employer, so that a like name says nothing."""
    numbered = bool(actor.staff_number and other.staff_number)
    return numbered and actor.employer == other.employer


def _begins(one: str, two: str) -> bool:
    """Whether one word is the other, its initial, or its short form (`Alex`, `Alexander`)."""
    short, long = sorted((one, two), key=len)
    if short == long:
        return True
    return len(short) not in _NEITHER_INITIAL_NOR_NAME and long.startswith(short)


def _words(name: str, titles: Collection[str]) -> list[str]:
    """The words of a name without case, accents, ranks and letters after it."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = _WORD.findall(plain)
    return [word for word in words if word not in titles] or words
