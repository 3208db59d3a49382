"""FEEL types: reading them from a tree, and whether a value is an instance of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lark import Token, Tree

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


def read_type(tree: Tree[Token], known: Mapping[str, Type]) -> Type | None:
    """The type a tree spells; None when it names one that nobody defined."""
    if tree.data == "type_name":
        name = ".".join(str(part) for part in tree.children)
        name = NULL if name == "null" else name
        return Type(name) if name in SIMPLE else known.get(name)
    if tree.data == "type_function":
        return _function_type(tree, known)
    if tree.data == "type_context":
        read = {str(m.children[0]): read_type(m.children[1], known) for m in _trees(tree)}
        members = {name: type_ for name, type_ in read.items() if type_}
        return Type(CONTEXT, members=members) if len(members) == len(read) else None
    inner = [read_type(child, known) for child in _trees(tree)]
    found = tuple(type_ for type_ in inner if type_)
    name = str(tree.children[0])
    return Type(name, found) if len(found) == len(inner) and name in SIMPLE else None


def _function_type(tree: Tree[Token], known: Mapping[str, Type]) -> Type | None:
    inner = [read_type(child, known) for child in _trees(tree)]
    found = tuple(type_ for type_ in inner if type_)
    if len(found) < len(inner):
        return None
    return Type(FUNCTION, found[:-1], result=found[-1])


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


def instance_of(value: Value, type_: Type) -> bool:
    """Whether *value* belongs to the type; null belongs to Null only."""
    if value is None:
        return type_.name == NULL
    if type_.name == ANY:
        return True
    if kind(value) != type_.name:
        return False
    if type_.name == LIST:
        return all(fits(item, type_.of[0]) for item in value) if type_.of else True
    if type_.name == CONTEXT:
        return all(
            name in value and fits(value[name], member) for name, member in type_.members.items()
        )
    if isinstance(value, Range):
        return _range_fits(value, type_)
    if isinstance(value, Function):
        return _function_fits(value, type_)
    return True


def fits(value: Value, type_: Type) -> bool:
    """Whether *value* may stand where the type is asked for: null always may."""
    return value is None or instance_of(value, type_)


def _range_fits(value: Range, type_: Type) -> bool:
    return all(fits(end, inner) for inner in type_.of for end in (value.start, value.end))


def _function_fits(value: Function, type_: Type) -> bool:
    return type_.result is None or len(type_.of) == len(value.params)
