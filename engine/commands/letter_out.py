"""A letter that is out for its signature, as whoever does its step meets it."""

from dataclasses import dataclass

from sqlalchemy import select

from engine.bpmn.elements import Node
from engine.cases.rows import CaseRow, TaskRow
from engine.commands.context import CommandContext, must_be_open
from engine.errors import NotFound, Stale
from engine.execution.loaded import Loaded
from engine.feel.layers import Layers
from engine.letters.rows import LetterRow
from engine.letters.tables import letter
from engine.store.reading import first_row


@dataclass(frozen=True, slots=True)
class LetterOut:
    """The letter with its case, its step and the facts as they are."""

    row: LetterRow
    case_row: CaseRow
    task_row: TaskRow
    loaded: Loaded
    node: Node
    facts: Layers


def letter_out(context: CommandContext, number: int, to: str) -> LetterOut:
    """The letter, if the actor may do its step and it still waits; *to* says what it is for."""
    row = first_row(context.db, select(letter).where(letter.c.id == number), LetterRow)
    if row is None or row.task is None:
        raise NotFound(f"there is no such letter to {to}")
    case_row, task_row = context.case_and_task(row.task)
    loaded, facts = context.intact_process_of(case_row), context.facts(case_row)
    context.allow(case_row, task_row, facts)
    if row.status != "issued" or not row.for_signature:
        raise Stale("this letter has already come back or was replaced by a newer version")
    must_be_open(task_row, "signing")
    return LetterOut(row, case_row, task_row, loaded, loaded.model.at(task_row.element), facts)
