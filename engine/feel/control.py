"""The closures of if, for, some, every and function."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from engine.feel.building import Building, Rule
from engine.feel.errors import FeelError
from engine.feel.limits import Budget
from engine.feel.nodes import Node
from engine.feel.scope import Code, Scope, placed
from engine.feel.steps import counted, stepped
from engine.feel.types import Type, fits, read_type
from engine.feel.values import Function, Value

Source = Callable[[Scope], "Iterator[Value] | None"]


def _choice(build: Building, node: Node) -> Code:
    condition, then, otherwise = build.codes(node.parts)
    return lambda scope: then(scope) if condition(scope) is True else otherwise(scope)


def _sources(build: Building, nodes: Sequence[Node]) -> list[tuple[str, Source]]:
    """Each loop variable and where its values come from; a later source sees earlier variables."""
    if not nodes:
        return []
    name, source = nodes[0].words[0], _source(build.codes(nodes[0].parts))
    with build.binding({name}):
        return [(name, source), *_sources(build, nodes[1:])]


def _source(ends: Sequence[Code]) -> Source:
    if len(ends) == 1:
        whole = ends[0]
        return lambda scope: stepped(whole(scope))
    start, end = ends
    return lambda scope: counted(start(scope), end(scope))


class _Rounds:
    """Every combination of the loop variables, one scope at a time."""

    def __init__(self, sources: Sequence[tuple[str, Source]], weight: int) -> None:
        self.sources = sources
        self.weight = weight
        self.broken = False

    def scopes(self, scope: Scope, depth: int = 0) -> Iterator[Scope]:
        if depth == len(self.sources):
            scope.budget.spend(self.weight)
            yield scope
            return
        name, source = self.sources[depth]
        values = source(scope)
        if values is None:
            self.broken = True
            return
        for value in values:
            scope.budget.spend(1)
            yield from self.scopes(scope.within({name: value}), depth + 1)


def _parts(build: Building, node: Node) -> tuple[list[tuple[str, Source]], Code, int]:
    *iterations, body_node = node.parts
    nodes_before = build.nodes
    sources = _sources(build, iterations)
    with build.binding({*(name for name, _ in sources), "partial"}):
        body = build.code(body_node)
    return sources, body, 1 + (build.nodes - nodes_before) // 2


def _loop(build: Building, node: Node) -> Code:
    sources, body, weight = _parts(build, node)
    partial = node.mentions("partial")

    def loop(scope: Scope) -> Value:
        rounds, results = _Rounds(sources, weight), list[Value]()
        for inner in rounds.scopes(scope):
            if partial:
                inner = inner.within({"partial": scope.budget.weigh(list(results))})  # noqa: PLW2901
            results.append(body(inner))
        return None if rounds.broken else scope.budget.weigh(results)

    return placed(loop, node)


def _quantified(build: Building, node: Node, *, settles: bool) -> Code:
    sources, body, weight = _parts(build, node)

    def quantified(scope: Scope) -> bool | None:
        rounds, unknown = _Rounds(sources, weight), False
        for inner in rounds.scopes(scope):
            value = body(inner)
            if value is settles:
                return value is True
            unknown = unknown or not isinstance(value, bool)
        return None if rounds.broken or unknown else not settles

    return placed(quantified, node)


def _some(build: Building, node: Node) -> Code:
    return _quantified(build, node, settles=True)


def _every(build: Building, node: Node) -> Code:
    return _quantified(build, node, settles=False)


def _function(build: Building, node: Node) -> Code:
    *parameters, body_node = node.parts
    names = tuple(parameter.words[0] for parameter in parameters)
    types = tuple(_parameter_type(build, parameter) for parameter in parameters)
    if body_node.rule == "external":
        raise FeelError(
            "'external' code is never run; write the function in FEEL", *body_node.place
        )
    nodes_before = build.nodes
    with build.binding(names):
        body = build.code(body_node)
    weight = (build.nodes - nodes_before) // 2
    return lambda scope: user_function(scope, names, types, body, weight)


def _parameter_type(build: Building, parameter: Node) -> Type | None:
    return read_type(parameter.parts[0], build.types) if parameter.parts else None


def user_function(
    scope: Scope, names: Sequence[str], types: Sequence[Type | None], body: Code, weight: int
) -> Function:
    """A function whose body is FEEL, remembering the scope it was written in."""

    def call(budget: Budget, args: Sequence[Value], by_name: Mapping[str, Value]) -> Value:
        arguments = dict(zip(names, args, strict=False)) if not by_name else dict(by_name)
        if len(args) + len(by_name) != len(names) or arguments.keys() != set(names):
            return None
        for name, type_ in zip(names, types, strict=True):
            arguments[name], fitting = _fitted(arguments[name], type_)
            if not fitting:
                return None
        budget.enter(weight)
        value = body(Scope(arguments, scope, budget))
        budget.leave()
        return value

    return Function("", tuple(names), call)


def _fitted(value: Value, type_: Type | None) -> tuple[Value, bool]:
    if type_ is None or fits(value, type_):
        return value, True
    if isinstance(value, list) and len(value) == 1 and fits(value[0], type_):
        return value[0], True
    if type_.name == "list" and fits([value], type_):
        return [value], True
    return None, False


RULES: Mapping[str, Rule] = {
    "choice": _choice,
    "loop": _loop,
    "some": _some,
    "every": _every,
    "function": _function,
}
