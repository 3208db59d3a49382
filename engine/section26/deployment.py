"""The officers whom a case would send: none of them decides on it."""

from collections.abc import Iterator

from engine.feel.values import Facts
from engine.people.identity import KnownPerson

OFFICERS = "deployed_officers"
"""The fact that lists them, each with `name` and `staff_number`."""


def officers(force: str, facts: Facts) -> Iterator[KnownPerson]:
    """The officers who go: of the force that helps, unless the case says otherwise."""
    listed = facts.get(OFFICERS)
    for officer in listed if isinstance(listed, list) else ():
        yield KnownPerson(
            name=str(officer.get("name") or ""),
            why="nobody decides on their own deployment",
            employer=force,
            staff_number=str(officer.get("staff_number") or ""),
        )
