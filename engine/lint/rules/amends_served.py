"""A step that amends others names steps that ask something, and leads to all that they touch."""

from collections.abc import Iterable, Iterator

from engine.analysis.asked_again import AskedAgain, asked_again
from engine.analysis.definition import Definition
from engine.analysis.naming import called, step_called
from engine.analysis.readers import Use
from engine.analysis.touched import READ_BY_PEOPLE
from engine.bpmn.elements import Node
from engine.bpmn.panel import under
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps amended that ask nothing, conditions that ask too deep, steps that nothing leads to."""
    asked = list(asked_again(definition.drawing))
    for node in definition.drawing.nodes:
        if node.amends:
            yield from _nothing_to_ask(definition, node)
            yield from _not_served(definition, node, asked)
    yield from _asked_inside(definition, asked)


def _nothing_to_ask(definition: Definition, node: Node) -> Iterator[Fault]:
    for step in node.amends:
        other = definition.drawing.node(step)
        if other is None or other is node or other.form is None or other.collect:
            yield Fault(
                node,
                f"{called(node)} is to amend '{step}', which is no other step with a form of its "
                f"own: correct the id {under('amends')}.",
            )


def _asked_inside(definition: Definition, asked: Iterable[AskedAgain]) -> Iterator[Fault]:
    """Conditions that ask for a step within a called process: what is taken again is the call."""
    for one in asked:
        for element in one.elements:
            node = definition.drawing.node(element)
            holders = definition.drawing.around(node) if node else []
            calls = [holder.id for holder in holders if holder.kind == "callActivity"]
            if calls and element not in calls and one.flow.scope == definition.model.key:
                yield Fault(
                    one.flow,
                    f"the condition asks whether {step_called(definition.model, element)} is "
                    f"touched, which stands in a process that is called: ask for '{calls[0]}' "
                    "instead, so that whatever is touched in there is done again.",
                )


def _not_served(definition: Definition, node: Node, asked: Iterable[AskedAgain]) -> Iterator[Fault]:
    """Steps that rest on what may be amended, done by then, and not done again on any way."""
    named = {element for one in asked for element in one.elements}
    reached = _reached(definition, node, set(_ways_by_choice(definition, asked)))
    for step in _steps_that_may_be_touched(definition, node):
        holders = {holder.id for holder in definition.drawing.around(step)}
        if not holders & named and not holders & reached:
            yield Fault(
                node,
                f"{called(node)} may touch {called(step)}, and no way leads back to it: ask for it "
                "in the condition of a flow after this step.",
            )


def _steps_that_may_be_touched(definition: Definition, node: Node) -> Iterator[Node]:
    """The steps before *node* in which people read what it may amend."""
    facts: set[str] = set()
    for step in node.amends:
        facts |= definition.facts.supplied.get(step, {}).keys()
    before = definition.paths.every_route.before(node, itself=False)
    for other in definition.drawing.nodes:
        uses = definition.readers.at_step.get(other.id, ())
        read = {use.fact for use in uses if _is_read_by_people(other, use)}
        if other.id in before and other.id not in node.amends and read & facts:
            yield other


def _is_read_by_people(node: Node, use: Use) -> bool:
    """Whether a use is somebody's: what a letter says is theirs who sign it."""
    if use.how == "letter":
        return any(rule.code == use.where and rule.for_signature for rule in node.letters)
    return use.how in READ_BY_PEOPLE


def _ways_by_choice(definition: Definition, asked: Iterable[AskedAgain]) -> Iterator[str]:
    """The flows that only some answers take, where a case chooses what is done again."""
    choosing = {one.flow.source for one in asked}
    choosing |= {node.id for node in definition.drawing.kinds("inclusiveGateway")}
    for flow in definition.model.flows.values():
        if flow.source in choosing and flow.condition is not None:
            yield flow.id


def _reached(definition: Definition, node: Node, but: set[str]) -> set[str]:
    """The elements that follow *node* in its process without a flow of *but*."""
    reached: set[str] = set()
    waiting = [node.id]
    while waiting:
        for flow in definition.drawing.out(waiting.pop()):
            if flow.id not in but and flow.target not in reached:
                reached.add(flow.target)
                waiting.append(flow.target)
    return reached
