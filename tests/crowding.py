"""A gate through which nobody gets, for tests of what becomes of those who come."""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.people.gate import Gate


@contextmanager
def crowded(gate: Gate) -> Iterator[None]:
    """While all the places of a gate are taken."""
    assert all(gate.enter() for _ in range(gate.places))
    try:
        yield
    finally:
        for _ in range(gate.places):
            gate.leave()
