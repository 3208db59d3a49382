"""Hit policies: from the rows that match to the one outcome of the table."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.dmn.rule import Row
from engine.dmn.run import Boxed
from engine.feel.arithmetic import add
from engine.feel.compare import equal
from engine.feel.library.statistics import extreme
from engine.feel.values import Value


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """A column of results; `ranked` lists its allowed values, best first."""

    name: str
    ranked: Boxed | None
    default: Boxed | None
    type_ref: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A row that matched and what it gives, column by column."""

    row: Row
    results: list[Value]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What the table gives, by which rows, or why it cannot."""

    value: Value
    matches: Sequence[Match] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What a policy may look at besides the matches."""

    outputs: Sequence[Output]
    aggregation: str
    ranks: Sequence[Sequence[Value]]

    def value(self, match: Match) -> Value:
        """What a row gives: the value of the only column, or a context of all."""
        return shaped(self.outputs, match.results)

    def rank(self, match: Match) -> tuple[int, ...]:
        """Where the row's results stand in the order of allowed values."""
        pairs = zip(self.ranks, match.results, strict=True)
        return tuple(_place_in(rank, result) for rank, result in pairs)


def _place_in(rank: Sequence[Value], result: Value) -> int:
    """Where a result stands among the allowed values; behind them all when it is none."""
    places = (index for index, value in enumerate(rank) if equal(value, result))
    return next(places, len(rank))


def shaped(outputs: Sequence[Output], results: Sequence[Value]) -> Value:
    """The results as one value: alone when there is one column, else by column name."""
    if len(outputs) == 1:
        return results[0]
    return {output.name: result for output, result in zip(outputs, results, strict=True)}


def settle(
    policy: str, setting: Setting, matches: Sequence[Match], defaults: Sequence[Value]
) -> Outcome:
    """The outcome the hit policy makes of the matches; the defaults when there are none."""
    if matches:
        return POLICIES[policy](setting, matches)
    if any(value is not None for value in defaults):
        return Outcome(shaped(setting.outputs, defaults))
    return Outcome(Decimal(0) if setting.aggregation == "COUNT" else None)


def _unique(setting: Setting, matches: Sequence[Match]) -> Outcome:
    if len(matches) > 1:
        return Outcome(
            None,
            problem=f"rows {_numbers(matches)} all match, but the table is UNIQUE and only one may",
        )
    return Outcome(setting.value(matches[0]), matches)


def _any(setting: Setting, matches: Sequence[Match]) -> Outcome:
    first = setting.value(matches[0])
    if not all(equal(setting.value(match), first) for match in matches):
        return Outcome(
            None,
            problem=f"rows {_numbers(matches)} match with different results, "
            "but in a table with hit policy ANY they must agree",
        )
    return Outcome(first, matches)


def _numbers(matches: Sequence[Match]) -> str:
    *most, last = (str(match.row.index) for match in matches)
    return f"{', '.join(most)} and {last}"


def _first(setting: Setting, matches: Sequence[Match]) -> Outcome:
    return Outcome(setting.value(matches[0]), matches[:1])


def _priority(setting: Setting, matches: Sequence[Match]) -> Outcome:
    best = min(matches, key=setting.rank)
    return Outcome(setting.value(best), [best])


def _rule_order(setting: Setting, matches: Sequence[Match]) -> Outcome:
    return Outcome([setting.value(match) for match in matches], matches)


def _output_order(setting: Setting, matches: Sequence[Match]) -> Outcome:
    return _rule_order(setting, sorted(matches, key=setting.rank))


def _collect(setting: Setting, matches: Sequence[Match]) -> Outcome:
    values = [setting.value(match) for match in matches]
    if not setting.aggregation:
        return Outcome(values, matches)
    return Outcome(_AGGREGATIONS[setting.aggregation](values), matches)


def _sum(values: Sequence[Value]) -> Value:
    return functools.reduce(add, values)


def _count(values: Sequence[Value]) -> Value:
    return Decimal(len(values))


_AGGREGATIONS: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "SUM": _sum,
    "COUNT": _count,
    "MIN": lambda values: extreme(values, "<"),
    "MAX": lambda values: extreme(values, ">"),
}
POLICIES: Mapping[str, Callable[[Setting, Sequence[Match]], Outcome]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
    "COLLECT": _collect,
}
AGGREGATIONS = frozenset(_AGGREGATIONS)
