"""What a step does that amends others: their answers are put over the facts, and all is told."""

from collections.abc import Mapping

from engine.analysis.amendment import Amendment, Touched
from engine.analysis.supplied_facts import TOUCHED
from engine.analysis.touched import calls_around, touched
from engine.audit.rows import Rows
from engine.bpmn.elements import Node
from engine.cases.so_far import so_far
from engine.commands.context import CommandContext
from engine.commands.step import Step
from engine.commands.superseding import amended_facts, supersede, told_of
from engine.definitions.rows import VersionIdentity
from engine.feel.layers import Layers
from engine.feel.values import Facts, Value


def with_answers_before(
    context: CommandContext,
    of: VersionIdentity,
    node: Node,
    raw: Mapping[str, object],
    facts: Facts,
) -> dict[str, object]:
    """What was answered to the steps that *node* amends, with what is answered now over it."""
    keys = _amended_keys(context, of, node)
    return {**{key: facts[key] for key in sorted(keys) if key in facts}, **raw}


def amend(step: Step, node: Node, facts: Layers, answers: Facts) -> dict[str, Value]:
    """The facts that follow from what a step amends, and which steps it touches.

    The letters that no longer stand are marked when the step is kept, and its entry tells of all.
    """
    keys = _amended_keys(step.context, step.case_row, node)
    new_answers = {key: answers[key] for key in sorted(keys) if key in answers}
    found = _touched(step, Amendment(facts, new_answers, frozenset({node.id, *node.amends})))
    if found.changed:
        step.note = {**step.note, **told_of(found)}
        _supersede_when_kept(step, found)
    definition = step.context.definitions.bundle(step.context.db, step.case_row)
    again: list[Value] = [*found.again, *calls_around(definition, found.again)]
    return {**amended_facts(found), TOUCHED: again}


def _touched(step: Step, amendment: Amendment) -> Touched:
    context, case_row = step.context, step.case_row
    definition = context.definitions.bundle(context.db, case_row)
    case = so_far(context.db, context.reference, case_row)
    return touched(definition, case, amendment)


def _supersede_when_kept(step: Step, found: Touched) -> None:
    keep_also = step.also

    def keep(rows: Rows) -> None:
        if keep_also is not None:
            keep_also(rows)
        supersede(rows, step, found.letters)

    step.also = keep


def _amended_keys(context: CommandContext, of: VersionIdentity, node: Node) -> frozenset[str]:
    """The facts that the forms of the steps which *node* amends ask for."""
    keys: set[str] = set()
    for name in node.also_asks:
        form = context.definitions.form(context.db, of, name)
        keys |= form.keys.keys() if form else set()
    return frozenset(keys)
