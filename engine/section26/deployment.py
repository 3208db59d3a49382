"""The officers whom a case would send: none of them decides on it."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.people.identity import KnownPerson

OFFICERS = "deployed_officers"
"""The fact that lists them, each with `name` and `staff_number`."""


def officers(force: str, facts: Mapping[str, Any]) -> Iterator[KnownPerson]:
    """The officers who go: of the force that helps, unless the case says otherwise."""
    for officer in facts.get(OFFICERS) or []:
        yield KnownPerson(
            name=str(officer.get("name") or ""),
            why="nobody decides on their own deployment",
            employer=force,
            staff_number=str(officer.get("staff_number") or ""),
        )
