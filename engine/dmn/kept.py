"""The facts that a case keeps of what a decision gives."""

from engine.feel.values import Value


def facts_decided(value: Value, result: str | None, outputs: tuple[str, ...]) -> dict[str, Value]:
    """The facts that a decision's *value* is kept as: one named *result*, else its outputs."""
    if result:
        return {result: value}
    if len(outputs) == 1:
        return {outputs[0]: value}
    if isinstance(value, list):
        return {name: [row.get(name) for row in value] for name in outputs}
    return {name: value.get(name) if isinstance(value, dict) else None for name in outputs}
