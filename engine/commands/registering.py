"""What the commands on a draft of the register share: the draft, its change, who made it."""

from collections.abc import Mapping, Sequence

from engine.commands.context import CommandContext
from engine.commands.texts import kept_text
from engine.errors import NotAllowed, Stale, UploadRefused
from engine.people.may import may_model
from engine.register.rows import Row, identity_of
from engine.register.sets import (
    Act,
    SetRow,
    change_rows,
    keep_act,
    keep_set,
    next_number,
    set_in_use,
    set_numbered,
)
from engine.register.sheets import SheetRefused, read_sheets

AT_ONCE = "somebody else has changed this draft at the same moment: open it again"
CHANGED = "this draft was changed after your page was opened: open it again and look at it"
MOST_FAULTS = 50  # told of files handed in; whoever has more has one cause for most of them


def must_be_owner(context: CommandContext) -> None:
    """Raises NotAllowed unless a process owner acts, or the command line."""
    if context.actor is not None and (why_not := may_model(context.who)):
        raise NotAllowed(why_not)


def draft_of(context: CommandContext, number: int, seen: str | None) -> SetRow:
    """A draft that a process owner works on, with the rows that the page showed, if it said."""
    if why_not := may_model(context.who):
        raise NotAllowed(why_not)
    draft = set_numbered(context.db, number)
    if not draft.may_change:
        raise Stale("this register is no draft any more: begin a new draft from the one in use")
    if seen is not None and seen != draft.id:
        raise Stale(CHANGED)
    return draft


def begin_draft(
    context: CommandContext, event: str, tables: Mapping[str, Sequence[Row]], note: str
) -> int:
    """The number of a new draft with these rows, begun from the set in use."""
    in_use = set_in_use(context.db)
    if in_use is None:
        raise Stale("no register is in use to begin a draft from: run s26 db upgrade")
    number, set_id = next_number(context.db), identity_of(tables)
    draft = SetRow(
        number=number,
        id=set_id,
        status="draft",
        based_on=in_use.number,
        seed_id=in_use.seed_id,
        note=kept_text(note, 500),
        made_at=context.now,
        made_by=context.person,
    )
    about = {"subject": f"register {number}", "number": number, "set": set_id}
    with context.keeping_register(event, **about) as rows:
        keep_set(rows, draft, tables)
        keep_act(rows, number, Act("begun", context.now, context.person))
    return number


def keep_change(
    context: CommandContext,
    event: str,
    draft: SetRow,
    tables: Mapping[str, Sequence[Row]],
    note: str,
) -> None:
    """Keeps other rows in a draft, and what was done in words; it is to be checked again."""
    number, set_id = draft.number, identity_of(tables)
    about = {"subject": f"register {number}", "number": number, "set": set_id, "note": note}
    with context.keeping_register(event, **about) as rows:
        if not change_rows(rows, draft, tables):
            raise Stale(AT_ONCE)
        keep_act(rows, number, Act("changed", context.now, context.person, note[:500]))


def sheets_in(context: CommandContext, files: Mapping[str, bytes]) -> dict[str, list[Row]]:
    """The rows of CSV files by the tables they are named after.

    UploadRefused with a line for each fault; nothing of any file is taken then.
    """
    try:
        return read_sheets(context.registers.schema, _by_table(files))
    except SheetRefused as refused:
        faults = [str(fault) for fault in refused.faults[:MOST_FAULTS]]
        if left_out := len(refused.faults) - len(faults):
            faults.append(f"and {left_out:,} faults more")
        raise UploadRefused("\n".join(faults)) from refused


def _by_table(files: Mapping[str, bytes]) -> dict[str, bytes]:
    if not files:
        raise UploadRefused("choose at least one table, as a .csv file named after it")
    for name in files:
        if not name.lower().endswith(".csv"):
            raise UploadRefused(f"{name} is no table of the register: save it as CSV, in UTF-8")
    named = {name.replace("\\", "/").rsplit("/", 1)[-1][:-4]: files[name] for name in files}
    if len(named) < len(files):
        raise UploadRefused("two of these files are of one table: leave one of them out")
    return named
