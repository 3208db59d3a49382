"""Every way a case can go, with called diagrams and sub-processes unfolded where they stand.

The facts of a case are shared by all its diagrams, so what a called diagram asks counts for what
comes after the call. A place is an element met on one such way; a process calling itself, or a
bundle that unfolds too far, is left folded and says so.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from engine.analysis.drawing import CALL, END, SCOPES, START, Drawing
from engine.bpmn.elements import Flow, Node

MOST_PLACES = 4_000


@dataclass(frozen=True, slots=True)
class Way:
    """From one place to the next; `early` when the first is left before it is done."""

    before: str
    after: str
    flow: Flow | None = None
    early: bool = False


@dataclass(slots=True)
class Routes:
    """The places of a case, and the ways between them."""

    nodes: dict[str, Node] = field(default_factory=dict)
    into: dict[str, list[Way]] = field(default_factory=lambda: defaultdict(list))
    out: dict[str, list[Way]] = field(default_factory=lambda: defaultdict(list))
    starts: list[str] = field(default_factory=list)
    opening: set[str] = field(default_factory=set)  # places where something is opened, not done
    closing: set[str] = field(default_factory=set)  # places where what was opened is done
    at: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by element id
    done: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    folded: set[str] = field(default_factory=set)  # calls that were not unfolded

    def stand(self, place: str, node: Node) -> None:
        """Notes that *node* can be met, and done, at *place*."""
        self.nodes[place] = node
        if place not in self.closing:
            self.at[node.id].append(place)
        if place not in self.opening:
            self.done[node.id].append(place)

    def go(self, way: Way) -> None:
        """Notes one way."""
        self.out[way.before].append(way)
        self.into[way.after].append(way)

    def before(self, node: Node, *, itself: bool) -> set[str]:
        """The ids of the elements that can come before *node*; with *itself*, of it too."""
        waiting = [way.before for place in self.at[node.id] for way in self.into[place]]
        seen = set[str]()
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                waiting += [way.before for way in self.into[place]]
        return {self.nodes[place].id for place in seen} | ({node.id} if itself else set())


def routes(drawing: Drawing, process: str | None) -> Routes:
    """The ways through *process*; none when there is no such process."""
    unfolding = _Unfolding(drawing)
    if process is not None:
        unfolding.unfold(process, "", (process,))
        unfolding.found.starts = [start.id for start in drawing.starts(process)]
    return unfolding.found


def onward(found: Routes, standing: Collection[str]) -> Routes:
    """The same ways for a case that stands at these places, and at flows by which joins were met.

    A flow is said as the place it leads to would be: with the calls that it stands in before it.
    """
    into = {place: _to_come(found, place, standing) or found.into[place] for place in found.into}
    starts = [place for place in standing if place in found.nodes]
    return replace(found, starts=sorted(starts), into=defaultdict(list, into))


def _to_come(found: Routes, place: str, standing: Collection[str]) -> list[Way]:
    around = place.removesuffix(found.nodes[place].id)
    ways = found.into[place]
    return [way for way in ways if way.flow is None or around + way.flow.id not in standing]


@dataclass(slots=True)
class _Unfolding:
    drawing: Drawing
    found: Routes = field(default_factory=Routes)

    def unfold(self, scope: str, prefix: str, inside: tuple[str, ...]) -> None:
        nodes = self.drawing.inside(scope)
        for node in nodes:
            inner = self._inner(node, inside)
            if inner is None:
                self.found.stand(prefix + node.id, node)
            else:
                self._open(prefix + node.id, node, inner, inside)
        for node in nodes:
            self._lead(node, prefix)

    def _inner(self, node: Node, inside: tuple[str, ...]) -> str | None:
        """The scope that *node* opens, if it is to be unfolded."""
        inner = node.called if node.kind == CALL else node.id if node.kind in SCOPES else None
        if inner is None or not self.drawing.starts(inner):
            return None
        if inner in inside or len(self.found.nodes) > MOST_PLACES:
            self.found.folded.add(node.id)
            return None
        return inner

    def _open(self, place: str, node: Node, inner: str, inside: tuple[str, ...]) -> None:
        prefix, done = f"{place}/", _done(place)
        self.found.opening.add(place)
        self.found.closing.add(done)
        self.found.stand(place, node)
        self.found.stand(done, node)
        self.unfold(inner, prefix, (*inside, inner))
        for start in self.drawing.starts(inner):
            self.found.go(Way(place, prefix + start.id))
        for last in self._last(inner, node):
            self.found.go(Way(self._leaving(prefix + last), done))
        if node.several is not None:
            self.found.go(Way(place, done))  # the collection may be empty

    def _last(self, scope: str, holder: Node) -> list[str]:
        """The elements with which *scope* is over: not those of a mere reminder on the side."""
        main = self.drawing.reached(
            (start.id for start in self.drawing.starts(scope)), interrupted_only=True
        )
        inside = self.drawing.inside(scope)
        return [n.id for n in inside if self._finishes(n, main) and not self._caught(n, holder)]

    def _finishes(self, node: Node, main: set[str]) -> bool:
        if node.event == "terminate":
            return True  # it ends all of it, wherever it stands
        if node.id not in main or node.event == "error":
            return False
        return node.kind == END or (not self.drawing.out(node.id) and node.kind != START)

    def _caught(self, node: Node, holder: Node) -> bool:
        """Whether an escalation ends the activity that it is thrown in, instead of only itself."""
        if node.event != "escalation":
            return False
        around = [event for event in self.drawing.hosted(holder.id) if event.event == node.event]
        catching = [event for event in around if event.code in {None, node.code}]
        return bool(catching) and all(event.interrupting for event in catching)

    def _leaving(self, place: str) -> str:
        return _done(place) if place in self.found.opening else place

    def _lead(self, node: Node, prefix: str) -> None:
        place = prefix + node.id
        for flow in self.drawing.out(node.id):
            if prefix + flow.target in self.found.nodes:
                self.found.go(Way(self._leaving(place), prefix + flow.target, flow))
        for event in self.drawing.hosted(node.id):
            if prefix + event.id in self.found.nodes:
                self.found.go(Way(place, prefix + event.id, early=True))


def _done(place: str) -> str:
    return f"{place}/done"
