"""Which facts a definition can look at, so that a step need not fetch the others. Pure."""

from engine.execution.loaded import Loaded


def looked_at(loaded: Loaded) -> frozenset[str]:
    """The facts that its conditions, timers, properties and decision tables name."""
    names: set[str] = set()
    for expression in loaded.expressions.values():
        names |= expression.names | expression.possible_names
    for name, tables in loaded.decisions.items():
        names |= tables.needs(name)
    return frozenset(names)
