"""How two ranges, or a value and a range, lie to each other: before, meets, overlaps, during…"""

from collections.abc import Callable

from engine.feel.compare import ordered
from engine.feel.library.builtin import Shelf
from engine.feel.values import Range, Value

SHELF = Shelf()
Relation = Callable[[Range, Range], "bool | None"]


def _point(value: Value) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _less(left: Value, right: Value) -> bool | None:
    return ordered(left, right, "<")


def _same(left: Value, right: Value) -> bool:
    return bool(ordered(left, right, "<=") and ordered(left, right, ">="))


def _ends_before(left: Range, right: Range) -> bool | None:
    """Whether all of *left* comes before all of *right*."""
    touching = left.end_included and right.start_included
    return ordered(left.end, right.start, "<" if touching else "<=")


def _starts_no_later(left: Range, right: Range) -> bool | None:
    if _same(left.start, right.start):
        return left.start_included or not right.start_included
    return _less(left.start, right.start)


def _ends_no_sooner(left: Range, right: Range) -> bool | None:
    if _same(left.end, right.end):
        return left.end_included or not right.end_included
    return _less(right.end, left.end)


def _same_start(left: Range, right: Range) -> bool:
    return _same(left.start, right.start) and left.start_included == right.start_included


def _same_end(left: Range, right: Range) -> bool:
    return _same(left.end, right.end) and left.end_included == right.end_included


def _before(left: Range, right: Range) -> bool | None:
    return _ends_before(left, right)


def _after(left: Range, right: Range) -> bool | None:
    return _ends_before(right, left)


def _meets(left: Range, right: Range) -> bool:
    return left.end_included and right.start_included and _same(left.end, right.start)


def _met_by(left: Range, right: Range) -> bool:
    return _meets(right, left)


def _overlaps(left: Range, right: Range) -> bool | None:
    first, second = _ends_before(left, right), _ends_before(right, left)
    return None if first is None or second is None else not first and not second


def _overlaps_before(left: Range, right: Range) -> bool | None:
    if not _overlaps(left, right):
        return _overlaps(left, right)
    return not _starts_no_later(right, left) and bool(_ends_no_sooner(right, left))


def _overlaps_after(left: Range, right: Range) -> bool | None:
    if not _overlaps(left, right):
        return _overlaps(left, right)
    return not _starts_no_later(left, right) and bool(_ends_no_sooner(left, right))


def _includes(left: Range, right: Range) -> bool | None:
    first, second = _starts_no_later(left, right), _ends_no_sooner(left, right)
    return None if first is None or second is None else first and second


def _during(left: Range, right: Range) -> bool | None:
    return _includes(right, left)


def _starts(left: Range, right: Range) -> bool | None:
    return _same_start(left, right) and _ends_no_sooner(right, left)


def _started_by(left: Range, right: Range) -> bool | None:
    return _starts(right, left)


def _finishes(left: Range, right: Range) -> bool | None:
    return _same_end(left, right) and _starts_no_later(right, left)


def _finished_by(left: Range, right: Range) -> bool | None:
    return _finishes(right, left)


def _coincides(left: Range, right: Range) -> bool:
    return _same_start(left, right) and _same_end(left, right)


_POINT = "number|string|date|time|date and time|days and time duration|years and months duration"
_SHAPES: dict[str, tuple[Relation, tuple[str, ...]]] = {
    "before": (_before, ("pp", "pr", "rp", "rr")),
    "after": (_after, ("pp", "pr", "rp", "rr")),
    "meets": (_meets, ("rr",)),
    "met by": (_met_by, ("rr",)),
    "overlaps": (_overlaps, ("rr",)),
    "overlaps before": (_overlaps_before, ("rr",)),
    "overlaps after": (_overlaps_after, ("rr",)),
    "includes": (_includes, ("rp", "rr")),
    "during": (_during, ("pr", "rr")),
    "starts": (_starts, ("pr", "rr")),
    "started by": (_started_by, ("rp", "rr")),
    "finishes": (_finishes, ("pr", "rr")),
    "finished by": (_finished_by, ("rp", "rr")),
    "coincides": (_coincides, ("pp", "rr")),
}


def _add(name: str, relation: Relation, shape: str) -> None:
    words = [("point", _POINT) if letter == "p" else ("range", "range") for letter in shape]
    names = [word for word, _ in words]
    if names[0] == names[1]:
        names = [f"{names[0]}1", f"{names[1]}2"]
    spelled = ", ".join(f"{parameter}: {words[index][1]}" for index, parameter in enumerate(names))

    @SHELF.add(name, spelled)
    def _relation(left: Value, right: Value) -> bool | None:
        return relation(_point(left), _point(right))


for _name, (_relation_of, _shapes) in _SHAPES.items():
    for _shape in _shapes:
        _add(_name, _relation_of, _shape)
