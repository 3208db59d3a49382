"""Facts that are fetched and read only when somebody looks at them. Pure: the fetching is given.

A step looks at a handful of a case's facts; fetching and reading hundreds costs more than the step.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from engine.cases.rows import CurrentFact
from engine.cases.values import from_json
from engine.errors import RESTORE, CaseDamaged

BLANK = "null"  # asked and left blank, so that no earlier answer lives on

Keys = frozenset[str]
Fetch = Callable[[Keys | None], Sequence[CurrentFact]]  # the rows of some keys, or of all

_DAMAGED = (ValueError, TypeError, ArithmeticError, AttributeError)


class Unread(Mapping[str, object]):
    """The facts in rows: those *at_hand* are fetched together, the others once one is missed."""

    __slots__ = ("_fetch", "_read", "_rows", "_texts", "at_hand")

    def __init__(self, fetch: Fetch, at_hand: Keys | None = None) -> None:
        self._fetch = fetch
        self.at_hand = at_hand  # None: all
        self._read: dict[str, object] = {}
        self._take_rows(fetch(at_hand))

    def rows(self, keys: Keys) -> Sequence[CurrentFact]:
        """The rows in which those keys stand, among others."""
        if self.at_hand is not None and not keys <= self.at_hand:
            self._read_all()
        return self._rows

    def _take_rows(self, rows: Sequence[CurrentFact]) -> None:
        self._rows = rows
        self._texts: dict[str, str | list[str]] = {}
        for _, key, item, text in rows:
            if text == BLANK:
                continue
            if item is None:
                self._texts[key] = text
            else:
                self._texts_of_list(key).append(text)

    def _texts_of_list(self, key: str) -> list[str]:
        texts = self._texts.get(key)
        if not isinstance(texts, list):
            self._texts[key] = texts = []
        return texts

    def _read_all(self) -> None:
        if self.at_hand is not None:
            self.at_hand = None
            self._take_rows(self._fetch(None))

    def __getitem__(self, key: str) -> object:
        if key not in self._read:
            if key not in self:
                raise KeyError(key)
            self._read[key] = _value_in(key, self._texts[key])
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        if self.at_hand is not None and key not in self.at_hand:
            self._read_all()
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return iter(self._texts)

    def __len__(self) -> int:
        self._read_all()
        return len(self._texts)


def _value_in(key: str, text: str | list[str]) -> object:
    try:
        return from_json(text) if isinstance(text, str) else [from_json(member) for member in text]
    except _DAMAGED as problem:
        raise CaseDamaged(f"the fact '{key}' of this case is damaged: {RESTORE}") from problem
