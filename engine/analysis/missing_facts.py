"""Where a case can stand without something: the ways that pass none of the steps that supply it."""

from collections import deque
from collections.abc import Callable

from engine.analysis.drawing import GATEWAYS
from engine.analysis.naming import tidy
from engine.analysis.routes import Routes, Way
from engine.bpmn.elements import Node

Supplies = Callable[[Node], bool]


class MissingFact:
    """The places that can be reached without passing a step that *supplies*."""

    def __init__(self, routes: Routes, supplies: Supplies) -> None:
        self._routes = routes
        self._supplied = {
            place
            for place, node in routes.nodes.items()
            if place not in routes.opening and supplies(node)
        }
        self._came: dict[str, Way | None] = dict.fromkeys(routes.starts)
        self._ways: set[Way] = set()
        waiting = deque(routes.starts)
        while waiting:
            self._leave(waiting.popleft(), waiting)

    def _leave(self, place: str, waiting: deque[str]) -> None:
        for way in self._routes.out[place]:
            if place in self._supplied and not way.early:
                continue
            self._ways.add(way)
            if way.after not in self._came and self._opens(way.after):
                self._came[way.after] = way
                waiting.append(way.after)

    def _opens(self, place: str) -> bool:
        """A parallel join lacks something only when every branch into it may."""
        if self._routes.nodes[place].kind != "parallelGateway":
            return True
        into = self._routes.into[place]
        return {w.flow for w in into if w in self._ways} == {w.flow for w in into}

    def at(self, node: Node) -> tuple[str, ...] | None:
        """A way to *node* that lacks it, as a person reads it; None when every way supplies it."""
        lacking = (place for place in self._routes.at[node.id] if place in self._came)
        return next(map(self._trace, lacking), None)

    def after(self, node: Node) -> tuple[str, ...] | None:
        """The same, once *node* itself is done."""
        done = (place for place in self._routes.done[node.id] if place in self._came)
        lacking = (place for place in done if place not in self._supplied)
        return next(map(self._trace, lacking), None)

    def _trace(self, place: str) -> tuple[str, ...]:
        words = [title_of(self._routes.nodes[place])]
        while (way := self._came[place]) is not None:
            words += words_of(self._routes, way)
            place = way.before
        return tuple(words[::-1])


def words_of(routes: Routes, way: Way) -> list[str]:
    """What the trace says of one way: the step, or the answer taken at a gateway."""
    node = routes.nodes[way.before]
    if way.before in routes.closing:
        return []
    if node.kind not in GATEWAYS:
        return [title_of(node)]
    if way.flow is None or node.kind == "parallelGateway" or not _chooses(routes, way):
        return []
    return [f"{title_of(node)}: {tidy(way.flow.name) or title_of(routes.nodes[way.after])}"]


def _chooses(routes: Routes, way: Way) -> bool:
    return len({other.flow for other in routes.out[way.before]}) > 1


def title_of(node: Node) -> str:
    """What a trace calls an element."""
    return tidy(node.title)
