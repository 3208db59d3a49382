"""Functions that make a list from lists: append, concatenate, sort, flatten and their kin."""

import functools
from collections.abc import Sequence
from decimal import Decimal

from engine.feel.arithmetic import whole
from engine.feel.compare import equal, ordered
from engine.feel.errors import FeelError
from engine.feel.library.builtin import Shelf
from engine.feel.limits import MAX_LIST, MAX_WEIGHT, Budget
from engine.feel.values import Function, Value

SHELF = Shelf()


def _bearable(items: list[Value]) -> list[Value]:
    if len(items) > MAX_LIST:
        raise FeelError(f"a list would hold more than {MAX_LIST} items")
    return items


@SHELF.add("append", "list: list, *item: any")
def _append(items: list[Value], more: list[Value]) -> list[Value]:
    return _bearable([*items, *more])


@SHELF.add("concatenate", "*list: any")
def _concatenate(lists: list[Value]) -> list[Value] | None:
    if any(items is None for items in lists):
        return None
    return _bearable([item for items in lists for item in _as_list(items)])


def _as_list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


@SHELF.add("union", "*list: any")
def _union(lists: list[Value]) -> list[Value] | None:
    joined = _concatenate(lists)
    return None if joined is None else _distinct(joined)


@SHELF.add("distinct values", "list: list")
def _distinct(items: list[Value]) -> list[Value]:
    distinct: list[Value] = []
    simple: set[tuple[type, Value]] = set()
    tries = 0
    for item in items:
        if isinstance(item, str | Decimal | bool):
            if (type(item), item) not in simple:
                simple.add((type(item), item))
                distinct.append(item)
            continue
        tries += len(distinct)
        if tries > MAX_WEIGHT // 2:
            raise FeelError("a list is too long to look for equal values in it")
        if not any(equal(item, other) for other in distinct):
            distinct.append(item)
    return distinct


@SHELF.add("insert before", "list: list, position: number, newItem: any")
def _insert_before(items: list[Value], position: Decimal, new: Value) -> list[Value] | None:
    index = place(items, position)
    return None if index is None else _bearable([*items[:index], new, *items[index:]])


@SHELF.add("remove", "list: list, position: number")
def _remove(items: list[Value], position: Decimal) -> list[Value] | None:
    index = place(items, position)
    return None if index is None else [*items[:index], *items[index + 1 :]]


@SHELF.add("list replace", "list: list, position: number, newItem: any")
def _replace_at(items: list[Value], position: Decimal, new: Value) -> list[Value] | None:
    index = place(items, position)
    return None if index is None else [*items[:index], new, *items[index + 1 :]]


@SHELF.add("list replace", "list: list, match: function, newItem: any", budgeted=True)
def _replace_matching(
    budget: Budget, items: list[Value], match: Function, new: Value
) -> list[Value] | None:
    verdicts = [_call_with(budget, match, item, new) for item in items]
    if not all(isinstance(verdict, bool) for verdict in verdicts):
        return None
    return [new if verdict else item for item, verdict in zip(items, verdicts, strict=True)]


def _call_with(budget: Budget, function: Function, item: Value, other: Value) -> Value:
    budget.spend(2)
    return function.call(budget, [budget.weigh(item), budget.weigh(other)], {})


def place(items: Sequence[Value], position: Decimal) -> int | None:
    """The Python index of a FEEL position; None when there is no such place."""
    number = whole(position)
    if not number or abs(number) > len(items):
        return None
    return number - 1 if number > 0 else len(items) + number


@SHELF.add("reverse", "list: list")
def _reverse(items: list[Value]) -> list[Value]:
    return items[::-1]


@SHELF.add("flatten", "list: list")
def _flatten(items: list[Value]) -> list[Value]:
    flat: list[Value] = []
    stack = items[::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        else:
            flat.append(item)
    return _bearable(flat)


@SHELF.add("sort", "list: list, precedes: function", budgeted=True)
def _sort(budget: Budget, items: list[Value], precedes: Function) -> list[Value] | None:
    if precedes.params and len(precedes.params) != 2:
        return None

    def order(left: Value, right: Value) -> int:
        if _call_with(budget, precedes, left, right) is True:
            return -1
        return 1 if _call_with(budget, precedes, right, left) is True else 0

    return sorted(items, key=functools.cmp_to_key(order))


@SHELF.add("sort", "list: list")
def sorted_naturally(items: list[Value]) -> list[Value] | None:
    """The items from least to greatest; null when they have no common order."""
    if any(ordered(item, items[0], "<") is None for item in items):
        return None
    return sorted(items, key=functools.cmp_to_key(_natural))


def _natural(left: Value, right: Value) -> int:
    if ordered(left, right, "<"):
        return -1
    return 1 if ordered(left, right, ">") else 0
