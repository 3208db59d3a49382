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
    if any(each is None for each in lists):
        return None
    return _bearable([item for each in lists for item in _as_list(each)])


def _as_list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


@SHELF.add("union", "*list: any")
def _union(lists: list[Value]) -> list[Value] | None:
    joined = _concatenate(lists)
    return None if joined is None else _distinct(joined)


@SHELF.add("distinct values", "list: list")
def _distinct(items: list[Value]) -> list[Value]:
    kept: list[Value] = []
    seen: set[tuple[type, Value]] = set()
    tries = 0
    for item in items:
        if isinstance(item, str | Decimal | bool):
            if (type(item), item) not in seen:
                seen.add((type(item), item))
                kept.append(item)
            continue
        tries += len(kept)
        if tries > MAX_WEIGHT // 2:
            raise FeelError("a list is too long to look for equal values in it")
        if not any(equal(item, other) for other in kept):
            kept.append(item)
    return kept


@SHELF.add("insert before", "list: list, position: number, newItem: any")
def _insert_before(items: list[Value], position: Decimal, new: Value) -> list[Value] | None:
    at = place(items, position)
    return None if at is None else _bearable([*items[:at], new, *items[at:]])


@SHELF.add("remove", "list: list, position: number")
def _remove(items: list[Value], position: Decimal) -> list[Value] | None:
    at = place(items, position)
    return None if at is None else [*items[:at], *items[at + 1 :]]


@SHELF.add("list replace", "list: list, position: number, newItem: any")
def _replace_at(items: list[Value], position: Decimal, new: Value) -> list[Value] | None:
    at = place(items, position)
    return None if at is None else [*items[:at], new, *items[at + 1 :]]


@SHELF.add("list replace", "list: list, match: function, newItem: any", budgeted=True)
def _replace_matching(
    budget: Budget, items: list[Value], match: Function, new: Value
) -> list[Value] | None:
    verdicts = [_asked(budget, match, item, new) for item in items]
    if not all(isinstance(verdict, bool) for verdict in verdicts):
        return None
    return [new if verdict else item for item, verdict in zip(items, verdicts, strict=True)]


def _asked(budget: Budget, function: Function, one: Value, other: Value) -> Value:
    budget.spend(2)
    return function.call(budget, [budget.weigh(one), budget.weigh(other)], {})


def place(items: Sequence[Value], position: Decimal) -> int | None:
    """The Python index of a FEEL position; None when there is no such place."""
    at = whole(position)
    if not at or abs(at) > len(items):
        return None
    return at - 1 if at > 0 else len(items) + at


@SHELF.add("reverse", "list: list")
def _reverse(items: list[Value]) -> list[Value]:
    return items[::-1]


@SHELF.add("flatten", "list: list")
def _flatten(items: list[Value]) -> list[Value]:
    flat: list[Value] = []
    waiting = items[::-1]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        else:
            flat.append(item)
    return _bearable(flat)


@SHELF.add("sort", "list: list, precedes: function", budgeted=True)
def _sort(budget: Budget, items: list[Value], precedes: Function) -> list[Value] | None:
    if precedes.params and len(precedes.params) != 2:
        return None

    def order(left: Value, right: Value) -> int:
        if _asked(budget, precedes, left, right) is True:
            return -1
        return 1 if _asked(budget, precedes, right, left) is True else 0

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
