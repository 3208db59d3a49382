"""Whether the drawn parts fit together: flows, gateways, starts, calls, roles. A sentence each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from engine.bpmn.coverage import GATEWAYS, PEOPLE, SCOPES, TASKS
from engine.bpmn.elements import Flow, Model, Node, Oddity, Process
from engine.bpmn.nesting import DEEPEST, too_deep

MOST_NODES = 300
MOST_FLOWS = 1_000
LONGEST_NAME = 500
LONGEST_ID = 100  # as long as a database keeps
NOT_EXECUTABLE = "is not marked as executable; tick Executable in its properties"
SECOND = "is a second process that no other calls; keep one, or call it"
RESERVED = frozenset({"Start", "End", "Root"})
RESERVED_ENDINGS = (".BoundaryEventSplit", ".BoundaryEventJoin", ".EndJoin", " [child]")
FREE_FLOWS = TASKS | SCOPES


class Drawn:
    """A model with what the checks ask for looked up once: they must stay quick on any file."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.sizes: Counter[str] = Counter(node.process for node in model.nodes.values())
        sources = [model.nodes.get(flow.source) for flow in model.flows.values()]
        self.flows: Counter[str] = Counter(node.process for node in sources if node)
        self.starts: dict[str, list[Node]] = {}
        self.calls: dict[str, set[str]] = {}
        for node in model.nodes.values():
            if node.kind == "startEvent":
                self.starts.setdefault(node.scope, []).append(node)
            if node.called:
                self.calls.setdefault(node.process, set()).add(node.called)
        self.executable = [p.id for p in model.processes.values() if p.executable]
        called = set().union(*self.calls.values()) if self.calls else set()
        self.tops = [key for key in self.executable if key not in called]
        self.circular = _circular(self.calls)


def _circular(calls: Mapping[str, set[str]]) -> set[str]:
    """The processes that lead back to themselves: what is left when all others are taken away."""
    left = {key: set(called) for key, called in calls.items()}
    while True:
        called = set().union(*left.values()) if left else set()
        kept = {key: to & left.keys() for key, to in left.items() if key in called}
        kept = {key: to for key, to in kept.items() if to & kept.keys()}
        if len(kept) == len(left):
            return set(kept)
        left = kept


def reached(calls: Mapping[str, Iterable[str]], first: Iterable[str]) -> set[str]:
    """The processes of *first*, and all that they call."""
    waiting, seen = list(first), set[str]()
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += calls.get(here, ())
    return seen


def check_structure(model: Model) -> Iterator[Oddity]:
    """What cannot run although each part can be read."""
    drawn = Drawn(model)
    for process in model.processes.values():
        yield from _process(process, drawn)
    for scope, kind in _scopes(model):
        yield from _start(scope, kind, drawn)
    for flow in model.flows.values():
        yield from _flow(flow, model)
    for node in model.nodes.values():
        for sentence, rule in _node(node, drawn):
            yield _odd(node, sentence, rule)
    yield from _nested(model)


def _nested(model: Model) -> Iterator[Oddity]:
    for node in too_deep(model):
        said = f"stands {DEEPEST} deep in sub-processes and called diagrams and opens one more"
        yield _odd(node, f"{said}; draw its steps one after another instead", "nesting")


def _odd(node: Node, sentence: str, rule: str) -> Oddity:
    text = f"'{node.title[:LONGEST_NAME]}' {sentence}"
    return Oddity(node.id, node.name, text, node.file, node.line, rule)


def _process(process: Process, drawn: Drawn) -> Iterator[Oddity]:
    for faults, rule in (
        (_size(process, drawn), "too-large"),
        ([] if drawn.executable else [NOT_EXECUTABLE], "not-executable"),
        ([SECOND] if process.id in drawn.tops[1:] else [], "two-processes"),
    ):
        for fault in faults:
            text = f"'{process.name or process.id}' {fault}"
            yield Oddity(process.id, process.name, text, process.file, rule=rule)


def _size(process: Process, drawn: Drawn) -> Iterator[str]:
    sizes = (
        (drawn.sizes[process.id], MOST_NODES, "elements"),
        (drawn.flows[process.id], MOST_FLOWS, "flows"),
    )
    for size, most, what in sizes:
        if size > most:
            yield f"has {size} {what}; split it into called processes of at most {most}"


def _scopes(model: Model) -> Iterator[tuple[str, str]]:
    for process in model.processes.values():
        if process.executable:
            yield process.id, "process"
    for node in model.nodes.values():
        if node.kind == "subProcess":
            yield node.id, "sub-process"


def _start(scope: str, kind: str, drawn: Drawn) -> Iterator[Oddity]:
    starts = drawn.starts.get(scope, [])
    for extra in starts[1:]:
        yield _odd(extra, f"is a second start event in one {kind}; keep one", "structure")
    if starts:
        return
    holder = drawn.model.nodes.get(scope) or drawn.model.processes[scope]
    text = f"'{holder.name or scope}' has no start event; draw one"
    line = holder.line if isinstance(holder, Node) else 0
    yield Oddity(scope, holder.name, text, holder.file, line, rule="structure")


