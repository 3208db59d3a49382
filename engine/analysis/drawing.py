"""The diagram as the rules walk it: who stands where, what leads where, what waits or forks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from engine.bpmn.elements import Flow, Model, Node

PEOPLE = frozenset({"userTask", "manualTask", "task"})
AUTOMATIC = frozenset({"serviceTask", "sendTask", "businessRuleTask", "scriptTask"})
SCOPES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
CALL = "callActivity"
STEPS = frozenset({"receiveTask", CALL}) | PEOPLE | AUTOMATIC | SCOPES
CATCHING = frozenset({"intermediateCatchEvent", "receiveTask"})
BRANCHING = frozenset({"exclusiveGateway", "inclusiveGateway"})
GATEWAYS = BRANCHING | {"parallelGateway", "eventBasedGateway", "complexGateway"}
START, END, BOUNDARY = "startEvent", "endEvent", "boundaryEvent"

T = TypeVar("T", Node, Flow)


@dataclass(frozen=True)
class Drawing:
    """A model with its neighbours looked up once."""

    model: Model

    @cached_property
    def _flows_by_source(self) -> dict[str, list[Flow]]:
        return _indexed(self.model.flows.values(), "source")

    @cached_property
    def _flows_by_target(self) -> dict[str, list[Flow]]:
        return _indexed(self.model.flows.values(), "target")

    @cached_property
    def _nodes_by_scope(self) -> dict[str, list[Node]]:
        return _indexed(self.model.nodes.values(), "scope")

    @cached_property
    def _events_by_host(self) -> dict[str, list[Node]]:
        return _indexed(self.model.nodes.values(), "attached_to")

    @cached_property
    def _calls_by_process(self) -> dict[str, list[Node]]:
        return _indexed(self.kinds(CALL), "called")

    @property
    def nodes(self) -> Iterable[Node]:
        """Every element, in the order of the files."""
        return self.model.nodes.values()

    @property
    def scopes(self) -> Iterable[str]:
        """The id of every process and sub-process that holds something."""
        return self._nodes_by_scope.keys()

    def kinds(self, *kinds: str) -> Iterator[Node]:
        """The elements of these kinds."""
        return (node for node in self.nodes if node.kind in kinds)

    def inside(self, scope: str) -> list[Node]:
        """The elements that stand directly in *scope*."""
        return self._nodes_by_scope.get(scope, [])

    def starts(self, scope: str) -> list[Node]:
        """The start events of *scope*."""
        return [node for node in self.inside(scope) if node.kind == START]

    def ends(self, scope: str) -> list[Node]:
        """The end events of *scope*."""
        return [node for node in self.inside(scope) if node.kind == END]

    def triggered(self, scope: str) -> list[Node]:
        """The event sub-processes of *scope*."""
        return [node for node in self.inside(scope) if node.triggered]

    def hosted(self, host: str) -> list[Node]:
        """The boundary events on the edge of *host*."""
        return self._events_by_host.get(host, [])

    def out(self, node: str) -> list[Flow]:
        """The flows that leave *node*."""
        return self._flows_by_source.get(node, [])

    def into(self, node: str) -> list[Flow]:
        """The flows that reach *node*."""
        return self._flows_by_target.get(node, [])

    def node(self, node_id: str) -> Node | None:
        """The element of this id, if it is drawn."""
        return self.model.nodes.get(node_id)

    def forks(self, node: Node) -> bool:
        """Whether more than one flow leaves *node*."""
        return len(self.out(node.id)) > 1

    def joins(self, node: Node) -> bool:
        """Whether more than one flow reaches *node*."""
        return len(self.into(node.id)) > 1

    def onward(self, node: str, *, interrupted_only: bool = False) -> list[str]:
        """The elements that may follow *node*: along its flows, or from its edge."""
        events = self.hosted(node)
        if interrupted_only:
            events = [event for event in events if event.interrupting]
        return [flow.target for flow in self.out(node)] + [event.id for event in events]

    def around(self, node: Node) -> list[Node]:
        """The step itself, the sub-processes it stands in, and the calls that lead to it."""
        if node.id not in self._holders_by_node:
            self._holders_by_node[node.id] = self._walk_outward(node)
        return self._holders_by_node[node.id]

    @cached_property
    def _holders_by_node(self) -> dict[str, list[Node]]:
        return {}

    def _walk_outward(self, node: Node) -> list[Node]:
        met = {node.id: node}
        waiting = [node]
        while waiting:
            for holder in self._holders(waiting.pop()):
                if holder.id not in met:
                    met[holder.id] = holder
                    waiting.append(holder)
        return list(met.values())

    def _holders(self, node: Node) -> list[Node]:
        """The sub-process that *node* stands in, else every call of its process."""
        sub_process = self.node(node.scope)
        if sub_process is not None:
            return [sub_process]
        return self._calls_by_process.get(node.process, [])

    def reached(self, first: Iterable[str], *, interrupted_only: bool = False) -> set[str]:
        """Every element that can be walked to from *first*."""
        waiting, seen = list(first), set[str]()
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += self.onward(node, interrupted_only=interrupted_only)
        return seen


def _indexed(things: Iterable[T], key: str) -> dict[str, list[T]]:
    index: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        index[getattr(thing, key) or ""].append(thing)
    return index
