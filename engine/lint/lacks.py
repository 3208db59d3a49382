"""Where a case can stand without something: the ways that pass none of the steps that supply it."""

from collections import deque
from collections.abc import Callable

from engine.bpmn.elements import Node
from engine.lint.drawn import GATEWAYS
from engine.lint.naming import tidy
from engine.lint.routes import Routes, Way

Supplies = Callable[[Node], bool]


class Lacks:
    """The places that can be reached without passing a step that *supplies*."""

    def __init__(self, routes: Routes, supplies: Supplies) -> None:
        self._routes = routes
        self._supplied = {k for k, node in routes.nodes.items() if self._done_at(k, node, supplies)}
        self._came: dict[str, Way | None] = dict.fromkeys(routes.starts)
        self._ways: set[Way] = set()
        waiting = deque(routes.starts)
        while waiting:
            self._leave(waiting.popleft(), waiting)

    def _done_at(self, key: str, node: Node, supplies: Supplies) -> bool:
        return key not in self._routes.exits and supplies(node)

    def _leave(self, place: str, waiting: deque[str]) -> None:
        for way in self._routes.out[place]:
            if place in self._supplied and not way.early:
                continue
            self._ways.add(way)
            if way.after not in self._came and self._opens(way.after):
                self._came[way.after] = way
                waiting.append(way.after)

    def _opens(self, place: str) -> bool:
        """A parallel join lacks something only when every branch into it does."""
        if self._routes.nodes[place].kind != "parallelGateway":
            return True
        return all(way in self._ways for way in self._routes.into[place])

    def at(self, node: Node) -> tuple[str, ...] | None:
        """A way to *node* that lacks it, as a person reads it; None when every way supplies it."""
        for place in self._routes.places_of[node.id]:
            if place in self._came:
                return self._trace(place)
        return None

    def after(self, node: Node) -> tuple[str, ...] | None:
        """The same, once *node* itself is done."""
        for place in self._routes.places_of[node.id]:
            done = self._routes.done(place)
            if done in self._came and done not in self._supplied:
                return self._trace(place)
        return None

    def _trace(self, place: str) -> tuple[str, ...]:
        words = [_title(self._routes.nodes[place])]
        while (way := self._came[place]) is not None:
            words += _words(self._routes, way)
            place = way.before
        return tuple(words[::-1])


def _words(routes: Routes, way: Way) -> list[str]:
    """What the trace says of one way: the step, or the answer taken at a gateway."""
    node = routes.nodes[way.before]
    if way.before in routes.exits.values():
        return []
    if node.kind not in GATEWAYS:
        return [_title(node)]
    if len(routes.out[way.before]) < 2 or node.kind == "parallelGateway" or way.flow is None:
        return []
    return [f"{_title(node)}: {tidy(way.flow.name) or _title(routes.nodes[way.after])}"]


def _title(node: Node) -> str:
    return tidy(node.title)
