"""Names over names: what is laid on top is seen first, and nothing beneath is copied."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any, cast


class Layers(ChainMap[str, Any]):
    """Facts over facts, so that facts nobody looks at need not be read."""

    def __init__(self, *layers: Mapping[str, Any]) -> None:
        super().__init__(*(cast("dict[str, Any]", layer) for layer in layers))

    def __or__(self, other: Mapping[str, Any]) -> "Layers":  # type: ignore[override]
        return Layers(other, *self.maps)
