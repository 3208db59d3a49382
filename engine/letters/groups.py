"""Facts as a template sees them: groups and rows that know their own dotted name.

A template can reach nothing else: no attribute of any Python object is ever looked up.
"""

from collections.abc import Mapping

from jinja2 import StrictUndefined

from engine.feel.values import Facts, Value


class Missing(StrictUndefined):
    """A fact the case does not hold; to print it is an error whose message is its name."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The dotted name of the fact."""
        return self._undefined_name or "?"

    @property
    def _undefined_message(self) -> str:
        return self._undefined_name or str(super()._undefined_message)


class Group:
    """Values under one name: `force`, `body`, or one row of a list."""

    __slots__ = ("_path", "_values")

    def __init__(self, path: str, values: Facts) -> None:
        self._path = path
        self._values = values

    def pick(self, key: str) -> object:
        """The value under *key*, or `Missing` with its full name."""
        path = f"{self._path}.{key}"
        value = self._values.get(key)
        return Missing(name=path) if value is None else grouped(path, value)


def grouped(path: str, value: Value) -> object:
    """A value with the groups inside it named; None is no value."""
    if isinstance(value, Mapping):
        return Group(path, value)
    if isinstance(value, list | tuple):
        return [grouped(f"{path}.{row}", item) for row, item in enumerate(value)]
    return value


def context(facts: Facts) -> dict[str, object]:
    """The facts ready for a template; a fact that is None is not there at all."""
    return {key: grouped(key, value) for key, value in facts.items() if value is not None}
