"""What people call the steps of a diagram when they read what has changed. Pure."""

from collections import Counter
from functools import cached_property

from engine.bpmn.elements import Model, Node
from engine.definitions.difference.change import quoted


class ElementNames:
    """What the steps of one model are called; with the id where two of a kind have one name."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def step(self, node_id: str | None) -> str:
        """A step by its name; a gateway or event without one by what it stands after."""
        if node_id is None:
            return ""
        node = self.model.nodes.get(node_id)
        if node is None:
            return quoted(node_id)
        if not node.name:
            return self._by_step_before(node)
        if self._bearers[node.kind, node.name] > 1:
            return f"{quoted(node.name)} ({node.id})"
        return quoted(node.name)

    def lane(self, lane_id: str | None) -> str:
        """The name of a lane; empty for none."""
        for process in self.model.processes.values():
            for lane in process.lanes:
                if lane.id == lane_id:
                    return lane.name or lane.id
        return ""

    def scope(self, scope_id: str | None) -> str:
        """The process or sub-process that something stands in."""
        process = self.model.processes.get(scope_id or "")
        if process is None:
            return self.step(scope_id)
        return quoted(process.name or process.id)

    def target(self, flow_id: str | None) -> str | None:
        """The id of the step that a flow leads to; None when there is no such flow."""
        flow = self.model.flows.get(flow_id or "")
        return flow.target if flow else None

    def _by_step_before(self, node: Node) -> str:
        flows = self.model.incoming(node.id)
        before = self.model.nodes.get(flows[0].source) if flows else None
        if before is not None and before.name:
            return f"{quoted(node.id)}, after {quoted(before.name)}"
        return quoted(node.id)

    @cached_property
    def _bearers(self) -> Counter[tuple[str, str]]:
        """How many elements of a kind bear a name."""
        return Counter((node.kind, node.name) for node in self.model.nodes.values())
