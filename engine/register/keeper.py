"""The register in use as the engine asks it: each set is read once in the life of a process."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, text

from engine.errors import RESTORE, CaseDamaged, DatabaseNotReady
from engine.people.reference import Reference
from engine.register.reference import reference_of
from engine.register.rows import digest, identity
from engine.register.schema import Schema
from engine.register.sets import tables_in
from engine.register.tables import IN_USE, register_member, register_row, register_set
from engine.store.prepared import PreparedColumn

KEPT = 4  # sets whose rows are held in memory: the one in use, and some before it
NONE = "no register is in use, so nobody knows who decides what: run s26 db upgrade"

ID_IN_USE = select(register_set.c.id).where(text(IN_USE))
_ID_IN_USE = PreparedColumn(ID_IN_USE, str)
_NUMBER = (
    select(func.min(register_set.c.number))
    .where(
        register_set.c.id == bindparam("id"), text("register_set.status in ('in_use', 'retired')")
    )
    .scalar_subquery()
)
_TEXTS = PreparedColumn(
    select(register_row.c.content)
    .join(register_member, register_member.c.sha256 == register_row.c.sha256)
    .where(register_member.c.number == _NUMBER),
    str,
)


class InUse(NamedTuple):
    """The identity of the set in use, and its tables."""

    id: str
    reference: Reference


class Registers:
    """Reference tables by the identity of their set. Which of them is in use the database knows."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._kept: OrderedDict[str, Reference] = OrderedDict()
        self._lock = Lock()

    def in_use(self, db: Connection) -> InUse:
        """The set in use now; DatabaseNotReady when there is none."""
        return self.identified(db, _ID_IN_USE.first(db, {}))

    def identified(self, db: Connection, set_id: str | None) -> InUse:
        """The set of that identity, which was in use when it was asked for.

        DatabaseNotReady when there was none; CaseDamaged when its rows are not those it is named
        by.
        """
        if set_id is None:
            raise DatabaseNotReady(NONE)
        with self._lock:
            if set_id in self._kept:
                self._kept.move_to_end(set_id)
                return InUse(set_id, self._kept[set_id])
        reference = self._read(db, set_id)
        with self._lock:
            self._kept[set_id] = reference
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return InUse(set_id, reference)

    def _read(self, db: Connection, set_id: str) -> Reference:
        texts = _TEXTS.all(db, {"id": set_id})
        if identity(digest(one) for one in texts) != set_id:
            raise CaseDamaged(f"the rows of the register in use were changed: {RESTORE}")
        return reference_of(self.schema, tables_in(texts))
