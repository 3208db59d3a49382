"""Boxed expressions: literal, context, list, relation, invocation and function definition."""

from collections.abc import Callable, Mapping, Sequence

from engine.dmn.errors import DecisionFault
from engine.dmn.loops import LOOPS
from engine.dmn.reading import Reading, id_near
from engine.dmn.run import Boxed, Names, Run
from engine.dmn.table import boxed_table
from engine.dmn.xml import child, children, tag, text
from engine.feel.limits import Budget
from engine.feel.values import Function, Value
from engine.readers.xml_tree import Element

_MAX_DEPTH = 40
Rule = Callable[[Element, Reading, int], Boxed]


def boxed(element: Element, reading: Reading, depth: int = 0) -> Boxed:
    """The logic an element holds."""
    if depth > _MAX_DEPTH:
        raise DecisionFault(f"logic is nested more than {_MAX_DEPTH} deep", id_near(element))
    name = tag(element)
    if name in LOOPS:
        return reading.fitted(LOOPS[name](element, reading, depth, boxed), element.get("typeRef"))
    rule = _RULES.get(name)
    if rule is None:
        raise DecisionFault(f"<{name}> is not logic this engine knows", id_near(element))
    return reading.fitted(rule(element, reading, depth), element.get("typeRef"))


def logic_in(element: Element, reading: Reading, depth: int = 0) -> Boxed | None:
    """The logic among an element's children, when there is any."""
    logic = child(element, *_RULES, *LOOPS)
    return None if logic is None else boxed(logic, reading, depth + 1)


def _literal(element: Element, reading: Reading, _depth: int) -> Boxed:
    return reading.literal(text(element), element)


def _table(element: Element, reading: Reading, _depth: int) -> Boxed:
    return boxed_table(element, reading)


def _context(element: Element, reading: Reading, depth: int) -> Boxed:
    entries: list[tuple[str | None, Boxed]] = []
    free: set[str] = set()
    entry_names: set[str] = set()
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        inner = logic_in(entry, reading, depth) or reading.literal("", entry)
        free |= inner.names - entry_names
        if variable is None:
            entries.append((None, inner))
            continue
        name = _name(variable)
        entries.append((name, reading.fitted(inner, variable.get("typeRef"))))
        entry_names.add(name)
    return Boxed(lambda names, run: _evaluate_context(entries, names, run), frozenset(free))


def _evaluate_context(entries: Sequence[tuple[str | None, Boxed]], names: Names, run: Run) -> Value:
    context: dict[str, Value] = {}
    for name, inner in entries:
        value = inner.evaluate({**names, **context}, run)
        if name is None:
            return value
        context[name] = value
    return run.budget.weigh(context)


def _list(element: Element, reading: Reading, depth: int) -> Boxed:
    items = _members(element, reading, depth)
    return Boxed(
        lambda names, run: run.budget.weigh([item.evaluate(names, run) for item in items]),
        _all_names(items),
    )


def _members(element: Element, reading: Reading, depth: int) -> list[Boxed]:
    """The logic of each expression that stands in an element, in order."""
    return [boxed(member, reading, depth + 1) for member in children(element, *_RULES, *LOOPS)]


def _relation(element: Element, reading: Reading, depth: int) -> Boxed:
    columns = [_name(column) for column in children(element, "column")]
    rows = [_members(row, reading, depth) for row in children(element, "row")]

    def evaluate(names: Names, run: Run) -> Value:
        records: list[Value] = []
        for row in rows:
            cells = zip(columns, row, strict=False)
            records.append({name: cell.evaluate(names, run) for name, cell in cells})
        return run.budget.weigh(records)

    return Boxed(evaluate, _all_names([cell for row in rows for cell in row]))


def _invocation(element: Element, reading: Reading, depth: int) -> Boxed:
    called = logic_in(element, reading, depth) or reading.literal("", element)
    bindings: dict[str, Boxed] = {}
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        inner = logic_in(binding, reading, depth) or reading.literal("", binding)
        if parameter is not None:
            bindings[_name(parameter)] = reading.fitted(inner, parameter.get("typeRef"))

    def evaluate(names: Names, run: Run) -> Value:
        function = called.evaluate(names, run)
        if not isinstance(function, Function):
            return None
        by_name = {name: argument.evaluate(names, run) for name, argument in bindings.items()}
        return run.budget.weigh(function.call(run.budget, [], by_name))

    return Boxed(evaluate, _all_names([called, *bindings.values()]))


def _function(element: Element, reading: Reading, depth: int) -> Boxed:
    parameters = [
        (_name(parameter), parameter.get("typeRef"))
        for parameter in children(element, "formalParameter")
    ]
    body = logic_in(element, reading, depth)
    if element.get("kind", "FEEL") != "FEEL":
        raise DecisionFault("code outside FEEL is never run; write it in FEEL", id_near(element))
    inner = body or reading.literal("", element)

    def evaluate(names: Names, run: Run) -> Value:
        return function_of(parameters, inner, names, run, reading)

    return Boxed(evaluate, inner.names - {name for name, _ in parameters})


def function_of(
    parameters: Sequence[tuple[str, str | None]],
    body: Boxed,
    around: Names,
    run: Run,
    reading: Reading,
) -> Function:
    """The function whose body is a piece of logic, seeing *around* besides its parameters."""
    order = tuple(name for name, _ in parameters)

    def call(_budget: Budget, args: Sequence[Value], by_name: Mapping[str, Value]) -> Value:
        arguments = dict(by_name) if by_name else dict(zip(order, args, strict=False))
        if len(args) + len(by_name) != len(order) or arguments.keys() != set(order):
            return None
        for name, ref in parameters:
            value = reading.shapes.fitted(arguments[name], ref, run.budget)
            if value is None and arguments[name] is not None:
                return None
            arguments[name] = value
        run.budget.enter()
        result = body.evaluate({**around, **arguments}, run)
        run.budget.leave()
        return result

    return Function("", order, call)


def _name(element: Element) -> str:
    return " ".join((element.get("name") or "").split())


def _all_names(parts: Sequence[Boxed]) -> frozenset[str]:
    return frozenset().union(*(part.names for part in parts))


_RULES: Mapping[str, Rule] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "invocation": _invocation,
    "functionDefinition": _function,
}
