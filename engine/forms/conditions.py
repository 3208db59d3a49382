"""FEEL as forms use it: what a source reads and what it gives over some facts."""

from collections.abc import Mapping
from typing import Any

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError


def names_in(source: str) -> frozenset[str]:
    """The facts a FEEL source looks at."""
    names: frozenset[str] = compile_expression(source).names
    return names


def can_name(key: str) -> bool:
    """Whether an expression that says *key* means the fact, not a word of FEEL such as `true`."""
    found: bool = value_of(key, {key: "the fact"}) == "the fact"
    return found


def value_of(source: str, context: Mapping[str, Any]) -> Any:
    """What a FEEL source gives; null when it cannot be worked out."""
    try:
        return compile_expression(source)(context)
    except FeelError:
        return None


def holds(source: str, context: Mapping[str, Any]) -> bool:
    """Whether a FEEL source is true, not merely something."""
    return value_of(source, context) is True


def fault_in(source: str) -> str | None:
    """Why a FEEL source cannot be read, or None."""
    try:
        compile_expression(source)
    except FeelError as fault:
        return str(fault)
    return None
