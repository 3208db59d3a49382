"""Facts as the texts they are kept in: each is read only when somebody looks at it. Pure.

A step looks at a handful of a case's facts; reading hundreds costs more than the step.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.cases.values import from_json
from engine.errors import RESTORE, CaseDamaged

_DAMAGED = (ValueError, TypeError, ArithmeticError, AttributeError)


class Unread(Mapping[str, Any]):
    """A mapping over the JSON texts of facts; a list of texts is a fact that is a list."""

    __slots__ = ("_read", "_texts")

    def __init__(self, texts: Mapping[str, str | list[str]]) -> None:
        self._texts = texts
        self._read: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._read:
            self._read[key] = _whole(key, self._texts[key])
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _whole(key: str, text: str | list[str]) -> Any:
    try:
        return from_json(text) if isinstance(text, str) else [from_json(one) for one in text]
    except _DAMAGED as problem:
        raise CaseDamaged(f"the fact '{key}' of this case is damaged: {RESTORE}") from problem