def _flow(flow: Flow, model: Model) -> Iterator[Oddity]:
    source, target = model.nodes.get(flow.source), model.nodes.get(flow.target)
    fault = None
    if source is None or target is None:
        end = "start" if source is None else "end"
        fault = f"has no element at its {end}; draw it again"
    elif source.scope != target.scope:
        fault = "crosses the edge of a sub-process; end it inside and go on from the sub-process"
    elif flow.condition and source.kind not in ("exclusiveGateway", "inclusiveGateway"):
        fault = f"has a condition but leaves '{source.title}'; put a gateway between them"
    if fault:
        holder = model.processes.get(flow.scope) or model.nodes.get(flow.scope)
        file = (source or target or holder).file if (source or target or holder) else ""  # type: ignore[union-attr]
        text = f"the flow '{flow.name or flow.id}' {fault}"
        yield Oddity(flow.id, flow.name, text, file, flow.line, rule="structure")


def _node(node: Node, drawn: Drawn) -> Iterator[tuple[str, str]]:
    if len(node.name) > LONGEST_NAME or len(node.id) > LONGEST_ID:
        said = f"longer than {LONGEST_NAME} characters or an id longer than {LONGEST_ID}"
        yield f"has a name {said}; shorten it", "too-large"
    if any(len(key or "") > LONGEST_ID for key in (*node.sets, node.collect, node.result)):
        yield f"keeps a fact whose name is longer than {LONGEST_ID}; shorten it", "too-large"
    if node.id in RESERVED or node.id.endswith(RESERVED_ENDINGS):
        yield "has an id that the engine keeps for itself; give it another id", "structure"
    if node.kind in PEOPLE and not node.role:
        yield "has no role: put it in a lane that has a role", "no-role"
    yield from _ends(node, drawn.model)
    yield from _repeats(node)
    by_kind = PARTICULAR.get(node.kind)
    if by_kind is not None:
        yield from by_kind(node, drawn)


def _repeats(node: Node) -> Iterator[tuple[str, str]]:
    if node.several and not (node.several.collection or node.several.count):
        yield "is multi-instance without a collection or a number; give it one", "structure"
    if node.timer and node.timer.kind == "cycle" and node.kind != "boundaryEvent":
        yield "repeats, but only a boundary event can repeat; use a duration", "timer"


def _ends(node: Node, model: Model) -> Iterator[tuple[str, str]]:
    if node.kind == "endEvent" and model.outgoing(node.id):
        yield "is an end event with a flow going out; end the flow before it", "structure"
    if node.kind in ("startEvent", "boundaryEvent") and model.incoming(node.id):
        yield "is reached by a flow, but nothing may lead to it; use a catch event", "structure"


def _gateway(node: Node, drawn: Drawn) -> Iterator[tuple[str, str]]:
    out = drawn.model.outgoing(node.id)
    if node.kind in ("exclusiveGateway", "inclusiveGateway") and len(out) > 1:
        bare = [f for f in out if not f.condition and f.id != node.default_flow]
        for flow in bare:
            to = (
                drawn.model.nodes[flow.target].title
                if flow.target in drawn.model.nodes
                else flow.target
            )
            yield (
                f"has a way to '{to}' without a condition; give it one or make it the default",
                ("condition"),
            )
    if node.kind == "eventBasedGateway":
        targets = [drawn.model.nodes.get(f.target) for f in out]
        if not targets or any(t is None or not _waits(t) for t in targets):
            yield "must lead only to message or timer catch events, or receive tasks", "structure"


def _waits(node: Node) -> bool:
    return node.kind in ("intermediateCatchEvent", "receiveTask")


def _boundary(node: Node, drawn: Drawn) -> Iterator[tuple[str, str]]:
    host = drawn.model.nodes.get(node.attached_to or "")
    if host is None or host.scope != node.scope or host.kind not in FREE_FLOWS:
        yield "is not on the edge of a task or sub-process; attach it to one", "structure"
    elif node.event in ("error", "escalation") and host.kind not in SCOPES:
        yield f"waits for an {node.event}, but '{host.title}' cannot throw one", "structure"
    if node.event == "error" and not node.interrupting:
        yield "is an error event, which always interrupts; untick non-interrupting", "structure"


def _call(node: Node, drawn: Drawn) -> Iterator[tuple[str, str]]:
    if not node.called:
        yield "does not say which process it calls; choose one", "reference"
    elif node.called not in drawn.model.processes:
        yield f"calls the process '{node.called}', which is not in this bundle; add it", "reference"
    elif not drawn.model.processes[node.called].executable:
        yield f"calls '{node.called}', which is not marked as executable; mark it", "reference"
    elif {node.process, node.called} <= drawn.circular:
        yield f"calls '{node.called}', which leads back to itself; break the circle", "call-circle"


PARTICULAR: Mapping[str, Callable[[Node, Drawn], Iterator[tuple[str, str]]]] = {
    **dict.fromkeys(GATEWAYS, _gateway),
    "boundaryEvent": _boundary,
    "callActivity": _call,
}
