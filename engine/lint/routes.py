"""Every way a case can go, with called diagrams and sub-processes unfolded where they stand.

The facts of a case are shared by all its diagrams, so what a called diagram asks counts for what
comes after the call. A place is an element met on one such way; a process calling itself, or a
bundle that unfolds too far, is left folded and says so.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from engine.bpmn.elements import Flow, Node
from engine.lint.drawn import CALL, END, SCOPES, START, Drawing

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

    drawing: Drawing
    nodes: dict[str, Node] = field(default_factory=dict)
    into: dict[str, list[Way]] = field(default_factory=lambda: defaultdict(list))
    out: dict[str, list[Way]] = field(default_factory=lambda: defaultdict(list))
    starts: list[str] = field(default_factory=list)
    exits: dict[str, str] = field(default_factory=dict)  # the place after a call, by the call's
    folded: set[str] = field(default_factory=set)  # calls that were not unfolded
    places_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def done(self, place: str) -> str:
        """The place where *place* is finished: itself, or the end of what it calls."""
        return self.exits.get(place, place)

    def before(self, node: Node, *, itself: bool) -> set[str]:
        """The ids of the elements that can come before *node*; with *itself*, of it too."""
        waiting = [way.before for place in self.places_of[node.id] for way in self.into[place]]
        seen = set[str]()
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                waiting += [way.before for way in self.into[place]]
        return {self.nodes[place].id for place in seen} | ({node.id} if itself else set())

    def go(self, before: str, after: str, flow: Flow | None = None, *, early: bool = False) -> None:
        """Notes one way."""
        way = Way(before, after, flow, early)
        self.out[before].append(way)
        self.into[after].append(way)


def routes(drawing: Drawing, process: str | None) -> Routes:
    """The ways through *process*; none when there is no such process."""
    found = Routes(drawing)
    if process is not None:
        _unfold(found, process, "", (process,))
        found.starts = [start.id for start in drawing.starts(process)]
    return found


def _unfold(found: Routes, scope: str, prefix: str, inside: tuple[str, ...]) -> None:
    nodes = found.drawing.inside(scope)
    for node in nodes:
        key = prefix + node.id
        found.nodes[key] = node
        found.places_of[node.id].append(key)
        inner = _inner(found, node, inside)
        if inner is not None:
            _open(found, key, node, inner, inside)
    for node in nodes:
        _lead(found, node, prefix)


def _inner(found: Routes, node: Node, inside: tuple[str, ...]) -> str | None:
    """The scope that *node* opens, if it is to be unfolded."""
    inner = node.called if node.kind == CALL else node.id if node.kind in SCOPES else None
    if inner is None or not found.drawing.starts(inner):
        return None
    if inner in inside or len(found.nodes) > MOST_PLACES:
        found.folded.add(node.id)
        return None
    return inner


def _open(found: Routes, key: str, node: Node, inner: str, inside: tuple[str, ...]) -> None:
    prefix, done = f"{key}/", f"{key}/done"
    found.exits[key] = done
    found.nodes[done] = node
    _unfold(found, inner, prefix, (*inside, inner))
    for start in found.drawing.starts(inner):
        found.go(key, prefix + start.id)
    for last in found.drawing.inside(inner):
        if _finishes(found.drawing, last):
            found.go(found.done(prefix + last.id), done)
    if node.several is not None:
        found.go(key, done)  # the collection may be empty


def _finishes(drawing: Drawing, node: Node) -> bool:
    if node.kind == END:
        return node.event not in {"error", "escalation"}
    return not drawing.out(node.id) and node.kind != START


def _lead(found: Routes, node: Node, prefix: str) -> None:
    key = prefix + node.id
    for flow in found.drawing.out(node.id):
        if prefix + flow.target in found.nodes:
            found.go(found.done(key), prefix + flow.target, flow)
    for event in found.drawing.hosted(node.id):
        if prefix + event.id in found.nodes:
            found.go(key, prefix + event.id, early=True)
