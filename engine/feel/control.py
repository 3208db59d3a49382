"""The closures of if, for, some, every and function."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from lark import Token, Tree

from engine.feel.building import Building, Rule, mentions
from engine.feel.scope import Code, Scope
from engine.feel.steps import counted, stepped
from engine.feel.types import Type, fits, read_type
from engine.feel.values import Function, Value

Source = Callable[[Scope], "Iterator[Value] | None"]


def _choice(build: Building, tree: Tree[Token]) -> Code:
    condition, then, otherwise = build.codes(_trees(tree))
    return lambda scope: then(scope) if condition(scope) is True else otherwise(scope)


def _sources(build: Building, trees: Sequence[Tree[Token]]) -> list[tuple[str, Source]]:
    """Each loop variable and where its values come from; a later source sees earlier variables."""
    if not trees:
        return []
    name, *ends = (child for child in trees[0].children if _matters(child))
    source = _source(build.codes(ends))
    with build.binding({str(name)}):
        return [(str(name), source), *_sources(build, trees[1:])]


def _matters(child: Tree[Token] | Token) -> bool:
    return isinstance(child, Tree) or child.type == "NAME"


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

    def scopes(self, scope: Scope, at: int = 0) -> Iterator[Scope]:
        if at == len(self.sources):
            scope.budget.spend(self.weight)
            yield scope
            return
        name, source = self.sources[at]
        values = source(scope)
        if values is None:
            self.broken = True
            return
        for value in values:
            scope.budget.spend(1)
            yield from self.scopes(scope.within({name: value}), at + 1)


def _parts(build: Building, tree: Tree[Token]) -> tuple[list[tuple[str, Source]], Code, int]:
    *iterations, body_tree = _trees(tree)
    before = build.nodes
    sources = _sources(build, iterations)
    with build.binding({*(name for name, _ in sources), "partial"}):
        body = build.code(body_tree)
    return sources, body, 1 + (build.nodes - before) // 2


def _loop(build: Building, tree: Tree[Token]) -> Code:
    sources, body, weight = _parts(build, tree)
    partial = mentions(tree, "partial")

    def loop(scope: Scope) -> Value:
        rounds, results = _Rounds(sources, weight), list[Value]()
        for inner in rounds.scopes(scope):
            if partial:
                inner = inner.within({"partial": scope.budget.weigh(list(results))})  # noqa: PLW2901
            results.append(body(inner))
        return None if rounds.broken else scope.budget.weigh(results)

    return loop


def _quantified(build: Building, tree: Tree[Token], *, settles: bool) -> Code:
    sources, body, weight = _parts(build, tree)

    def quantified(scope: Scope) -> bool | None:
        rounds, unknown = _Rounds(sources, weight), False
        for inner in rounds.scopes(scope):
            value = body(inner)
            if value is settles:
                return settles
            unknown = unknown or not isinstance(value, bool)
        return None if rounds.broken or unknown else not settles

    return quantified


def _some(build: Building, tree: Tree[Token]) -> Code:
    return _quantified(build, tree, settles=True)


def _every(build: Building, tree: Tree[Token]) -> Code:
    return _quantified(build, tree, settles=False)


def _function(build: Building, tree: Tree[Token]) -> Code:
    *parameters, body_tree = _trees(tree)
    names = tuple(str(parameter.children[0]) for parameter in parameters)
    types = tuple(_parameter_type(build, parameter) for parameter in parameters)
    if body_tree.data == "external":
        return lambda scope: Function("", names, lambda args, named: None)
    with build.binding(names):
        body = build.code(body_tree)
    return lambda scope: user_function(scope, names, types, body)


def _parameter_type(build: Building, parameter: Tree[Token]) -> Type | None:
    spelled = parameter.children[1:]
    return read_type(spelled[0], build.types) if spelled else None


def user_function(
    scope: Scope, names: Sequence[str], types: Sequence[Type | None], body: Code
) -> Function:
    """A function whose body is FEEL, remembering the scope it was written in."""

    def call(args: Sequence[Value], named: Mapping[str, Value]) -> Value:
        given = dict(zip(names, args, strict=False)) if not named else dict(named)
        if len(args) + len(named) != len(names) or given.keys() != set(names):
            return None
        for name, type_ in zip(names, types, strict=True):
            given[name], fitting = _fitted(given[name], type_)
            if not fitting:
                return None
        scope.budget.enter()
        value = body(scope.within(given))
        scope.budget.leave()
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


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


RULES: Mapping[str, Rule] = {
    "choice": _choice,
    "loop": _loop,
    "some": _some,
    "every": _every,
    "function": _function,
}
