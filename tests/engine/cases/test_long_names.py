"""No fact has a longer name than a record holds: refused when drawn, and when decided."""

import pytest

from engine.cases import runtime
from engine.errors import DiagramFailed, DiagramRefused
from engine.execution.load import load
from engine.execution.run import Run
from tests.support.drawing import Drawing, said
from tests.support.playing import MORNING

LONG = "x" * 101


def test_a_step_that_keeps_a_fact_of_too_long_a_name_is_refused() -> None:
    drawn = Drawing().start().user("ask", said(**{f"set__{LONG}": "1"})).end()
    with pytest.raises(DiagramRefused, match="whose name is longer than 100"):
        load(drawn.chain("start", "ask", "end").files(), "p")


def test_a_table_that_finds_a_fact_of_too_long_a_name_stops_the_step() -> None:
    loaded = load(Drawing().start().user("ask").end().chain("start", "ask", "end").files(), "p")
    run = Run(loaded, {}, MORNING)
    run.decided.append(("ask", "table", {LONG: 1}, ()))
    with pytest.raises(DiagramFailed, match="the name is too long"):
        runtime._check_keepable(run)
