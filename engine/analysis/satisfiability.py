"""Whether several conditions can hold together, tried over every answer that forms allow.

Only facts with a known choice of values are tried; a condition on any other fact is set aside,
so the answer errs towards "possible".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts, Value
from engine.forms.fields import Form, flat

MOST_TRIED = 5_000  # ways to answer, for each of which every condition is worked out
_NOT_NULL = re.compile(r"\s*(\w+)\s*!=\s*null\s*")
Choices = Mapping[str, tuple[Value, ...]]
Supposition = tuple[str, bool]  # a FEEL source, and whether it is supposed true


def choices(forms: Iterable[Form]) -> Choices:
    """Fact → every value the forms let it take, for questions with a choice of answers."""
    closed: dict[str, tuple[Value, ...]] = {}
    open_ended: set[str] = set()
    for form in forms:
        for field in flat(form.fields):
            values = field.kind.possible_values(field)
            if values:
                closed[field.key] = closed.get(field.key, ()) + values
            elif field.asks:
                open_ended.add(field.key)
    return {key: values for key, values in closed.items() if key not in open_ended}


def satisfiable(suppositions: Iterable[Supposition], known: Choices) -> bool:
    """Whether some answers make every supposition come out as supposed.

    `a = "x"` supposed true and `a = "x" or b` supposed false: with two values for each fact all
    four pairs of answers are tried, none fits, and the answer is no. That costs the product of the
    numbers of values; where it is more than `MOST_TRIED`, the answer is "possible".
    """
    decided: list[Supposition] = []
    names: set[str] = set()
    for source, wanted in suppositions:
        names_in_source = _names(source)
        if names_in_source <= known.keys():
            decided.append((source, wanted))
            names |= names_in_source
    fact_names = sorted(names)
    possible_values = [_distinct(known[name]) for name in fact_names]
    if prod(map(len, possible_values)) > MOST_TRIED:
        return True
    for values in product(*possible_values):
        if _all_hold(decided, dict(zip(fact_names, values, strict=True))):
            return True
    return False


def names_not_null(suppositions: Iterable[Supposition]) -> Iterator[str]:
    """The facts that are said not to be null, by suppositions that say nothing else."""
    for source, wanted in suppositions:
        said = _NOT_NULL.fullmatch(source)
        if wanted and said is not None:
            yield said[1]


def decidable(sources: Iterable[str], known: Choices) -> bool:
    """Whether the conditions look only at facts with a known choice of values."""
    return all(_names(source) <= known.keys() for source in sources)


def _names(source: str) -> frozenset[str]:
    """The facts it looks at; one that no form can ask when it cannot be read."""
    try:
        return compile_expression(source).names
    except FeelError:
        return frozenset({""})


def _all_hold(suppositions: list[Supposition], facts: Facts) -> bool:
    return all(_is_true(source, facts) in {wanted, None} for source, wanted in suppositions)


def _is_true(source: str, facts: Facts) -> bool | None:
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
