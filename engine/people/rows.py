"""The rows of people as they are handed about. Pure."""

from typing import NamedTuple


class PersonRow(NamedTuple):
    """A person as they stand in their table."""

    id: int
    name: str
    email: str
    password_hash: str | None
    active: bool
    demo: bool
    employer: str | None
    staff_number: str | None
