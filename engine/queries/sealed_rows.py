"""What the entries of a chain say stands, row by row, held against the rows that do stand."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from sqlalchemy import Connection, bindparam, select

from engine.audit.body import Body
from engine.audit.digest import ALGORITHM
from engine.audit.rows import Shape, shape_of
from engine.cases.tables import case
from engine.store.prepared import Cells, PreparedCells
from engine.store.sealing import Owner, sealing_of, tables_sealed_by

LONGEST_KEY = 60  # in a sentence: the hash of a token is known by its beginning
UNSAID = "its entries do not say which rows they wrote: run s26 db upgrade"


class SealedRows:
    """The rows that a chain's entries say stand: each one's digest, by the last that named it.

    Entries are added in order; then each table's rows are compared, and `gone` gives the rest.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []  # entries that do not say what they should
        self._last: dict[str, dict[str, tuple[str, int]]] = {}
        self._says = False
        self._silent = 0

    def add(self, n: int, body: Body) -> None:
        """The next entry of the chain, with its place."""
        if "rows" not in body:
            self._silent += 1
            if self._says:
                self.faults.append(f"entry {n} does not say which rows it wrote")
            return
        self._says = True
        if body.get("alg") != ALGORITHM:
            self.faults.append(f"entry {n} names an algorithm that is none of ours")
        for table, digests in body["rows"].items():
            self._note_rows(n, table, digests)

    def _note_rows(self, n: int, table: str, digests: Mapping[str, str | None]) -> None:
        """What entry *n* says of a table: the rows it wrote, and None for those it took away."""
        rows = self._last.setdefault(table, {})
        for key, digest in digests.items():
            if digest is None:
                rows.pop(key, None)
            else:
                rows[key] = (digest, n)

    def compared(self, shape: Shape, rows: Iterable[Cells]) -> Iterator[str]:
        """A sentence for each row of a table that is not as its last entry left it."""
        if not self._says:
            return
        last_entries = self._last.get(shape.table, {})
        for row in rows:
            key = shape.key_of(row)
            digest, n = last_entries.pop(key, (None, 0))
            if digest is None:
                yield f"{_name(shape.table, key)} was written by no entry of the log"
            elif digest != shape.digest_of(row):
                yield f"{_name(shape.table, key)} is not as entry {n} left it"

    def gone(self) -> Iterator[str]:
        """A sentence for each row that an entry left and that was not among those compared."""
        if self._silent and not self._says:
            yield UNSAID
            return
        yield from self.faults
        for table, rows in self._last.items():
            for key, (_, n) in rows.items():
                yield f"{_name(table, key)} is gone, though entry {n} left it"


def row_faults(db: Connection, case_id: int, sealed: SealedRows) -> Iterator[str]:
    """A sentence for each row of a case that its entries do not bear out."""
    for shape, statement in _of_a_case():
        yield from sealed.compared(shape, statement.all(db, {"case": case_id}))
    yield from sealed.gone()


def stray_rows(db: Connection) -> Iterator[tuple[Shape, Iterable[Cells]]]:
    """The rows of no case in tables that are of cases: the register's, or nobody's."""
    for table in tables_sealed_by(Owner.CASE):
        if table is case:
            continue
        shape, of = shape_of(table), table.c[sealing_of(table).case]
        nobodys = of.is_(None) | of.not_in(select(case.c.id))
        yield shape, db.execute(select(*shape.columns).where(nobodys))


def register_rows(db: Connection) -> Iterator[tuple[Shape, Iterable[Cells]]]:
    """Every row of the tables that the register seals, table by table."""
    for table in tables_sealed_by(Owner.REGISTER):
        shape = shape_of(table)
        yield shape, db.execute(select(*shape.columns))


@cache
def _of_a_case() -> tuple[tuple[Shape, PreparedCells], ...]:
    """How the rows of one case are read, table by table."""
    statements = []
    for table in tables_sealed_by(Owner.CASE):
        shape, of = shape_of(table), table.c[sealing_of(table).case]
        statements.append(
            (shape, PreparedCells(select(*shape.columns).where(of == bindparam("case"))))
        )
    return tuple(statements)


def _name(table: str, key: str) -> str:
    return f"{table.rstrip('_')} {key if len(key) <= LONGEST_KEY else key[:12]}"
