"""The types of a decision file: what a value must look like, and bringing one into that shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from engine.feel.compile import UnaryTests
from engine.feel.limits import Budget
from engine.feel.types import ANY, SIMPLE, Type, instance_of
from engine.feel.values import CONTEXT, DATE, FUNCTION, INSTANT, LIST, Value, kind

_ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "integer": "number",
    "long": "number",
    "double": "number",
    "decimal": "number",
    "int": "number",
    "any": ANY,
}
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """An item definition, or a reference to one by name."""

    ref: str = ANY
    is_list: bool = False
    components: Mapping[str, "Shape"] = field(default_factory=dict)
    allowed: UnaryTests | None = None
    each_allowed: UnaryTests | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Every item definition of a file, by name."""

    by_name: Mapping[str, Shape]

    def find(self, ref: str | None) -> Shape | None:
        """The shape a typeRef names; None when nothing is said about the type."""
        if not ref:
            return None
        name = ref if ref in self.by_name else ref.rpartition(":")[2]
        return self.by_name.get(name) or Shape(simple_name(name))

    def fitted(self, value: Value, ref: str | None, budget: Budget) -> Value:
        """*value* in the shape of the type, or null when it cannot be brought into it."""
        shape = self.find(ref)
        if shape is None or value is None:
            return value
        fits, brought = self._bring(value, shape, budget, 0)
        return brought if fits else None

    def _bring(self, value: Value, shape: Shape, budget: Budget, depth: int) -> tuple[bool, Value]:
        budget.spend(1)
        if value is None:
            return True, None
        if depth > _MAX_DEPTH:
            return False, None
        if shape.is_list:
            return self._bring_list(value, shape, budget, depth)
        if isinstance(value, list) and len(value) == 1 and not self.listed(shape.ref):
            value = value[0]
        fits, brought = self._bring_one(value, shape, budget, depth)
        return fits and _is_permitted(brought, shape.allowed, budget), brought

    def _bring_list(
        self, value: Value, shape: Shape, budget: Budget, depth: int
    ) -> tuple[bool, Value]:
        items = value if isinstance(value, list) else [value]
        results = []
        for item in items:
            fits, brought = self._bring_one(item, shape, budget, depth)
            if not fits or not _is_permitted(brought, shape.each_allowed, budget):
                return False, None
            results.append(brought)
        return _is_permitted(results, shape.allowed, budget), results

    def _bring_one(
        self, value: Value, shape: Shape, budget: Budget, depth: int
    ) -> tuple[bool, Value]:
        if value is None:
            return True, None
        if shape.components:
            return self._bring_context(value, shape, budget, depth)
        named_shape = self.by_name.get(shape.ref)
        if named_shape is not None:
            return self._bring(value, named_shape, budget, depth + 1)
        return bring_simple(value, shape.ref)

    def _bring_context(
        self, value: Value, shape: Shape, budget: Budget, depth: int
    ) -> tuple[bool, Value]:
        if not isinstance(value, Mapping):
            return False, None
        result = dict(value)
        for name, component in shape.components.items():
            if name not in value:
                return False, None
            fits, result[name] = self._bring(value[name], component, budget, depth + 1)
            if not fits:
                return False, None
        return True, result

    def listed(self, ref: str) -> bool:
        """Whether the type of that name is a list."""
        for _ in range(_MAX_DEPTH):
            shape = self.by_name.get(ref)
            if shape is None:
                return ref in {LIST, ANY}
            if shape.is_list:
                return True
            ref = shape.ref
        return False

    def types(self) -> dict[str, Type]:
        """The same types as FEEL's `instance of` asks for them."""
        types: dict[str, Type] = {}
        for name in self.by_name:
            self._named_type(name, types, 0)
        return types

    def _named_type(self, name: str, types: dict[str, Type], depth: int) -> Type:
        if name not in self.by_name:
            return Type(name)
        if name not in types:
            types[name] = Type(ANY)  # what a type that contains itself finds inside
            types[name] = self._type(self.by_name[name], types, depth + 1)
        return types[name]

    def _type(self, shape: Shape, types: dict[str, Type], depth: int) -> Type:
        if depth > _MAX_DEPTH:
            return Type(ANY)
        type_ = self._named_type(shape.ref, types, depth)
        if shape.components:
            parts = shape.components.items()
            members = {name: self._type(component, types, depth + 1) for name, component in parts}
            type_ = Type(CONTEXT, members=members)
        return Type(LIST, (type_,)) if shape.is_list else type_


def _is_permitted(value: Value, allowed: UnaryTests | None, budget: Budget) -> bool:
    return value is None or allowed is None or allowed.run(value, {}, budget) is True


def simple_name(ref: str) -> str:
    """FEEL's name for a type that DMN and the modellers spell in several ways."""
    return _ALIASES.get(ref, ref if ref in SIMPLE else ANY)


def bring_simple(value: Value, name: str) -> tuple[bool, Value]:
    """Whether the value is of FEEL's own type *name*; a day may stand for its first moment."""
    if name == INSTANT and kind(value) == DATE and isinstance(value, date):
        return True, datetime.combine(value, time(tzinfo=UTC))
    if name == FUNCTION:
        return kind(value) == FUNCTION, value
    return instance_of(value, Type(name)), value
