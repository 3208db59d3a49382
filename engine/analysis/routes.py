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

MOST_PLACES = 4_000  # two calls in each of twelve diagrams would make as many already


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

    nodes: dict[str, Node] = field(default_factory=dict)  # by place
    into: dict[str, list[Way]] = field(default_factory=lambda: defaultdict(list))
    out: dict[str, list[Way]] = field(default_factory=lambda: defaultdict(list))
    starts: list[str] = field(default_factory=list)
    opening: set[str] = field(default_factory=set)  # places where something is opened, not done
    closing: set[str] = field(default_factory=set)  # places where what was opened is done
    places_met: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by node
    places_done: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by node
    folded: set[str] = field(default_factory=set)  # calls that were not unfolded

    def add_place(self, place: str, node: Node) -> None:
        """Notes that *node* can be met, and done, at *place*."""
        self.nodes[place] = node
        if place not in self.closing:
            self.places_met[node.id].append(place)
        if place not in self.opening:
            self.places_done[node.id].append(place)

    def add_way(self, way: Way) -> None:
        """Notes one way."""
        self.out[way.before].append(way)
        self.into[way.after].append(way)

    def before(self, node: Node, *, itself: bool) -> set[str]:
        """The ids of the elements that can come before *node*; with *itself*, of it too."""
        waiting: list[str] = []
        for place in self.places_met[node.id]:
            waiting += [way.before for way in self.into[place]]
        seen = set[str]()
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                waiting += [way.before for way in self.into[place]]
        nodes_before = {self.nodes[place].id for place in seen}
        return nodes_before | {node.id} if itself else nodes_before


def routes(drawing: Drawing, process: str | None) -> Routes:
    """The ways through *process*; none when there is no such process.

    A call of `costs` at `ask` is unfolded as `ask` (opening) → `ask/start` → … → `ask/done`; a
    second call of it at `ask_again` has places of its own, `ask_again/start` and so on.
    """
    unfolding = _Unfolding(drawing)
    if process is not None:
        unfolding.unfold(process, "", (process,))
        unfolding.routes.starts = [start.id for start in drawing.starts(process)]
    return unfolding.routes


def onward(routes: Routes, standing: Collection[str]) -> Routes:
    """The same ways for a case that stands at these places, and at flows by which joins were met.

    A flow is said as the place it leads to would be: with the calls that it stands in before it.
    """
    into = defaultdict[str, list[Way]](list)
    for place, ways in routes.into.items():
        into[place] = _ways_to_come(routes, place, standing) or ways
    starts = [place for place in standing if place in routes.nodes]
    return replace(routes, starts=sorted(starts), into=into)


def _ways_to_come(routes: Routes, place: str, standing: Collection[str]) -> list[Way]:
    """The ways into *place* but those whose token waits there already."""
    prefix = place.removesuffix(routes.nodes[place].id)
    ways = routes.into[place]
    return [way for way in ways if way.flow is None or prefix + way.flow.id not in standing]


@dataclass(slots=True)
class _Unfolding:
    """Draws the inside of every call and sub-process where it stands, as often as it stands."""

    drawing: Drawing
    routes: Routes = field(default_factory=Routes)

    def unfold(self, scope: str, prefix: str, scopes_around: tuple[str, ...]) -> None:
        """Adds the places of *scope*, each after *prefix*, and the ways between them."""
        nodes = self.drawing.inside(scope)
        for node in nodes:
            inner = self._scope_to_unfold(node, scopes_around)
            if inner is None:
                self.routes.add_place(prefix + node.id, node)
            else:
                self._unfold_inside(prefix + node.id, node, inner, scopes_around)
        for node in nodes:
            self._add_ways_from(node, prefix)

    def _scope_to_unfold(self, node: Node, scopes_around: tuple[str, ...]) -> str | None:
        """The scope that *node* opens, if it is to be unfolded."""
        inner = _scope_opened(node)
        if inner is None or not self.drawing.starts(inner):
            return None
        if inner in scopes_around or len(self.routes.nodes) > MOST_PLACES:
            self.routes.folded.add(node.id)
            return None
        return inner

    def _unfold_inside(
        self, place: str, node: Node, inner: str, scopes_around: tuple[str, ...]
    ) -> None:
        prefix, done = f"{place}/", _done_place(place)
        # A place is opening or closing before it is added: `add_place` asks which.
        self.routes.opening.add(place)
        self.routes.closing.add(done)
        self.routes.add_place(place, node)
        self.routes.add_place(done, node)
        self.unfold(inner, prefix, (*scopes_around, inner))
        for start in self.drawing.starts(inner):
            self.routes.add_way(Way(place, prefix + start.id))
        for last in self._last_nodes(inner, node):
            self.routes.add_way(Way(self._place_left(prefix + last), done))
        if node.several is not None:
            self.routes.add_way(Way(place, done))  # the collection may be empty

    def _last_nodes(self, scope: str, holder: Node) -> list[str]:
        """The elements with which *scope* is over: not those of a mere reminder on the side."""
        starts = [start.id for start in self.drawing.starts(scope)]
        main = self.drawing.reached(starts, interrupted_only=True)
        finishing = [node for node in self.drawing.inside(scope) if self._finishes(node, main)]
        main_ends = [node.id for node in finishing if not self._is_caught(node, holder)]
        return main_ends + [node.id for node in self.drawing.triggered(scope) if node.interrupting]

    def _finishes(self, node: Node, main: set[str]) -> bool:
        """Whether the scope may be over with *node*; *main* is what its start leads to."""
        if node.event == "terminate":
            return True  # it ends all of it, wherever it stands
        if node.id not in main or node.event == "error":
            return False
        return node.kind == END or (node.kind != START and not self.drawing.out(node.id))

    def _is_caught(self, node: Node, holder: Node) -> bool:
        """Whether an escalation ends the activity that it is thrown in, instead of only itself."""
        if node.event != "escalation":
            return False
        events = [event for event in self.drawing.hosted(holder.id) if event.event == "escalation"]
        catching = [event for event in events if event.code in {None, node.code}]
        return bool(catching) and all(event.interrupting for event in catching)

    def _place_left(self, place: str) -> str:
        """Where a case leaves what is met at *place*: what was opened there is left when done."""
        return _done_place(place) if place in self.routes.opening else place

    def _add_ways_from(self, node: Node, prefix: str) -> None:
        place = prefix + node.id
        for flow in self.drawing.out(node.id):
            if prefix + flow.target in self.routes.nodes:
                self.routes.add_way(Way(self._place_left(place), prefix + flow.target, flow))
        for event in self.drawing.hosted(node.id):
            if prefix + event.id in self.routes.nodes:
                self.routes.add_way(Way(place, prefix + event.id, early=True))
        if not node.triggered or not node.interrupting:
            self._add_ways_to_triggered(node, prefix)

    def _add_ways_to_triggered(self, node: Node, prefix: str) -> None:
        """What begins an event sub-process may happen wherever a case stands in its scope."""
        for handler in self.drawing.triggered(node.scope):
            if handler is not node and prefix + handler.id in self.routes.nodes:
                self.routes.add_way(Way(prefix + node.id, prefix + handler.id, early=True))


def _scope_opened(node: Node) -> str | None:
    if node.kind == CALL:
        return node.called
    return node.id if node.kind in SCOPES else None


def _done_place(place: str) -> str:
    return f"{place}/done"
