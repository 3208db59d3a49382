"""The boxed expressions of DMN 1.4: conditional, filter, for, some and every."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from engine.dmn.reading import Reading
from engine.dmn.run import Boxed, Names, Run
from engine.dmn.xml import child, tag
from engine.feel.steps import stepped
from engine.feel.values import Value, is_number
from engine.readers.xml_tree import Element

Compile = Callable[[Element, Reading, int], Boxed]
Rule = Callable[[Element, Reading, int, Compile], Boxed]


def _part(element: Element, name: str, reading: Reading, depth: int, make: Compile) -> Boxed:
    """The logic inside the child called *name*; null when there is none."""
    holder = child(element, name)
    inner = None if holder is None else next(filter(tag, holder), None)
    return reading.literal("", element) if inner is None else make(inner, reading, depth + 1)


def _conditional(element: Element, reading: Reading, depth: int, make: Compile) -> Boxed:
    condition, then, otherwise = (
        _part(element, name, reading, depth, make) for name in ("if", "then", "else")
    )

    def evaluate(names: Names, run: Run) -> Value:
        verdict = condition.evaluate(names, run)
        if verdict is not None and not isinstance(verdict, bool):
            return None
        return (then if verdict else otherwise).evaluate(names, run)

    return Boxed(evaluate, condition.names | then.names | otherwise.names)


def _filter(element: Element, reading: Reading, depth: int, make: Compile) -> Boxed:
    source = _part(element, "in", reading, depth, make)
    match = _part(element, "match", reading, depth, make)

    def evaluate(names: Names, run: Run) -> Value:
        items = _as_list(source.evaluate(names, run))
        matches = []
        for item in items:
            run.budget.spend(1)
            entries = item if isinstance(item, Mapping) else {}
            verdict = match.evaluate({**names, "item": item, **entries}, run)
            if is_number(verdict):
                return _item_at(items, int(verdict))
            if not isinstance(verdict, bool | None):
                return None
            if verdict:
                matches.append(item)
        return matches

    return Boxed(evaluate, source.names | (match.names - {"item"}))


def _as_list(value: Value) -> Sequence[Value]:
    """A list as it is, null as an empty one, and anything else as the only item of one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _item_at(items: Sequence[Value], position: int) -> Value:
    """The item at a position that counts from 1, or from the end when it is negative."""
    if position == 0 or abs(position) > len(items):
        return None
    return items[position - 1 if position > 0 else position]


def _rounds(
    element: Element, reading: Reading, depth: int, make: Compile, body_name: str
) -> tuple[Boxed, Callable[[Names, Run], Iterator[Value]], frozenset[str]]:
    variable = element.get("iteratorVariable") or "item"
    source = _part(element, "in", reading, depth, make)
    body = _part(element, body_name, reading, depth, make)

    def values(names: Names, run: Run) -> Iterator[Value]:
        results: list[Value] = []
        for item in stepped(source.evaluate(names, run)) or ():
            run.budget.spend(1)
            value = body.evaluate({**names, variable: item, "partial": list(results)}, run)
            results.append(value)
            yield value

    free = source.names | (body.names - {variable, "partial"})
    return source, values, free


def _for(element: Element, reading: Reading, depth: int, make: Compile) -> Boxed:
    source, values, free = _rounds(element, reading, depth, make, "return")

    def evaluate(names: Names, run: Run) -> Value:
        if stepped(source.evaluate(names, run)) is None:
            return None
        return run.budget.weigh(list(values(names, run)))

    return Boxed(evaluate, free)


def _quantified(*, settles: bool) -> Rule:
    def rule(element: Element, reading: Reading, depth: int, make: Compile) -> Boxed:
        source, values, free = _rounds(element, reading, depth, make, "satisfies")

        def evaluate(names: Names, run: Run) -> Value:
            if stepped(source.evaluate(names, run)) is None:
                return None
            verdicts = list(values(names, run))
            if not all(isinstance(verdict, bool) for verdict in verdicts):
                return None
            return settles if settles in verdicts else not settles

        return Boxed(evaluate, free)

    return rule


LOOPS: Mapping[str, Rule] = {
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "some": _quantified(settles=True),
    "every": _quantified(settles=False),
}
