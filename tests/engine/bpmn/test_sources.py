"""A diagram may hold many expressions, but not more than can be read in reasonable time."""

import pytest

from engine.bpmn.elements import Node
from engine.bpmn.read import read
from engine.bpmn.sources import MOST_CHARACTERS, sources
from engine.errors import DiagramRefused
from tests.support.drawing import Drawing, each, said, timer


def drawn(length: int) -> dict[str, bytes]:
    kept = said(**{f"set__f{n}": "a" * 1_000 for n in range(length // 1_000)})
    return Drawing().start().service("x", kept).end().chain("start", "x", "end").files()


def test_expressions_that_are_too_long_together_are_refused() -> None:
    read(drawn(MOST_CHARACTERS))
    with pytest.raises(DiagramRefused, match="51,000 characters long together"):
        read(drawn(MOST_CHARACTERS + 1_000))


def test_every_expression_of_a_step_is_one_of_its_sources() -> None:
    inner = said(organisation="o", set__a="s", letter__L1__when="w", letter__template="L1")
    drawing = Drawing().user("x", inner + each("c", "i", "d"), camunda_dueDate="=u")
    drawing.boundary("b", "x", timer("Date", "t"))
    nodes: dict[str, Node] = dict(read(drawing.files()).nodes)

    assert set(sources(nodes["x"])) >= {"o", "s", "c", "d", "=u"}
    assert list(sources(nodes["b"])) == ["t"]
