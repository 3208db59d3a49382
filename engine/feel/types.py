"""FEEL types: reading them from a tree, and whether a value is an instance of one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from engine.feel.nodes import Node
from engine.feel.values import (
    BOOLEAN,
    CONTEXT,
    DATE,
    DAYS,
    FUNCTION,
    INSTANT,
    LIST,
    MONTHS,
    NULL,
    NUMBER,
    RANGE,
    TEXT,
    TIME,
    Function,
    Range,
    Value,
    kind,
)

ANY = "Any"
SIMPLE = frozenset(
    {ANY, NULL, NUMBER, TEXT, BOOLEAN, DATE, TIME, INSTANT, DAYS, MONTHS, LIST, CONTEXT}
    | {RANGE, FUNCTION}
)


@dataclass(frozen=True, slots=True)
class Type:
    """A FEEL type: its name, what a list, range or function holds, what a context must have."""

    name: str
    of: tuple["Type", ...] = ()
    members: Mapping[str, "Type"] = field(default_factory=dict)
    result: "Type | None" = None


def read_type(node: Node, types_by_name: Mapping[str, Type]) -> Type | None:
    """The type a tree spells; None when it names one that nobody defined."""
    if node.rule == "type_name":
        name = NULL if node.words == ("null",) else ".".join(node.words)
        return Type(name) if name in SIMPLE else types_by_name.get(name)
    if node.rule == "type_context":
        inner = _all_known(read_type(part.parts[0], types_by_name) for part in node.parts)
        names = (part.words[0] for part in node.parts)
        return (
            None if inner is None else Type(CONTEXT, members=dict(zip(names, inner, strict=True)))
        )
    inner = _all_known(read_type(part, types_by_name) for part in node.parts)
    if inner is None:
        return None
    if node.rule == "type_function":
        return Type(FUNCTION, inner[:-1], result=inner[-1])
    return Type(node.words[0], inner) if node.words[0] in SIMPLE else None


def _all_known(types: Iterable[Type | None]) -> tuple[Type, ...] | None:
    every: list[Type] = []
    for type_ in types:
        if type_ is None:
            return None
        every.append(type_)
    return tuple(every)


def instance_of(value: Value, type_: Type) -> bool:
    """Whether *value* belongs to the type; null belongs to Null only."""
    if value is None or type_.name == ANY:
        return (value is None) == (type_.name == NULL)
    if kind(value) != type_.name:
        return False
    look = _LOOKS.get(type_.name)
    return look is None or look(value, type_)


def fits(value: Value, type_: Type) -> bool:
    """Whether *value* may stand where the type is asked for: null always may."""
    return value is None or instance_of(value, type_)


def _list_fits(value: Value, type_: Type) -> bool:
    return isinstance(value, list | tuple) and all(
        fits(item, inner) for inner in type_.of for item in value
    )


def _context_fits(value: Value, type_: Type) -> bool:
    return isinstance(value, Mapping) and all(
        name in value and fits(value[name], member) for name, member in type_.members.items()
    )


def _range_fits(value: Value, type_: Type) -> bool:
    return isinstance(value, Range) and all(
        fits(end, inner) for inner in type_.of for end in (value.start, value.end)
    )


def _function_fits(value: Value, type_: Type) -> bool:
    return isinstance(value, Function) and (
        type_.result is None or len(type_.of) == len(value.params)
    )


_LOOKS: Mapping[str, Callable[[Value, Type], bool]] = {
    LIST: _list_fits,
    CONTEXT: _context_fits,
    RANGE: _range_fits,
    FUNCTION: _function_fits,
}
