"""How a built-in function is described and called: parameters, their types, and overloads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from engine.feel.limits import Budget
from engine.feel.values import LIST, NULL, Function, Value, kind

ANY = frozenset({"any"})
_MISSING = object()
Body = TypeVar("Body", bound=Callable[..., Value])


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: "length: number?" may be left out, "*items: any" takes all the rest."""

    name: str
    kinds: frozenset[str]
    optional: bool
    rest: bool

    def take(self, value: Value) -> Value:
        """The value as this parameter wants it, or _MISSING when it is of another type."""
        value_kind = kind(value)
        if value_kind in self.kinds or (self.kinds == ANY and not self.rest):
            return value
        if isinstance(value, list | tuple) and len(value) == 1 and kind(value[0]) in self.kinds:
            return value[0]
        if LIST in self.kinds and value_kind != NULL:
            return [value]
        return value if self.kinds == ANY else _MISSING


@dataclass(frozen=True, slots=True)
class Signature:
    """One way of calling a function."""

    parameters: tuple[Parameter, ...]
    body: Callable[..., Value]
    budgeted: bool = False

    def bind(self, args: Sequence[Value], by_name: Mapping[str, Value]) -> list[Value] | None:
        """The arguments in order, or None when they do not fit."""
        arguments = self._by_name(by_name) if by_name else self._by_position(args)
        if arguments is None:
            return None
        bound: list[Value] = []
        for parameter, value in zip(self.parameters, arguments, strict=True):
            if value is _MISSING:
                bound.append(None)
                continue
            argument = parameter.take(value)
            if argument is _MISSING:
                return None
            bound.append(argument)
        return bound

    def _by_name(self, by_name: Mapping[str, Value]) -> list[Value] | None:
        if by_name.keys() - {parameter.name for parameter in self.parameters}:
            return None
        arguments = [by_name.get(parameter.name, _MISSING) for parameter in self.parameters]
        return arguments if self._enough(arguments) else None

    def _by_position(self, args: Sequence[Value]) -> Sequence[Value] | None:
        count = len(self.parameters)
        if self.parameters and self.parameters[-1].rest:
            if len(args) < count:
                return None
            return [*args[: count - 1], list(args[count - 1 :])]
        if len(args) >= count:
            return args if len(args) == count else None
        arguments = [*args, *[_MISSING] * (count - len(args))]
        return arguments if self._enough(arguments) else None

    def _enough(self, arguments: Sequence[Value]) -> bool:
        return all(
            value is not _MISSING or parameter.optional
            for parameter, value in zip(self.parameters, arguments, strict=True)
        )


class Shelf:
    """The functions one file of the library describes."""

    def __init__(self) -> None:
        self.signatures: dict[str, list[Signature]] = {}

    def add(self, name: str, spelled: str, *, budgeted: bool = False) -> Callable[[Body], Body]:
        """Puts a Python function on the shelf under its FEEL name and parameters.

        One that may be long at work is *budgeted*: it is given the budget before its arguments.
        """

        def put(body: Body) -> Body:
            signature = Signature(_parameters(spelled), body, budgeted)
            self.signatures.setdefault(name, []).append(signature)
            return body

        return put


def _parameters(spelled: str) -> tuple[Parameter, ...]:
    return tuple(_parameter(part.strip()) for part in spelled.split(",") if part.strip())


def _parameter(part: str) -> Parameter:
    name, _, kinds = part.partition(":")
    optional = kinds.endswith("?")
    alternatives = frozenset(alternative.strip() for alternative in kinds.rstrip("?").split("|"))
    return Parameter(name.strip("* "), alternatives, optional, name.startswith("*"))


def function(name: str, signatures: Sequence[Signature]) -> Function:
    """The value an expression calls: the first signature that fits answers, else null."""

    def call(budget: Budget, args: Sequence[Value], by_name: Mapping[str, Value]) -> Value:
        for signature in signatures:
            bound = signature.bind(args, by_name)
            if bound is not None:
                arguments = (budget, *bound) if signature.budgeted else bound
                return signature.body(*arguments)
        return None

    longest = max(signatures, key=lambda signature: len(signature.parameters))
    return Function(name, tuple(parameter.name for parameter in longest.parameters), call)
