"""Which processes call which, and which of them lead back to themselves."""

from collections.abc import Iterable, Mapping

from engine.bpmn.elements import Model


def calls_of(model: Model) -> Mapping[str, set[str]]:
    """Each process that calls others → the ids that it calls, whether they are drawn or not."""
    calls: dict[str, set[str]] = {}
    for node in model.nodes.values():
        if node.called:
            calls.setdefault(node.process, set()).add(node.called)
    return calls


def called_processes(calls: Mapping[str, Iterable[str]], first: Iterable[str]) -> set[str]:
    """The processes of *first*, and all that they call."""
    waiting, reached = list(first), set[str]()
    while waiting:
        process = waiting.pop()
        if process not in reached:
            reached.add(process)
            waiting += calls.get(process, ())
    return reached


def circular_processes(calls: Mapping[str, set[str]]) -> set[str]:
    """The processes that lead back to themselves, and those between two that do.

    Whatever nobody calls, and whatever calls nobody, is taken away until nothing more can be: with
    `a → b`, `b → c`, `c → b` and `c → d` first `a` and `d` go, and `b` and `c` are left.
    """
    remaining = set(calls)
    while True:
        called = set[str]().union(*(calls[process] for process in remaining))
        kept = {process for process in remaining & called if calls[process] & remaining}
        if kept == remaining:
            return kept
        remaining = kept
