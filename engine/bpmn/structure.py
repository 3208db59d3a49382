"""Whether the drawn parts fit together: processes, starts and flows. A sentence each.

What is asked of a single task, gateway or event stands in node_structure.py.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.calls import calls_of, circular_processes
from engine.bpmn.elements import Flow, Model, Node, Oddity, Process
from engine.bpmn.nesting import DEEPEST, too_deep
from engine.bpmn.node_structure import LONGEST_NAME, Flaw, flaws_of_node

MOST_NODES = 300  # of one process, which somebody must be able to read
MOST_FLOWS = 1_000
_NOT_EXECUTABLE = Flaw(
    "is not marked as executable; tick Executable in its properties", "not-executable"
)
_SECOND = Flaw("is a second process that no other calls; keep one, or call it", "two-processes")
_TOO_DEEP = Flaw(
    f"stands {DEEPEST} deep in sub-processes and called diagrams and opens one more; "
    "draw its steps one after another instead",
    "nesting",
)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the checks ask of a whole model, counted once: they must stay quick on any file."""

    nodes: Counter[str]  # by process
    flows: Counter[str]  # by process
    starts: dict[str, list[Node]]  # by process or sub-process
    has_executable: bool
    main_processes: list[str]  # executable, and called by no other


def check_structure(model: Model) -> Iterator[Oddity]:
    """What cannot run although each part can be read."""
    counts = _count(model)
    for process in model.processes.values():
        yield from _check_process(process, counts)
    for scope in _scopes(model):
        yield from _check_start(scope, counts)
    for flow in model.flows.values():
        yield from _check_flow(flow, model)
    yield from _check_nodes(model)


def _count(model: Model) -> _Counts:
    flows = Counter[str]()
    for flow in model.flows.values():
        source = model.nodes.get(flow.source)
        if source is not None:
            flows[source.process] += 1
    starts: dict[str, list[Node]] = {}
    for node in model.nodes.values():
        if node.kind == "startEvent":
            starts.setdefault(node.scope, []).append(node)
    executable = [process.id for process in model.processes.values() if process.executable]
    called = set[str]().union(*calls_of(model).values())
    return _Counts(
        nodes=Counter(node.process for node in model.nodes.values()),
        flows=flows,
        starts=starts,
        has_executable=bool(executable),
        main_processes=[process for process in executable if process not in called],
    )


def _oddity(node: Node, flaw: Flaw) -> Oddity:
    text = f"'{node.title[:LONGEST_NAME]}' {flaw.sentence}"
    return Oddity(node.id, node.name, text, node.file, node.line, flaw.rule)


def _check_nodes(model: Model) -> Iterator[Oddity]:
    circular = circular_processes(calls_of(model))
    for node in model.nodes.values():
        for flaw in flaws_of_node(node, model, circular):
            yield _oddity(node, flaw)
    for node in too_deep(model):
        yield _oddity(node, _TOO_DEEP)


def _check_process(process: Process, counts: _Counts) -> Iterator[Oddity]:
    for flaw in _flaws_of_process(process, counts):
        text = f"'{process.name or process.id}' {flaw.sentence}"
        yield Oddity(process.id, process.name, text, process.file, rule=flaw.rule)


def _flaws_of_process(process: Process, counts: _Counts) -> Iterator[Flaw]:
    if counts.nodes[process.id] > MOST_NODES:
        yield _too_large(counts.nodes[process.id], "elements", MOST_NODES)
    if counts.flows[process.id] > MOST_FLOWS:
        yield _too_large(counts.flows[process.id], "flows", MOST_FLOWS)
    if not counts.has_executable:
        yield _NOT_EXECUTABLE
    if process.id in counts.main_processes[1:]:
        yield _SECOND


def _too_large(size: int, what: str, most: int) -> Flaw:
    sentence = f"has {size} {what}; split it into called processes of at most {most}"
    return Flaw(sentence, "too-large")


def _scopes(model: Model) -> Iterator[Process | Node]:
    """Everything in which a case must be able to begin."""
    for process in model.processes.values():
        if process.executable:
            yield process
    for node in model.nodes.values():
        if node.kind == "subProcess":
            yield node


def _check_start(scope: Process | Node, counts: _Counts) -> Iterator[Oddity]:
    starts = counts.starts.get(scope.id, [])
    if isinstance(scope, Node) and scope.triggered:
        yield from _check_trigger(scope, starts)
        return
    kind = "process" if isinstance(scope, Process) else "sub-process"
    for extra in starts[1:]:
        sentence = f"is a second start event in one {kind}; keep one"
        yield _oddity(extra, Flaw(sentence, "structure"))
    for start in starts:
        if start.event in ("message", "timer"):
            sentence = f"is a {start.event} event, but only an event sub-process begins with one"
            yield _oddity(start, Flaw(f"{sentence}; make it plain", "not-supported"))
    if not starts:
        line = scope.line if isinstance(scope, Node) else 0
        text = f"'{scope.name or scope.id}' has no start event; draw one"
        yield Oddity(scope.id, scope.name, text, scope.file, line, rule="structure")


def _check_trigger(holder: Node, starts: list[Node]) -> Iterator[Oddity]:
    """BPMN 2.0.2, 10.3.5: an event sub-process has one start event, which says what begins it."""
    if len(starts) != 1 or starts[0].event is None:
        sentence = "is an event sub-process; draw one start event in it, a message or a timer"
        yield _oddity(holder, Flaw(sentence))


def _check_flow(flow: Flow, model: Model) -> Iterator[Oddity]:
    sentence = _wrong_with_flow(flow, model)
    if sentence is not None:
        text = f"the flow '{flow.name or flow.id}' {sentence}"
        file = _file_of(flow, model)
        yield Oddity(flow.id, flow.name, text, file, flow.line, rule="structure")


def _wrong_with_flow(flow: Flow, model: Model) -> str | None:
    source, target = model.nodes.get(flow.source), model.nodes.get(flow.target)
    if source is None:
        return "has no element at its start; draw it again"
    if target is None:
        return "has no element at its end; draw it again"
    if source.scope != target.scope:
        return "crosses the edge of a sub-process; end it inside and go on from the sub-process"
    if flow.condition and source.kind not in ("exclusiveGateway", "inclusiveGateway"):
        return f"has a condition but leaves '{source.title}'; put a gateway between them"
    return None


def _file_of(flow: Flow, model: Model) -> str:
    """That of either end, else of what the flow stands in."""
    nodes = model.nodes
    ends = nodes.get(flow.source), nodes.get(flow.target)
    holders = model.processes.get(flow.scope), nodes.get(flow.scope)
    return next((element.file for element in (*ends, *holders) if element is not None), "")
