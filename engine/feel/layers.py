"""Names over names: what is laid on top is seen first, and nothing beneath is copied."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any


class Layers(ChainMap[str, Any]):
    """Facts over facts, so that facts nobody looks at need not be read."""

    def __init__(self, *layers: Mapping[str, Any]) -> None:
        super().__init__(*layers)  # type: ignore[arg-type]  # only the top is ever written to

    def get(self, key: str, default: Any = None) -> Any:
        """The value seen under *key*, or *default* when no layer holds one."""
        for layer in self.maps:
            if key in layer:
                return layer[key]
        return default

    def __getitem__(self, key: str) -> Any:
        for layer in self.maps:
            if key in layer:
                return layer[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        for layer in self.maps:  # noqa: SIM110 - every step asks this dozens of times
            if key in layer:
                return True
        return False

    def __or__(self, other: Mapping[str, Any]) -> "Layers":  # type: ignore[override]
        return Layers(other, *self.maps)
