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
        self._supplying: set[str] = set()
        for place, node in routes.nodes.items():
            if place not in routes.opening and supplies(node):
                self._supplying.add(place)
        self._way_there: dict[str, Way | None] = dict.fromkeys(routes.starts)
        self._ways_taken: set[Way] = set()
        waiting = deque(routes.starts)  # breadth first: the trace is one of the shortest
        while waiting:
            self._leave(waiting.popleft(), waiting)

    def _leave(self, place: str, waiting: deque[str]) -> None:
        for way in self._routes.out[place]:
            if place in self._supplying and not way.early:
                continue
            self._ways_taken.add(way)
            if way.after not in self._way_there and self._lacks_on_all_branches(way.after):
                self._way_there[way.after] = way
                waiting.append(way.after)

    def _lacks_on_all_branches(self, place: str) -> bool:
        """A parallel join lacks something only when every branch into it may."""
        if self._routes.nodes[place].kind != "parallelGateway":
            return True
        into = self._routes.into[place]
        lacking = {way.flow for way in into if way in self._ways_taken}
        return lacking == {way.flow for way in into}

    def at(self, node: Node) -> tuple[str, ...] | None:
        """A way to *node* that lacks it, as a person reads it; None when every way supplies it."""
        for place in self._routes.places_met[node.id]:
            if place in self._way_there:
                return self._trace(place)
        return None

    def after(self, node: Node) -> tuple[str, ...] | None:
        """The same, once *node* itself is done."""
        for place in self._routes.places_done[node.id]:
            if place in self._way_there and place not in self._supplying:
                return self._trace(place)
        return None

    def _trace(self, place: str) -> tuple[str, ...]:
        words = [title_of(self._routes.nodes[place])]
        while (way := self._way_there[place]) is not None:
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
    if way.flow is None or node.kind == "parallelGateway" or not _is_choice(routes, way.before):
        return []
    answer = tidy(way.flow.name) or title_of(routes.nodes[way.after])
    return [f"{title_of(node)}: {answer}"]


def _is_choice(routes: Routes, place: str) -> bool:
    return len({way.flow for way in routes.out[place]}) > 1


def title_of(node: Node) -> str:
    """What a trace calls an element."""
    return tidy(node.title)
