"""Seals with a decision what it rests on: facts, rows of the tables, the role, who did what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from engine.audit.body import Body, Certified, HeldThen, body_in
from engine.audit.log import case_chain, entries
from engine.bpmn.elements import Model, Node
from engine.bpmn.nodes import parts_of
from engine.cases.certificate import UNSEALED, certificate, certificate_sha256, given_in
from engine.cases.rows import CaseRow, TaskRow
from engine.commands.context import CommandContext
from engine.feel.compile import compile_expression
from engine.people.held import role_held_on
from engine.people.law import StatutoryStep
from engine.people.may import AuthorisationContext, TaskRequirement, answers_for
from engine.people.table_rows import TableRow
from engine.section26.deployment import OFFICERS
from engine.section26.derived import follows
from engine.section26.key_facts import KEY_FACTS


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """What a decision of the law rests on, as it was looked at before anything was kept."""

    keys: frozenset[str]  # of facts
    rows: tuple[TableRow, ...]
    held: HeldThen | None
    separate_from: tuple[str, ...]


def relied_on(
    context: CommandContext,
    case_row: CaseRow,
    task_row: TaskRow,
    model: Model,
    authorisation: AuthorisationContext,
) -> ReliedOn | None:
    """What the decision of a task rests on; None where the law asks for no decision there."""
    node = model.at(task_row.element)
    form = context.definitions.form_of(context.db, case_row, node)
    law_step = context.reference.law(context.today).steps.get(node.id)
    if law_step is None or form is None or not form.decides:
        return None
    requirement = context.requirement(task_row, model)
    keys = _keys(context, case_row, node, law_step) | form.reads | _shown(model, node)
    keys |= _decided_before(context, case_row, model)
    bars_police = bool(requirement.barred_kind) and authorisation.body_bars_police
    law_rows = _rows_of(context, case_row, node, keys, bars_police=bars_police)
    rows = (*requirement.rows, *authorisation.rows, *law_rows)
    return ReliedOn(
        keys=frozenset(keys - form.keys.keys()),
        rows=tuple(sorted({_as_text(row): row for row in rows}.values(), key=_as_text)),
        held=_held(context, requirement, authorisation),
        separate_from=tuple(node.separate_from),
    )


def _as_text(row: TableRow) -> tuple[str, str]:
    return row.table, repr(sorted(row.cells.items()))


def _keys(
    context: CommandContext, case_row: CaseRow, node: Node, law_step: StatutoryStep
) -> frozenset[str]:
    """The facts that the law, the diagram and the letters of a step name."""
    letters = [context.definitions.letter(context.db, case_row, r.code) for r in node.letters]
    printed = {path.partition(".")[0] for letter in letters for path in letter.needs}
    relied = {*law_step.rests_on, *parts_of(node, "rests.on")}
    conditions = [law_step.only_when, *node.sets.values(), *(r.when for r in node.letters)]
    named = {name for source in conditions if source for name in compile_expression(source).names}
    return frozenset({*law_step.needs, *relied, *printed, *named, *KEY_FACTS, OFFICERS})


def _decided_before(context: CommandContext, case_row: CaseRow, model: Model) -> frozenset[str]:
    """What earlier decisions say: it lies before whoever decides."""
    names = sorted({node.form for node in model.nodes.values() if node.form})
    forms = [context.definitions.form(context.db, case_row, name) for name in names]
    return frozenset(
        key for form in forms if form for key, field in form.by_key().items() if field.outcome
    )


def _shown(model: Model, node: Node) -> frozenset[str]:
    """The lists of answers to earlier steps that stand above the questions."""
    steps = (model.nodes[key] for key in parts_of(node, "shows") if key in model.nodes)
    return frozenset(step.collect for step in steps if step.collect)


def _rows_of(
    context: CommandContext,
    case_row: CaseRow,
    node: Node,
    keys: frozenset[str],
    *,
    bars_police: bool,
) -> Iterator[TableRow]:
    """The rows behind the facts that follow from the force, and the law of the step as it stood."""
    follow = follows(context.reference, case_row.force, context.today)
    for key in sorted(keys & follow.rows.keys()):
        yield from follow.rows[key]
    statutes: set[str] = set()
    for row in context.reference.rows("statutory_steps", context.today):
        if row["step"] == node.id:
            yield TableRow("statutory_steps", row)
            statutes |= {name.strip() for name in row.get("statutes", "").split(";")}
    for row in context.reference.rows("statutes", context.today):
        if row["statute_id"] in statutes or (bars_police and row.get("bars_police") == "yes"):
            yield TableRow("statutes", row)


def _held(
    context: CommandContext, requirement: TaskRequirement, authorisation: AuthorisationContext
) -> HeldThen | None:
    """The role that let whoever acts decide, as it was given to them."""
    for holding in context.who.holdings:
        if answers_for(holding, requirement, authorisation):
            on, who = context.today, context.who.id
            held = role_held_on(context.db, on, who, holding.role, holding.organisation)
            if held is not None:
                return HeldThen(
                    row=held.id,
                    role=held.role,
                    organisation=held.organisation,
                    since=held.since.isoformat(),
                    granted_by=held.granted_by,
                )
    return None


def sealed_certificate(
    db: Connection, case_row: CaseRow, entry: Mapping[str, object], relied: ReliedOn
) -> Certified:
    """What the entry of a decision says of its certificate; the chain is held until the commit."""
    chain = entries(db, case_chain(case_row.reference))
    before = [body_in(kept.body) for kept in chain]
    certified = Certified(
        sha256=UNSEALED,
        facts=given_in(before, relied.keys),
        rows=[(row.table, row.filled) for row in relied.rows],
        held=relied.held,
        separate_from=list(relied.separate_from),
    )
    body: Body = {**entry, "certificate": certified}  # type: ignore[typeddict-item]
    last = chain[-1]
    plain = certificate(body, (last.n + 1, last.seal), before)
    return {**certified, "sha256": certificate_sha256(plain)}
