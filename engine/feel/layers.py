"""Names over names: what is laid on top is seen first, and nothing beneath is copied."""

from collections import ChainMap

from engine.feel.values import Facts, Value


class Layers(ChainMap[str, Value]):
    """Facts over facts, so that facts nobody looks at need not be read."""

    def __init__(self, *layers: Facts) -> None:
        super().__init__(*layers)  # type: ignore[arg-type]  # only the top is ever written to

    def get(self, key: str, default: Value = None) -> Value:
        """The value seen under *key*, or *default* when no layer holds one."""
        for layer in self.maps:
            if key in layer:
                return layer[key]
        return default

    def __getitem__(self, key: str) -> Value:
        for layer in self.maps:
            if key in layer:
                return layer[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        for layer in self.maps:  # noqa: SIM110 - every step asks this dozens of times
            if key in layer:
                return True
        return False

    def __or__(self, other: Facts) -> "Layers":  # type: ignore[override]
        return Layers(other, *self.maps)
