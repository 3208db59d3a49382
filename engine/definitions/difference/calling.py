"""What people call the steps of a diagram when they read what has changed. Pure."""

from collections import Counter
from functools import cached_property

from engine.bpmn.elements import Model, Node


class Called:
    """What the steps of one model are called; with the id where two of a kind have one name."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def step(self, id_: str | None) -> str:
        """A step by its name; a gateway or event without one by what it stands after."""
        if id_ is None:
            return ""
        node = self.model.nodes.get(id_)
        if node is None:
            return f"\u2018{id_}\u2019"
        if not node.name:
            return self._unnamed(node)
        if self._names[node.kind, node.name] > 1:
            return f"\u2018{node.name}\u2019 ({node.id})"
        return f"\u2018{node.name}\u2019"

    def lane(self, id_: str | None) -> str:
        """The name of a lane; empty for none."""
        lanes = (lane for process in self.model.processes.values() for lane in process.lanes)
        return next((lane.name or lane.id for lane in lanes if lane.id == id_), "")

    def scope(self, id_: str | None) -> str:
        """The process or sub-process that something stands in."""
        process = self.model.processes.get(id_ or "")
        return f"\u2018{process.name or process.id}\u2019" if process else self.step(id_)

    def target(self, flow_id: str | None) -> str | None:
        """The id of the step that a flow leads to; None when there is no such flow."""
        flow = self.model.flows.get(flow_id or "")
        return flow.target if flow else None

    def _unnamed(self, node: Node) -> str:
        before = next((flow.source for flow in self.model.incoming(node.id)), "")
        named = self.model.nodes.get(before)
        if named is not None and named.name:
            return f"\u2018{node.id}\u2019, after \u2018{named.name}\u2019"
        return f"\u2018{node.id}\u2019"

    @cached_property
    def _names(self) -> Counter[tuple[str, str]]:
        return Counter((node.kind, node.name) for node in self.model.nodes.values())
