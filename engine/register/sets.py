"""Sets of the register: read, kept and changed. What may be done with one is for the commands."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from engine.audit.rows import Rows
from engine.errors import NotFound
from engine.register.rows import Row, Tables, canonical, digest, identity, row_in
from engine.register.tables import register_act, register_member, register_row, register_set
from engine.store.once import insert_into
from engine.store.reading import all_rows, first_row

OPEN = ("draft", "checked")
AT_ONCE = 500  # rows written in one statement


class SetRow(NamedTuple):
    """One set of the register, without its rows, as it stands in its table."""

    number: int
    id: str
    status: str
    based_on: int | None
    seed_id: str | None
    note: str
    made_at: datetime
    made_by: int | None
    checked_id: str | None = None
    checked_by: int | None = None
    findings: str | None = None
    published_by: int | None = None
    in_use_from: datetime | None = None

    @property
    def may_change(self) -> bool:
        """Whether it is still a draft, whose rows may be changed."""
        return self.status in OPEN


class Act(NamedTuple):
    """One thing that somebody did to a set."""

    event: str  # begun, changed, checked or used
    at: datetime
    person: int | None  # none: the product itself
    note: str = ""


def sets(db: Connection) -> list[SetRow]:
    """Every set there is, newest first."""
    return all_rows(db, select(register_set).order_by(register_set.c.number.desc()), SetRow)


def set_numbered(db: Connection, number: int) -> SetRow:
    """One set; NotFound when there is none of that number."""
    row = first_row(db, select(register_set).where(register_set.c.number == number), SetRow)
    if row is None:
        raise NotFound(f"there is no register with the number {number}")
    return row


def set_in_use(db: Connection) -> SetRow | None:
    """The one set in use; None before the first was put there."""
    return first_row(db, select(register_set).where(register_set.c.status == "in_use"), SetRow)


def set_shipped(db: Connection, seed_id: str | None) -> SetRow | None:
    """The set that holds exactly what a release brought; None where none was kept."""
    kept = select(register_set).where(
        register_set.c.id == seed_id,
        register_set.c.seed_id == seed_id,
        register_set.c.made_by.is_(None),
    )
    return first_row(db, kept.order_by(register_set.c.number).limit(1), SetRow)


def next_number(db: Connection) -> int:
    """The number that the next set will have."""
    return int(db.execute(select(func.max(register_set.c.number))).scalar() or 0) + 1


def tables_of(db: Connection, number: int) -> dict[str, list[Row]]:
    """The rows of a set by table, in no order."""
    members = select(register_row.c.content).join(
        register_member, register_member.c.sha256 == register_row.c.sha256
    )
    texts = db.execute(members.where(register_member.c.number == number)).scalars()
    return tables_in(texts)


def tables_in(texts: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of these canonical texts, by table."""
    tables: dict[str, list[Row]] = {}
    for text in texts:
        name, row = row_in(text)
        tables.setdefault(name, []).append(row)
    return tables


def keep_set(rows: Rows, row: SetRow, tables: Tables) -> None:
    """Keeps a new set with its rows, those that another set holds only once."""
    rows.write(insert(register_set).values(**row._asdict()))
    texts = _texts_of(tables)
    _keep_rows(rows.db, texts)
    _join(rows.db, row.number, texts)


def change_rows(rows: Rows, draft: SetRow, tables: Tables) -> str:
    """Makes *tables* the rows of a draft, which is unchecked then; its new identity.

    Empty when somebody else changed the draft at the same moment: nothing is kept then.
    """
    texts = _texts_of(tables)
    new_id = identity(texts)
    unchecked = {"status": "draft", "checked_id": None, "checked_by": None, "findings": None}
    if not rows.write(update(register_set).where(still(draft)).values(id=new_id, **unchecked)):
        return ""
    of_set = register_member.c.number == draft.number
    before = set(rows.db.execute(select(register_member.c.sha256).where(of_set)).scalars())
    gone = sorted(before - texts.keys())
    for start in range(0, len(gone), AT_ONCE):
        few = register_member.c.sha256.in_(gone[start : start + AT_ONCE])
        rows.db.execute(delete(register_member).where(of_set, few))
    new_texts = {sha256: text for sha256, text in texts.items() if sha256 not in before}
    _keep_rows(rows.db, new_texts)
    _join(rows.db, draft.number, new_texts)
    return new_id


def still(draft: SetRow) -> ColumnElement[bool]:
    """Whether a draft is as it was looked at."""
    return and_(
        register_set.c.number == draft.number,
        register_set.c.id == draft.id,
        register_set.c.status == draft.status,
    )


def acts_of(db: Connection, number: int) -> list[Act]:
    """What was done to a set, first thing first."""
    acts = select(
        register_act.c.event, register_act.c.at, register_act.c.person, register_act.c.note
    ).where(register_act.c.number == number)
    return all_rows(db, acts.order_by(register_act.c.n), Act)


def keep_act(rows: Rows, number: int, act: Act) -> None:
    """Keeps an act; the row of its set was written before, so that acts follow each other."""
    of_set = register_act.c.number == number
    newest = rows.db.execute(select(func.max(register_act.c.n)).where(of_set)).scalar()
    place = {"number": number, "n": int(newest or 0) + 1}
    rows.write(insert(register_act).values(**place, **act._asdict()))


def discard(rows: Rows, draft: SetRow) -> bool:
    """Takes a draft away with its acts; False when somebody changed it at the same moment."""
    rows.write(delete(register_act).where(register_act.c.number == draft.number))
    rows.db.execute(delete(register_member).where(register_member.c.number == draft.number))
    return bool(rows.write(delete(register_set).where(still(draft))))


def _texts_of(tables: Tables) -> dict[str, str]:
    """The canonical text of every row by its digest."""
    texts = (canonical(name, row) for name, rows in tables.items() for row in rows)
    return {digest(text): text for text in texts}


def _keep_rows(db: Connection, texts: Mapping[str, str]) -> None:
    values = [
        {"sha256": sha256, "table_name": row_in(text)[0], "content": text}
        for sha256, text in texts.items()
    ]
    if values:
        db.execute(insert_into(db, register_row).on_conflict_do_nothing(), values)


def _join(db: Connection, number: int, digests: Iterable[str]) -> None:
    values = [{"number": number, "sha256": sha256} for sha256 in digests]
    if values:
        db.execute(insert(register_member), values)
