"""The routes a case can really take, as far as facts not yet set decide a choice.

A fact that no step has set is null. So a choice on such facts alone goes one way only, and a way
back that some condition opens later is not a way round the steps of the first time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from engine.analysis.drawing import Drawing
from engine.analysis.routes import Routes, Way
from engine.bpmn.elements import Flow, Node
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError

MOST_CHOICES = 5  # each fact of a choice may double the places
FactsSetBy = Callable[[Node], Iterable[str]]


@dataclass(frozen=True, slots=True)
class UnsetChoice:
    """A choice on facts that may not be set yet: the way it then takes."""

    names: frozenset[str]
    way: str | None  # the id of the flow taken while none of them is set


def unset_choice(drawing: Drawing, node: Node) -> UnsetChoice | None:
    """What an exclusive gateway decides while none of the facts it looks at is set.

    None when it looks at no fact, or when one of its conditions cannot be read.
    """
    names: set[str] = set()
    way: str | None = None
    try:
        for flow in drawing.out(node.id):
            if flow.condition:
                condition = compile_expression(flow.condition)
                names |= condition.names
                if way is None and condition({}) is True:
                    way = flow.id
    except FeelError:
        return None
    return UnsetChoice(frozenset(names), way or node.default_flow) if names else None


def feasible_routes(
    routes: Routes, choices: Mapping[str, UnsetChoice], facts_set_by: FactsSetBy
) -> Routes:
    """The same routes, each place told apart by which facts of the *choices* have been set.

        start → gateway ─ ok ───→ end
                   └─ default ──→ decide (sets ok) → gateway

    As drawn, a way leads from the start past `decide` to the end. But at first `ok` is null, so the
    default is taken: from the place `gateway` there is a way to `decide` only. The ways to the end
    leave from `gateway#1`, which is the gateway once the fact with the first bit is set.
    """
    few_choices = dict(list(choices.items())[:MOST_CHOICES])
    names = sorted(frozenset[str]().union(*(choice.names for choice in few_choices.values())))
    bits = {name: 1 << place for place, name in enumerate(names)}
    return _Splitting(routes, few_choices, bits, facts_set_by).split()


@dataclass(slots=True)
class _Splitting:
    """Splits each place by the masks with which it is met: a mask has a bit for each fact set."""

    routes: Routes
    choices: Mapping[str, UnsetChoice]
    bits: Mapping[str, int]
    facts_set_by: FactsSetBy
    masks: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def split(self) -> Routes:
        self._find_masks()
        split = Routes(folded=self.routes.folded)
        for place in self.routes.nodes:
            self._split_place(split, place)
        split.starts = [_split_name(start, 0) for start in self.routes.starts]
        for ways in self.routes.out.values():
            for way in ways:
                self._split_way(split, way)
        return split

    def _find_masks(self) -> None:
        """Follows the ways until no place is met with a mask that is new there."""
        waiting = list(self.routes.starts)
        for start in waiting:
            self.masks[start].add(0)
        while waiting:
            for way in self.routes.out[waiting.pop()]:
                arriving = self._masks_arriving(way.after)
                if not arriving <= self.masks[way.after]:
                    self.masks[way.after] |= arriving
                    waiting.append(way.after)

    def _masks_arriving(self, place: str) -> set[int]:
        """The masks with which *place* is met; at a parallel join, those of its branches as one."""
        masks_by_flow = self._masks_by_flow(place)
        if self._is_parallel(place):
            return _joined(masks_by_flow.values())
        return set[int]().union(*masks_by_flow.values())

    def _masks_by_flow(self, place: str) -> dict[Flow | None, set[int]]:
        masks_by_flow: dict[Flow | None, set[int]] = defaultdict(set)
        for way in self.routes.into[place]:
            set_on_way = self._mask_set_on(way)
            masks_by_flow[way.flow] |= {mask | set_on_way for mask in self._masks_leaving(way)}
        return masks_by_flow

    def _is_parallel(self, place: str) -> bool:
        return self.routes.nodes[place].kind == "parallelGateway"

    def _masks_leaving(self, way: Way) -> list[int]:
        """The masks with which a case may take *way*."""
        return [mask for mask in self.masks[way.before] if self._is_taken(way, mask)]

    def _is_taken(self, way: Way, mask: int) -> bool:
        choice = self.choices.get(self.routes.nodes[way.before].id)
        if choice is None or way.flow is None or mask & self._mask_of(choice.names):
            return True
        return way.flow.id == choice.way

    def _mask_set_on(self, way: Way) -> int:
        """The facts that are set by what *way* leaves, unless that is left before it is done."""
        if way.early or way.before in self.routes.opening:
            return 0
        return self._mask_of(self.facts_set_by(self.routes.nodes[way.before]))

    def _mask_of(self, names: Iterable[str]) -> int:
        return sum(self.bits[name] for name in set(names) if name in self.bits)

    def _split_place(self, split: Routes, place: str) -> None:
        for mask in sorted(self.masks[place]):
            name = _split_name(place, mask)
            if place in self.routes.opening:
                split.opening.add(name)
            if place in self.routes.closing:
                split.closing.add(name)
            split.add_place(name, self.routes.nodes[place])

    def _split_way(self, split: Routes, way: Way) -> None:
        beside = self._masks_of_other_branches(way)
        set_on_way = self._mask_set_on(way)
        for leaving in self._masks_leaving(way):
            before = _split_name(way.before, leaving)
            for arriving in sorted(_joined([{leaving | set_on_way}, beside])):
                after = _split_name(way.after, arriving)
                split.add_way(Way(before, after, way.flow, way.early))

    def _masks_of_other_branches(self, way: Way) -> set[int]:
        """What a parallel join adds to the mask of one branch; of any other place nothing."""
        if not self._is_parallel(way.after):
            return {0}
        masks_by_flow = self._masks_by_flow(way.after)
        return _joined(masks for flow, masks in masks_by_flow.items() if flow != way.flow)


def _joined(branches: Iterable[set[int]]) -> set[int]:
    """Every mask that one mask of each branch makes together."""
    joined = {0}
    for masks in branches:
        joined = {mask | other for mask, other in product(joined, masks)}
    return joined


def _split_name(place: str, mask: int) -> str:
    return f"{place}#{mask}" if mask else place
