"""What an entry of the log says: its body, read from canonical JSON. No database here.

A body that was changed may hold anything: whoever reads one is ready for what comes of that.
"""

from typing import TypedDict

import orjson


class Decided(TypedDict):
    """What an automatic step decided: by which decision, which facts as JSON text, and why."""

    decision: str
    facts: dict[str, str]
    basis: list[str]


class Issued(TypedDict):
    """A letter that was written."""

    letter: str
    version: int
    sha256: str


class Signed(TypedDict, total=False):
    """A copy that came back signed; `compared_by` where somebody compared it by eye."""

    letter: int
    code: str
    sha256: str
    compared_by: str


class HeldThen(TypedDict):
    """The role as which somebody decided: where it was held, since when, and who gave it."""

    row: int  # of the roles held
    role: str
    organisation: str
    since: str
    granted_by: str  # nothing where the installation gave it


class Certified(TypedDict):
    """What a decision rested on, and the SHA-256 of the certificate that says so."""

    sha256: str
    facts: list[tuple[str, str | None, int]]  # key, item, and the entry that gave the value
    rows: list[tuple[str, dict[str, str]]]  # of reference tables: the table and its cells
    held: HeldThen | None
    separate_from: list[str]  # the steps that somebody else has to have done


_Office = TypedDict("_Office", {"for": str}, total=False)


class Body(_Office, total=False):
    """What is read of an entry again; which of it there is depends on the event."""

    event: str
    case: str
    at: str
    person: int | None
    name: str
    reference: str  # the files of reference tables it rests on, before the register was kept
    register: str  # the set of the register that was in use
    number: int  # of the set of the register that it is about
    set: str  # the identity of that set
    subject: str
    title: str
    element: str | None
    task: str | None
    facts: dict[str, str]  # digests of answers
    was: dict[str, str]  # of an amendment: digests of what the same facts were before
    touched: list[str]  # of an amendment: the steps to be taken again
    superseded: list[tuple[str, int]]  # of an amendment: letters by code and version
    follows: dict[str, str]  # digests of facts that follow from the force and the day
    gathered: tuple[str, str, str]  # a list fact, an item of it, and the digest of its answers
    decided: list[Decided]
    letters: list[Issued]
    signed: Signed
    passed: list[str]
    ended: str | None
    state: str
    bundle: str
    handed_to: str
    reason: str
    cause: str
    note: str
    told_apart: str
    certificate: Certified
    alg: str
    rows: dict[str, dict[str, str | None]]  # by table and key: the digest, None when it is gone
    tables: dict[str, str]


def body_in(text: str) -> Body:
    """The body of an entry; ValueError or TypeError when it is none."""
    body = orjson.loads(text)
    if not isinstance(body, dict):
        raise TypeError("it is no entry")
    entry_body: Body = body  # type: ignore[assignment]
    return entry_body
