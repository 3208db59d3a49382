"""What an amendment leaves behind: what the log says of it, letters superseded, letters anew."""

from collections.abc import Iterable

from sqlalchemy import update

from engine.analysis.amendment import Issued, Touched
from engine.audit.log import case_chain, head_of
from engine.audit.rows import Rows
from engine.cases.values import texts_of
from engine.commands.step import Step, digests
from engine.commands.writing import Writer, due_letters
from engine.errors import RESTORE, CaseDamaged
from engine.feel.values import Facts, Value
from engine.letters.tables import letter


def amended_facts(found: Touched) -> dict[str, Value]:
    """The facts to keep: the answers that changed, and what the service worked out of them."""
    return {key: change.now for key, change in (found.changed | found.worked_out).items()}


def told_of(found: Touched) -> dict[str, object]:
    """What the log says of an amendment beside its answers: what was, and what it touched."""
    was = {key: change.was for key, change in (found.changed | found.worked_out).items()}
    return {
        "was": digests(texts_of(was)),
        "touched": list(found.again),
        "superseded": [[letter.code, letter.version] for letter in found.letters],
    }


def write_again(step: Step, letters: Iterable[Issued], facts: Facts) -> None:
    """Writes superseded letters of steps that stand anew, where the same rule asks for them."""
    for issued in letters:
        rules = step.loaded.model.at(issued.element).letters
        for rule in due_letters([rule for rule in rules if rule.code == issued.code], facts):
            step.write(rule, facts, Writer(issued.element, issued.task))


def supersede(rows: Rows, step: Step, letters: Iterable[Issued]) -> None:
    """Marks letters as superseded by the entry that this step is about to add to the log."""
    head = head_of(rows.db, case_chain(step.case_row.reference))
    if head is None:
        raise CaseDamaged(f"the log does not say where its chain ends: {RESTORE}")
    for issued in letters:
        rows.write(
            update(letter)
            .where(
                letter.c.case_id == step.case_row.id,
                letter.c.code == issued.code,
                letter.c.version == issued.version,
            )
            .values(superseded_at=step.context.now, superseded_by=head.n + 1)
        )
