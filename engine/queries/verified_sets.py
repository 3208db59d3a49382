"""Whether the register is what its names say, and was put into use by two people each time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from engine.audit.body import Body
from engine.register.rows import digest, identity, row_in
from engine.register.sets import SetRow, sets
from engine.register.tables import register_member, register_row

CLOCKS_DIFFER = timedelta(minutes=5)  # between machines that work on one database
MAKE = {
    "begin_register",
    "change_register",
    "import_register",
    "catch_up_register",
    "offer_register",
}
SHOWN = 12  # characters of a digest in a sentence
Since = Mapping[str, datetime | None]  # when a set was put into use; None for one from the start


@dataclass(slots=True)
class SetsInLog:
    """What the entries of the log say of the sets of the register."""

    since: dict[str, datetime | None] = field(default_factory=dict)
    used: dict[int, str] = field(default_factory=dict)  # which identity each number was used as
    faults: list[str] = field(default_factory=list)
    _makers: dict[int, set[int | None]] = field(default_factory=dict)
    _checkers: dict[int, int | None] = field(default_factory=dict)

    def note(self, n: int, body: Body) -> None:
        """Takes the next entry of the log into account; *n* is its place."""
        event = body["event"]
        if event in MAKE:
            self._makers.setdefault(body["number"], set()).add(body["person"])
            self._checkers.pop(body["number"], None)
        elif event == "check_register":
            self._checkers[body["number"]] = body["person"]
        elif event == "seed_register":
            self._use(n, body, None)
            if len(self.used) > 1:
                self.faults.append(f"entry {n} puts a first register into use after another")
        elif event == "use_register":
            self._use(n, body, datetime.fromisoformat(body["at"]))
            self._must_be_a_second(n, body)

    def _use(self, n: int, body: Body, at: datetime | None) -> None:
        self.used[body["number"]] = body["set"]
        self.since.setdefault(body["set"], at)

    def _must_be_a_second(self, n: int, body: Body) -> None:
        number, person = body["number"], body["person"]
        first = self._makers.get(number, {None})
        if None in first:  # nobody began it: whoever checked it is the first of two
            first = first | {self._checkers.get(number)}
        if person is None or person in first or first == {None}:
            self.faults.append(f"entry {n} puts register {number} into use without a second person")


def set_faults(db: Connection, log: SetsInLog) -> Iterator[str]:
    """A sentence for each row, set or use of the register that is not as it should be."""
    yield from log.faults
    members = _members_by_number(db)
    yield from _row_faults(db, {sha256 for named in members.values() for sha256 in named})
    for set_row in sets(db):
        if identity(members.pop(set_row.number, [])) != set_row.id:
            yield f"register {set_row.number} does not hold the rows it is named by"
        yield from _use_faults(set_row, log)
    for number in sorted(members):
        yield f"rows are kept of a register {number} that there is not"


def _members_by_number(db: Connection) -> dict[int, list[str]]:
    members: dict[int, list[str]] = {}
    for row in db.execute(select(register_member)):
        members.setdefault(row.number, []).append(row.sha256)
    return members


def _row_faults(db: Connection, named: set[str]) -> Iterator[str]:
    """Rows that do not hash to their names, and those of *named* that are gone."""
    there = set()
    for row in db.execute(select(register_row)):
        there.add(row.sha256)
        if digest(row.content) != row.sha256 or _table_of(row.content) != row.table_name:
            yield f"row {row.sha256[:SHOWN]} of the register is not the one it is named by"
    for sha256 in sorted(named - there):
        yield f"row {sha256[:SHOWN]} of the register is gone"


def _use_faults(set_row: SetRow, log: SetsInLog) -> Iterator[str]:
    is_used = set_row.status in {"in_use", "retired"}
    if is_used and log.used.get(set_row.number) != set_row.id:
        yield f"register {set_row.number} was put into use by no entry of the log"


def _table_of(content: str) -> str:
    try:
        return row_in(content)[0]
    except ValueError:
        return ""


@dataclass(slots=True)
class RestsOn:
    """The sets, and the files of before there were sets, that the entries of a chain rest on."""

    first: dict[str, tuple[int, str]] = field(default_factory=dict)  # place and time of the first

    def note(self, n: int, body: Body) -> None:
        """Takes the next entry into account; *n* is its place."""
        name = body.get("register") or body.get("reference")
        if name:
            self.first.setdefault(name, (n, body["at"]))

    def faults(self, since: Since) -> Iterator[str]:
        """A sentence for each set that was not in use yet when an entry rested on it."""
        for name, (n, at) in self.first.items():
            if name not in since:
                yield f"from entry {n} on it rests on a register that was never put into use"
                continue
            begun = since[name]
            if begun is not None and datetime.fromisoformat(at) < begun - CLOCKS_DIFFER:
                yield f"entry {n} rests on a register that was put into use after it"
