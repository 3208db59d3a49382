"""What a diagram says, element by element, in our own words. No SpiffWorkflow here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LetterRule:
    """A letter that a step writes: which template, when, and whether it must come back signed."""

    code: str
    when: str | None = None
    for_signature: bool = False
    signatory: str | None = None
    stands: bool = False  # it says what was said that day, and is not written again


@dataclass(frozen=True, slots=True)
class Several:
    """Multi-instance: one instance for each item of a collection, or a number of them."""

    collection: str | None
    item: str | None
    count: str | None = None
    done_when: str | None = None
    sequential: bool = False


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer as written: `kind` is date, duration or cycle."""

    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node: its BPMN tag is its `kind` (userTask, exclusiveGateway, boundaryEvent …)."""

    id: str
    kind: str
    name: str
    process: str
    scope: str  # id of the process or sub-process it stands in
    file: str
    line: int = 0
    lane: str | None = None
    role: str | None = None
    documentation: str = ""
    properties: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    # people's steps
    form: str | None = None
    due: str | None = None
    separate_from: tuple[str, ...] = ()
    organisation: str | None = None
    collect: str | None = None
    amends: tuple[str, ...] = ()  # steps whose questions it asks again
    also_asks: tuple[str, ...] = ()  # the forms of those steps
    several: Several | None = None
    # what it writes and keeps
    letters: tuple[LetterRule, ...] = ()
    sets: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    # automatic steps
    decision: str | None = None
    result: str | None = None
    topic: str | None = None
    called: str | None = None
    # events
    event: str | None = None  # timer, message, error, escalation, terminate, signal, link …
    timer: Timer | None = None
    message: str | None = None  # message name
    code: str | None = None  # error or escalation code; None catches every one
    attached_to: str | None = None
    interrupting: bool = True  # of an event sub-process as well
    triggered: bool = False  # an event sub-process: its start event begins it, no flow does
    default_flow: str | None = None

    @property
    def title(self) -> str:
        """What a person reads for this element: its name, else its id."""
        return self.name or self.id

    @property
    def statutory(self) -> bool:
        """Whether the law itself asks for this step, rather than policy."""
        return self.properties.get("kind") == "statutory"

    @property
    def for_signature(self) -> bool:
        """Whether any letter of this step must come back signed before it is finished."""
        return any(rule.for_signature for rule in self.letters)


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `condition` is FEEL as written, mapped from `${…}` where it was that."""

    id: str
    source: str
    target: str
    scope: str
    name: str = ""
    condition: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane and the role that works it."""

    id: str
    name: str
    process: str
    role: str | None
    members: tuple[str, ...] = ()
    around: tuple[str, ...] = ()  # the names of the lanes it stands in


@dataclass(frozen=True, slots=True)
class Process:
    """One process of a bundle."""

    id: str
    name: str
    file: str
    executable: bool
    documentation: str = ""
    properties: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    starters: tuple[str, ...] = ()  # roles that may start it
    retention: str | None = None
    version_label: str | None = None
    lanes: tuple[Lane, ...] = ()
    pool: str = ""  # the name of the pool it is drawn in


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in the file that we do not run: one sentence for its author."""

    element: str
    name: str
    sentence: str
    file: str
    line: int = 0
    rule: str = "not-supported"


@dataclass(frozen=True, slots=True)
class Model:
    """All the processes of a bundle, as drawn."""

    processes: Mapping[str, Process]
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    oddities: tuple[Oddity, ...] = ()
    _outgoing: dict[str, tuple[Flow, ...]] = field(default_factory=dict)
    _incoming: dict[str, tuple[Flow, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str | None:
        """The id of the one executable process that no other calls, or None."""
        called = {node.called for node in self.nodes.values() if node.called}
        executable = [process.id for process in self.processes.values() if process.executable]
        main = [process for process in executable if process not in called]
        return main[0] if len(main) == 1 else None

    def at(self, element: str) -> Node:
        """The element of that id; one that only an earlier version had is a step named by it."""
        title = element.replace("_", " ").capitalize()
        return self.nodes.get(element) or Node(element, "userTask", title, "", "", "")

    def outgoing(self, node: str) -> tuple[Flow, ...]:
        """The flows that leave *node*, in the order of the file."""
        if not self._outgoing:
            self._outgoing.update(_flows_by(self.flows.values(), "source"))
        return self._outgoing.get(node, ())

    def incoming(self, node: str) -> tuple[Flow, ...]:
        """The flows that reach *node*, in the order of the file."""
        if not self._incoming:
            self._incoming.update(_flows_by(self.flows.values(), "target"))
        return self._incoming.get(node, ())


def _flows_by(flows: Iterable[Flow], end: str) -> dict[str, tuple[Flow, ...]]:
    by_node: dict[str, list[Flow]] = {}
    for flow in flows:
        by_node.setdefault(getattr(flow, end), []).append(flow)
    return {node: tuple(flows_there) for node, flows_there in by_node.items()}
