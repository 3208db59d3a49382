"""The register as its pages show it: every set, and one with what it changes and who made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

import orjson

from engine.context import QueryContext
from engine.errors import NotAllowed, NotFound
from engine.people.identity import KnownPerson, to_be_told_apart
from engine.people.may import may_model, may_put_into_use, may_read_definitions
from engine.queries.briefs import name_of
from engine.register.difference import row_changes
from engine.register.makers import makers_of
from engine.register.rows import Tables
from engine.register.schema import Column
from engine.register.sets import (
    OPEN,
    SetRow,
    acts_of,
    set_in_use,
    set_numbered,
    sets,
    tables_of,
)

HIDDEN = "shipped"  # rows of a release that are kept to be compared with, and never used as such


@dataclass(frozen=True, slots=True)
class SetBrief:
    """A set at a glance."""

    number: int
    id: str
    status: str
    note: str
    made_at: datetime
    made_by: str
    in_use_from: datetime | None
    used_by: str


@dataclass(frozen=True, slots=True)
class RegisterList:
    """Every set that people may look at."""

    in_use: SetBrief | None
    drafts: tuple[SetBrief, ...]
    retired: tuple[SetBrief, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class TableBrief:
    """A table of a set, with how much it holds."""

    name: str
    title: str
    rows: int
    changed: int  # rows in which it differs from the set in use


class KeptFinding(TypedDict):
    """What a check found, as it is kept with the draft."""

    severity: str
    table: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a row that differs, in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is new, gone or other than in the set it is compared with."""

    table: str
    key: str
    kind: str  # added, taken out, changed
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class ActLine:
    """What somebody did to a set."""

    event: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class SetPage:
    """One set, whole."""

    set: SetBrief
    tables: tuple[TableBrief, ...]
    changes: tuple[Change, ...]
    against: int | None  # the number of the set it is compared with
    findings: tuple[KeptFinding, ...]
    checked: bool  # as it is now, and without errors
    was_checked: bool
    acts: tuple[ActLine, ...]
    may_change: bool
    outdated: bool  # another set was put into use since it was begun
    barred: str  # why whoever looks may not put it into use; empty where they may
    alike: tuple[KnownPerson, ...]  # makers with a name like theirs, to be told apart


def register_list(context: QueryContext) -> RegisterList:
    """Every register: the one in use, the drafts and those that were in use."""
    must_read(context)
    briefs = [brief_of(context, row) for row in sets(context.db)]
    return RegisterList(
        in_use=next((brief for brief in briefs if brief.status == "in_use"), None),
        drafts=tuple(brief for brief in briefs if brief.status in OPEN),
        retired=tuple(brief for brief in briefs if brief.status == "retired"),
        may_change=may_model(context.who) is None,
    )


def register_offered(context: QueryContext) -> int | None:
    """The number of the newest draft that nobody has begun: what a release ships, not yet used."""
    in_use = set_in_use(context.db)
    seed_id = in_use.seed_id if in_use else None
    open_drafts = (row for row in sets(context.db) if row.status in OPEN and row.made_by is None)
    return next((row.number for row in open_drafts if row.seed_id != seed_id), None)


def register_set_page(context: QueryContext, number: int) -> SetPage:
    """One set with what it changes, what the check found and who did what to it."""
    must_read(context)
    row = shown_set(context, number)
    tables, (against, others) = tables_of(context.db, number), _compared_with(context, row)
    changes = _changes(context, others, tables) if against else ()
    in_use, makers = set_in_use(context.db), makers_of(context.db, row)
    return SetPage(
        set=brief_of(context, row),
        tables=_table_briefs(context, tables, changes),
        changes=changes,
        against=against,
        findings=tuple(orjson.loads(row.findings)) if row.findings else (),
        checked=row.checked_id == row.id,
        was_checked=row.findings is not None,
        acts=_act_lines(context, number),
        may_change=is_changeable(context, row),
        outdated=row.may_change and in_use is not None and row.based_on != in_use.number,
        barred=may_put_into_use(context.who, makers) or "",
        alike=to_be_told_apart(context.who, (), makers, context.reference.name_titles),
    )


def must_read(context: QueryContext) -> None:
    """Raises NotAllowed unless they may read definitions, and so the register."""
    if why_not := may_read_definitions(context.who):
        raise NotAllowed(why_not)


def shown_set(context: QueryContext, number: int) -> SetRow:
    """A set that people may look at; NotFound when there is none of that number."""
    row = set_numbered(context.db, number)
    if row.status == HIDDEN:
        raise NotFound(f"there is no register with the number {number}")
    return row


def is_changeable(context: QueryContext, row: SetRow) -> bool:
    """Whether it is a draft, and whoever looks may change it."""
    return row.may_change and may_model(context.who) is None


def brief_of(context: QueryContext, row: SetRow) -> SetBrief:
    """A set at a glance."""
    return SetBrief(
        number=row.number,
        id=row.id,
        status=row.status,
        note=row.note,
        made_at=row.made_at,
        made_by=name_of(context, row.made_by) or "shipped with the service",
        in_use_from=row.in_use_from,
        used_by=name_of(context, row.published_by) or "",
    )


def _compared_with(context: QueryContext, row: SetRow) -> tuple[int | None, Tables]:
    """The set that a draft would replace, or that a set in use did replace, and its rows."""
    in_use = set_in_use(context.db)
    other = row.based_on
    if row.may_change and in_use is not None:
        other = in_use.number
    return other, (tables_of(context.db, other) if other else {})


def _changes(context: QueryContext, before: Tables, after: Tables) -> tuple[Change, ...]:
    schema = context.registers.schema
    changes = []
    for change in row_changes(schema, before, after):
        columns = schema[change.table].columns
        old, new = change.before or {}, change.after or {}
        cells = tuple(
            CellChange(_title(columns, name), old.get(name, ""), new.get(name, ""))
            for name in change.columns
        )
        kind = "changed"
        if change.before is None:
            kind = "added"
        elif change.after is None:
            kind = "taken out"
        changes.append(Change(change.table, change.key, kind, cells))
    return tuple(changes)


def _title(columns: Mapping[str, Column], name: str) -> str:
    return columns[name].title if name in columns else name


def _table_briefs(
    context: QueryContext, tables: Tables, changes: Sequence[Change]
) -> tuple[TableBrief, ...]:
    return tuple(
        TableBrief(
            name=name,
            title=schema.title,
            rows=len(tables.get(name, [])),
            changed=sum(change.table == name for change in changes),
        )
        for name, schema in context.registers.schema.items()
    )


def _act_lines(context: QueryContext, number: int) -> tuple[ActLine, ...]:
    return tuple(
        ActLine(act.event, act.at, name_of(context, act.person) or "the service", act.note)
        for act in acts_of(context.db, number)
    )
