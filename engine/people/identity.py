"""Who is who: by account, or by employer and staff number. A like name asks; it never decides.

Two people may be called Jo Smith, and one person may be written `DI Siân Évans`, `Evans, Sian` and
`S. Evans QPM`. No database here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from engine.look_alikes import LATIN
from engine.people.actor import Actor
from engine.people.names import alike

_IN_A_NUMBER = re.compile(r"[^0-9A-Z]")


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
    capitals = unicodedata.normalize("NFKC", text).lower().translate(LATIN).upper()
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


def _known_apart(actor: Actor, other: KnownPerson) -> bool:
    """Whether two accounts have numbers of one employer, so that a like name says nothing.

    A number that was only typed for somebody may be mistyped.
    """
    numbered = bool(actor.staff_number and other.staff_number and other.account)
    return numbered and actor.employer == other.employer
