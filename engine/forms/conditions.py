"""FEEL as forms use it: what a source reads and what it gives over some facts."""

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts, Value


def names_in(source: str) -> frozenset[str]:
    """The facts a FEEL source looks at."""
    return compile_expression(source).names


def can_name(key: str) -> bool:
    """Whether an expression that says *key* means the fact, not a word of FEEL such as `true`."""
    return value_of(key, {key: "the fact"}) == "the fact"


def value_of(source: str, context: Facts) -> Value:
    """What a FEEL source gives; null when it cannot be worked out."""
    try:
        return compile_expression(source)(context)
    except FeelError:
        return None


def holds(source: str, context: Facts) -> bool:
    """Whether a FEEL source is true, not merely something."""
    return value_of(source, context) is True


def fault_in(source: str) -> str | None:
    """Why a FEEL source cannot be read, or None."""
    try:
        compile_expression(source)
    except FeelError as fault:
        return str(fault)
    return None
