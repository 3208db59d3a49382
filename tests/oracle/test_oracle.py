"""Random diagrams, every step saved and loaded, against what their blocks mean."""

import pytest

from engine.execution.events import Catching, Guard, Listener
from engine.execution.gateways import InclusiveGateway, ParallelGateway
from engine.execution.steps import Step
from tests.support.oracle import difference

JOINS = ["step", "seq", "parallel", "inclusive", "loop"]
EDGES = ["step", "seq", "parallel", "deadline", "reminder", "error", "several_sub"]
HASTY = ["step", "seq", "parallel", "loop", "hasty"]
EVENTS = ["step", "parallel", "loop", "several_sub", "call", "handled", "handled", "told", "told"]


@pytest.mark.parametrize("seed", range(150))
def test_the_engine_does_what_the_diagram_means(seed: int) -> None:
    assert difference(seed) is None


@pytest.mark.parametrize("seed", range(1000, 1030))
def test_joins_in_loops_are_right(seed: int) -> None:
    assert difference(seed, JOINS) is None


@pytest.mark.parametrize("seed", range(2000, 2030))
def test_what_stands_on_edges_is_right(seed: int) -> None:
    assert difference(seed, EDGES) is None


@pytest.mark.parametrize("seed", range(3000, 3030))
def test_nothing_automatic_is_passed_once_an_error_or_a_terminate_event_has_ended_it(
    seed: int,
) -> None:
    assert difference(seed, HASTY) is None


@pytest.mark.parametrize("seed", range(4000, 4060))
def test_what_events_begin_is_right(seed: int) -> None:
    assert difference(seed, EVENTS) is None


@pytest.mark.parametrize(
    ("spec", "method", "instead"),
    [
        (ParallelGateway, "reached", lambda *_: True),
        (InclusiveGateway, "_must_await", lambda *_: False),
        (Guard, "left", lambda *_: None),
        (Catching, "queue", Step.queue),
        (Listener, "passed", lambda *_: None),
    ],
)
def test_the_oracle_notices_an_engine_that_is_wrong(
    spec: type, method: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spec, method, instead)

    assert any(_differs(seed) for seed in range(120))


def _differs(seed: int) -> bool:
    try:
        return difference(seed) is not None
    except Exception:  # noqa: BLE001 - a broken engine may fail in any way
        return True
