"""Functions that look into a list without changing it: list contains, index of, sublist."""

from datetime import datetime, time
from decimal import Decimal

from engine.feel.arithmetic import whole
from engine.feel.compare import equal
from engine.feel.library.builtin import Shelf
from engine.feel.library.lists import place
from engine.feel.values import Value, kind
from engine.feel.zones import zone_key

SHELF = Shelf()


@SHELF.add("list contains", "list: list, element: any")
def _list_contains(items: list[Value], element: Value) -> bool:
    return any(equal(item, element) for item in items)


@SHELF.add("index of", "list: list, match: any")
def _index_of(items: list[Value], match: Value) -> list[Decimal]:
    return [Decimal(position) for position, item in enumerate(items, 1) if equal(item, match)]


@SHELF.add("sublist", "list: list, start position: number, length: number?")
def _sublist(items: list[Value], start: Decimal, length: Decimal | None) -> list[Value] | None:
    first = place(items, start)
    if first is None:
        return None
    if length is None:
        return items[first:]
    count = whole(length)
    if count is None or count < 1 or first + count > len(items):
        return None
    return items[first : first + count]


@SHELF.add("not", "negand: any")
def _not(value: Value) -> bool | None:
    return not value if isinstance(value, bool) else None


@SHELF.add("is", "value1: any?, value2: any?")
def _is(left: Value, right: Value) -> bool:
    if kind(left) != kind(right):
        return False
    return bool(equal(left, right)) and _same_zone(left, right)


def _same_zone(left: Value, right: Value) -> bool:
    if not isinstance(left, datetime | time) or not isinstance(right, datetime | time):
        return True
    return left.utcoffset() == right.utcoffset() and zone_key(left) == zone_key(right)
