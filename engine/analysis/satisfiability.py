"""Whether several conditions can hold together, tried over every answer that forms allow.

Only facts with a known choice of values are tried; a condition on any other fact is set aside,
so the answer errs towards "possible".
"""

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from math import prod

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts, Value
from engine.forms.fields import Field, Form, flat

MOST_TRIED = 5_000
MOST_TICKED = 6
Choices = Mapping[str, tuple[Value, ...]]
Supposition = tuple[str, bool]  # a FEEL source, and whether it is supposed true


def choices(forms: Iterable[Form]) -> Choices:
    """Fact → every value the forms let it take, for questions with a choice of answers."""
    closed: dict[str, tuple[Value, ...]] = {}
    open_ended: set[str] = set()
    for field in (field for form in forms for field in flat(form.fields) if field.asks):
        values = _values(field)
        if values:
            closed[field.key] = closed.get(field.key, ()) + values
        else:
            open_ended.add(field.key)
    return {key: values for key, values in closed.items() if key not in open_ended}


def _values(field: Field) -> tuple[Value, ...]:
    if field.kind in {"yesno", "checkbox"}:
        return (True, False, None)
    if field.options_from is not None or not field.options:
        return ()
    values = [option.value for option in field.options]
    if field.kind == "checklist":
        sizes = range(len(values) + 1) if len(values) <= MOST_TICKED else ()
        return tuple(list(ticked) for size in sizes for ticked in combinations(values, size))
    return (*values, None)


def satisfiable(suppositions: Iterable[Supposition], known: Choices) -> bool:
    """Whether some answers make every supposition come out as supposed."""
    tried = [s for s in suppositions if _names(s[0]) <= known.keys()]
    names = sorted(frozenset().union(*(_names(source) for source, _ in tried)))
    values = [tuple(_distinct(known[name])) for name in names]
    if prod(map(len, values)) > MOST_TRIED:
        return True
    for chosen in product(*values):
        if _all_hold(tried, dict(zip(names, chosen, strict=True))):
            return True
    return False


def decidable(sources: Iterable[str], known: Choices) -> bool:
    """Whether the conditions look only at facts with a known choice of values."""
    return all(_names(source) <= known.keys() for source in sources)


def _names(source: str) -> frozenset[str]:
    try:
        return compile_expression(source).names
    except FeelError:
        return frozenset({""})


def _all_hold(suppositions: list[Supposition], facts: Facts) -> bool:
    return all(_comes_out(source, facts) in {wanted, None} for source, wanted in suppositions)


def _comes_out(source: str, facts: Facts) -> bool | None:
    try:
        return compile_expression(source)(facts) is True
    except FeelError:  # it does too much work: what it would say is not known
        return None


def _distinct(values: Iterable[Value]) -> list[Value]:
    distinct: list[Value] = []
    for value in values:
        if not any(value is other or value == other for other in distinct):
            distinct.append(value)
    return distinct
