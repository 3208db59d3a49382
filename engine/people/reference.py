"""The dated reference tables: which body, office and title stands on a day. The law is data."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from engine.errors import DefinitionRefused, ForceEnded, NotFound
from engine.people.law import Law, law_of
from engine.people.powers import Power

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as of a day."""

    id: str
    name: str
    kind: str
    force: str | None = None


class Reference:
    """The reference tables, read once. Every answer is as of a day.

    DefinitionRefused when a table cannot be read, or the table of roles names a power that there
    is not.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._take({name: _read_rows(name, content) for name, content in files.items()})

    @classmethod
    def from_rows(cls, tables: Mapping[str, Sequence[Row]]) -> "Reference":
        """The tables as their rows stand, each row with every column that its table has."""
        reference = cls.__new__(cls)
        reference._take(tables)  # noqa: SLF001 - an instance of this very class
        return reference

    def _take(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self._tables = tables
        for row in self._tables.get("roles", []):
            _powers_in(row)
        self.rows = lru_cache(maxsize=2000)(self._rows_on)
        self.roles = lru_cache(maxsize=50)(self._roles_on)
        self.law = lru_cache(maxsize=50)(self._law_on)
        self.organisations = lru_cache(maxsize=50)(self._organisations_on)
        self.lives_on = lru_cache(maxsize=2000)(self._lives_on)

    @property
    def tables(self) -> Mapping[str, Sequence[Row]]:
        """Every row of every table, in its order."""
        return self._tables

    def _rows_on(self, table: str, on: date) -> list[Row]:
        """The rows of *table* that are valid on that day, in the order of the file."""
        return [row for row in self._tables.get(table, []) if _valid_on(row, on)]

    def _roles_on(self, on: date) -> dict[str, Row]:
        """The roles of a day by id, each with its title and the kind of organisation it is in."""
        return {row["role"]: row for row in self.rows("roles", on)}

    def lane_roles(self, on: date) -> frozenset[str]:
        """The roles that do the work of cases; the others look after the service."""
        return frozenset(role for role, row in self.roles(on).items() if row["lane"] == "yes")

    def powers(self, role: str, on: date) -> frozenset[Power]:
        """What a role lets its holders do beside the tasks of cases; none where it is unknown."""
        row = self.roles(on).get(role)
        return _powers_in(row) if row else frozenset()

    def roles_with(self, power: Power, on: date) -> tuple[str, ...]:
        """The roles that give this power, in the order of their table."""
        return tuple(role for role in self.roles(on) if power in self.powers(role, on))

    def role_title(self, role: str | None, on: date) -> str:
        """What people call a role on that day; its newest title where no row holds then."""
        row = self._row_called("roles", "role", role or "", on)
        return row["title"] if row else (role or "")

    def _law_on(self, on: date) -> Law:
        """What the law protects in every definition on that day, as these tables say.

        DefinitionRefused when one of them lacks a column, or says two things of one day.
        """
        try:
            return law_of({table: self.rows(table, on) for table in self._tables})
        except KeyError as missing:
            raise DefinitionRefused(
                f"a reference table of what the law protects has no column {missing}: add it"
            ) from missing

    @cached_property
    def name_titles(self) -> frozenset[str]:
        """Ranks, forms of address and letters after a name: words that are no part of it."""
        return frozenset(row["word"] for row in self._tables.get("name_titles", []))

    def letter_title(self, code: str, on: date) -> str:
        """What people call a letter on that day."""
        return self._of_letter(code, "title", on) or code

    def letter_goes_to(self, code: str, on: date) -> str:
        """Whom a letter is sent to, as words in a sentence; nothing when it stays on file."""
        return self._of_letter(code, "goes_to", on)

    def _of_letter(self, code: str, column: str, on: date) -> str:
        row = self._row_called("letters", "code", code, on)
        return (row.get(column) or "") if row else ""

    def _row_called(self, table: str, column: str, name: str, on: date) -> Row | None:
        """The row of that name that holds on that day, else its newest one."""
        rows = [row for row in self._tables.get(table, []) if row[column] == name]
        holding = [row for row in rows if _valid_on(row, on)]
        return max(holding or rows, key=_first_day, default=None)

    def forces(self, on: date) -> list[Row]:
        """The forces and other bodies that a case can be opened for."""
        return self.rows("forces", on)

    def forces_called(self, words: str) -> list[str]:
        """The ids of the forces that have borne, or live on in, a name that holds these words."""
        rows = self._tables.get("forces", [])
        wanted = words.casefold()
        called = {row["force_id"] for row in rows if wanted in row["force_name"].casefold()}
        heirs = {row["force_id"] for row in rows if row.get("successor") in called}
        return sorted(called | heirs)

    def force(self, force: str, on: date) -> Row:
        """One force, or whoever has taken over its work by that day.

        NotFound when there is none of that id; ForceEnded when it has ended without a successor.
        """
        heir = self.lives_on(force, on)
        row = next((row for row in self.forces(on) if row["force_id"] == heir), None)
        if row is None:
            raise self._no_force(heir, on)
        return row

    def _lives_on(self, force: str, on: date) -> str:
        """The force that has the work of *force* on that day: itself, or its last successor."""
        seen: set[str] = set()
        while force not in seen:
            seen.add(force)
            force = self._successor(force, on) or force
        return force

    def _successor(self, force: str, on: date) -> str:
        """Who took over when the force ended before that day; nothing while it holds."""
        last = self._last_row(force, on)
        return last.get("successor", "") if last else ""

    def _last_row(self, force: str, on: date) -> Row | None:
        """The row with which a force ended before that day; None where a row of it holds."""
        rows = [row for row in self._tables.get("forces", []) if row["force_id"] == force]
        if any(_valid_on(row, on) for row in rows):
            return None
        ended = [row for row in rows if "" < row.get("valid_to", "") < on.isoformat()]
        return max(ended, key=_last_day, default=None)

    def _no_force(self, force: str, on: date) -> NotFound | ForceEnded:
        last = self._last_row(force, on)
        if last is None:
            when = f" on {on}: its first row begins later" if force in self.ever else ""
            return NotFound(f"there is no force '{force}'{when}")
        return ForceEnded(last["force_name"], date.fromisoformat(last["valid_to"]))

    def forebears(self, force: str, on: date) -> list[str]:
        """The forces whose work *force* has on that day, itself among them; none once it ended."""
        known = dict.fromkeys(row["force_id"] for row in self._tables.get("forces", []))
        return [one for one in known if self.lives_on(one, on) == force]

    def body(self, force: str, on: date) -> Row | None:
        """The local policing body of *force*, or of its successor, on that day; None without."""
        heir = self.lives_on(force, on)
        bodies = self.rows("local_policing_bodies", on)
        return next((row for row in bodies if row["force_id"] == heir), None)

    def body_type(self, row: Row, on: date) -> Row:
        """The words that go with a kind of policing body on that day."""
        kinds = self.rows("body_types", on)
        return _row_with(kinds, "body_type", row["body_type"], f"no words for {row['body_type']}")

    def office(self, kind: str, on: date) -> Row | None:
        """The one organisation of a kind (home_office, foreign_office, ipab) on that day."""
        rows = self.rows("organisations", on)
        return next((row for row in rows if row["kind"] == kind), None)

    def organisation(self, organisation: str, on: date) -> Organisation | None:
        """One organisation as of a day, or as it last was where it holds on no such day."""
        return self.organisations(on).get(organisation) or self.ever.get(organisation)

    @cached_property
    def ever(self) -> Mapping[str, Organisation]:
        """Every organisation there has ever been by id, as it last was."""
        tables = ("forces", "local_policing_bodies", "organisations")
        return _organisations_in(*(sorted(self._all(name), key=_first_day) for name in tables))

    def _organisations_on(self, on: date) -> Mapping[str, Organisation]:
        """Every organisation of a day by id."""
        tables = ("forces", "local_policing_bodies", "organisations")
        return _organisations_in(*(self.rows(name, on) for name in tables))

    def _all(self, table: str) -> Iterable[Row]:
        return self._tables.get(table, [])

    def departments(self) -> list[dict[str, str]]:
        """Whoever has ever sat on the Board, by id and name: a view outlives its department."""
        sat = dict.fromkeys(row["organisation_id"] for row in self._all("ipab_members"))
        return [{"id": one, "name": self.ever[one].name} for one in sat if one in self.ever]

    def service_levels(self, on: date) -> dict[str, list[Row]]:
        """The service levels of each step, one for each urgency that has its own."""
        levels: dict[str, list[Row]] = {}
        for row in self.rows("service_levels", on):
            levels.setdefault(row["step"], []).append(row)
        return levels

    def values_ever(self, table: str, column: str) -> list[str]:
        """Every value of a column on whatever day, each once, in the order of the file."""
        return list(dict.fromkeys(row[column] for row in self._tables.get(table, [])))


def _organisations_in(
    forces: Iterable[Row], bodies: Iterable[Row], offices: Iterable[Row]
) -> dict[str, Organisation]:
    """The organisations of the rows by id; of two rows of one the last counts."""
    found = [Organisation(r["force_id"], r["force_name"], "force", r["force_id"]) for r in forces]
    for row in bodies:
        body = row["body_id"], row["body_name"], "policing_body", row["force_id"]
        found.append(Organisation(*body))
    found += [Organisation(r["organisation_id"], r["name"], r["kind"]) for r in offices]
    return {organisation.id: organisation for organisation in found}


def _powers_in(row: Row) -> frozenset[Power]:
    if "powers" not in row:  # nobody could do anything, and nobody would be told why
        raise DefinitionRefused("the table of roles has no column 'powers': add it")
    words = [word.strip() for word in row["powers"].split(";")]
    power_names = {power.value for power in Power}
    if unknown := next((word for word in words if word and word not in power_names), None):
        raise DefinitionRefused(
            f"the table of roles gives {row['role']} a power '{unknown}' that there is not: "
            f"there are {', '.join(sorted(power_names))}"
        )
    return frozenset(Power(word) for word in words if word)


def _row_with(rows: Iterable[Row], column: str, value: str, missing: str) -> Row:
    for row in rows:
        if row[column] == value:
            return row
    raise NotFound(missing)


def _read_rows(name: str, content: bytes) -> list[Row]:
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise DefinitionRefused(
            f"reference table {name}.csv cannot be read: save it as CSV in UTF-8 ({problem})"
        ) from problem
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DefinitionRefused(
                f"reference table {name}.csv, row {line}, has more or fewer cells than its heading"
            )
        for column in ("valid_from", "valid_to"):
            _a_day(f"reference table {name}.csv, row {line}, {column}", row.get(column, ""))
    return list(rows)


def _a_day(where: str, text: str) -> None:
    try:
        is_day = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise DefinitionRefused(f"{where}: '{text}' is not a day written like year-month-day")


def _first_day(row: Row) -> str:
    return row.get("valid_from") or ""


def _last_day(row: Row) -> str:
    return row["valid_to"]


def _valid_on(row: Row, on: date) -> bool:
    day = on.isoformat()  # the tables write days as ISO text, which sorts as the calendar does
    return row.get("valid_from", "") <= day and (not row.get("valid_to") or day <= row["valid_to"])
