"""Diagrams that can get stuck, double, circle or never end are found, with the way there."""

from collections.abc import Callable

import pytest

from engine.analysis.drawing import Drawing
from engine.analysis.soundness import Verdict, explore, onward
from engine.bpmn.elements import Flow, Model

Sketch = Callable[[str], Model]

SOUND = {
    "a line": "start > a > b > end",
    "a choice": "start > xor1 > a > xor2 > end\nxor1 > b > xor2",
    "a fork and its join": "start > par1 > a > par2 > end\npar1 > b > par2",
    "a loop with a way out": "start > a > xor1 > end\nxor1 > a",
    "reviews in a loop": """start > xor1 > par1 > a > par2 > xor2 > end
        par1 > b > par2
        xor2 > xor1""",
    "an inclusive fork and join": "start > inc1 > a > inc2 > end\ninc1 > b > inc2",
    "an inclusive join after a choice": "start > xor1 > a > inc2 > end\nxor1 > b > inc2",
    "an inclusive join past a loop": """start > inc1 > a > xor2 > inc2 > end
        xor2 > a
        inc1 > b > inc2""",
    "a time limit": "start > a > xor1 > end\na ! edge1 > b > xor1",
    "a reminder": "start > a > end\na ~ edge1 > auto1 > end2",
    "the first event": "start > first > catch1 > end\nfirst > catch2 > end2",
    "two ways of starting": "start > xor1 > a > end\nstart2 > xor1",
    "a stop that ends everything": "start > par1 > a > stop\npar1 > b > end",
    "an error that ends its part": """start > par1 > a > xor1 > fail
        xor1 > par2 > end
        par1 > b > par2""",
    "both branches to one end": "start > par1 > xor1 > end\npar1 > xor1",
    "a message thrown": "start > a > throw > end",
    "an inclusive gateway that only passes on": "start > inc1 > a > end",
    "an inclusive join past a time limit": """start > inc1 > a > inc2 > end
        inc1 > b > inc2
        a ! edge1 > c > inc2""",
    "an inclusive join that forks again": """start > inc1 > a > inc2 > c > inc3 > end
        inc1 > b > inc2 > d > inc3""",
}

UNSOUND = {
    "a choice into a parallel join": (
        "start > xor1 > a > par1 > end\nxor1 > b > par1",
        ("stuck", ("par1",)),
    ),
    "a loop straight back into a parallel join": (
        "start > par1 > a > xor1 > end\nxor1 > par1",
        ("stuck", ("par1",)),
    ),
    "a fork into a choice": (
        "start > par1 > a > xor2 > c > end\npar1 > b > xor2",
        ("doubled", ("c",)),
    ),
    "a fork that merges before a step": (
        "start > a > par1 > xor1 > b > end\npar1 > xor1",
        ("doubled", ("b",)),
    ),
    "a loop that no end leaves": ("start > a > xor1 > b > a\nxor1 > a", ("endless", ("a",))),
    "a circle without a step": ("start > a > xor1 > throw > xor1", ("circling", ("throw",))),
    "a choice that only circles": (
        "start > xor1 > xor2 > xor1\nxor1 > xor2",
        ("endless", ("xor1",)),
    ),
    "a fork inside a loop": ("start > a > par1 > end\npar1 > a", ("endless", ("a",))),
    "two ways at once to one join input": (
        "start > par1 > a > xor1 > par2 > end\npar1 > b > xor1\npar1 > c > par2",
        ("doubled", ("par2",)),
    ),
}


def judge(model: Model, limit: int = 50_000) -> Verdict:
    return explore(Drawing(model), "p", limit)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_diagram_raises_no_alarm(sketch: Sketch, name: str) -> None:
    verdict = judge(sketch(SOUND[name]))

    assert verdict.decided
    assert verdict.troubles == ()


@pytest.mark.parametrize("name", UNSOUND)
def test_an_unsound_diagram_is_found(sketch: Sketch, name: str) -> None:
    text, expected = UNSOUND[name]

    verdict = judge(sketch(text))

    assert expected in [(t.kind, t.nodes) for t in verdict.troubles]


def test_the_way_into_a_dead_end_can_be_read(sketch: Sketch) -> None:
    verdict = judge(sketch("start > ask > xor1 > a > par1 > end\nxor1 > b > par1"))

    assert verdict.troubles[0].trace == ("ask is done", "xor1: a", "a is done")


def test_the_way_leaves_out_joins_that_just_open(sketch: Sketch) -> None:
    verdict = judge(
        sketch("""start > par1 > a > par2 > xor1 > c > par3 > end
            par1 > b > par2
            xor1 > d > par3""")
    )

    assert verdict.troubles[0].trace == ("a is done", "b is done", "xor1: c", "c is done")


def test_a_gateway_that_only_a_stuck_case_would_reach_is_not_called_idle(sketch: Sketch) -> None:
    verdict = judge(sketch("start > xor1 > a > par1 > b > end\nxor1 > c > par1"))

    assert {trouble.kind for trouble in verdict.troubles} == {"stuck"}


def test_a_step_behind_an_event_that_no_gateway_waits_for_is_idle(sketch: Sketch) -> None:
    verdict = judge(sketch("start > a > end\nend > b > end2"))

    assert [(t.kind, t.nodes) for t in verdict.troubles] == [("idle", ("b",))]


def test_a_loose_flow_out_of_a_gateway_is_passed_over(sketch: Sketch) -> None:
    model = sketch("start > first > catch1 > end")
    loose = {**model.flows, "f9": Flow("f9", "first", "nowhere", "p")}

    assert judge(Model(model.processes, model.nodes, loose)).troubles == ()


def test_steps_that_can_be_open_together_are_told(sketch: Sketch) -> None:
    verdict = judge(sketch("start > par1 > a > par2 > end\npar1 > b > c > par2"))

    assert verdict.together == {"a": frozenset("bc"), "b": frozenset("a"), "c": frozenset("a")}


def test_a_large_game_is_not_decided(sketch: Sketch) -> None:
    branches = "\n".join(f"par1 > a{n} > b{n} > par2" for n in range(12))

    verdict = judge(sketch(f"start > par1\n{branches}\npar2 > end"), limit=2_000)

    assert not verdict.decided
    assert verdict.states >= 2_000


def test_an_inclusive_gateway_of_many_ways_is_not_decided(sketch: Sketch) -> None:
    branches = "\n".join(f"inc1 > a{n} > inc2" for n in range(7))

    verdict = judge(sketch(f"start > inc1\n{branches}\ninc2 > end"))

    assert not verdict.decided
    assert verdict.troubles == ()


FORK = "start > par1 > a > par2 > end\npar1 > b > par2"
REMINDER = "start > a > end\na ~ edge1 > b > end2"
LINE = "start > a > b > end"


@pytest.mark.parametrize(
    ("text", "standing", "expected"),
    [
        (FORK, ["a", "b"], None),
        (FORK, ["a", "f6"], None),
        (FORK, ["a"], ("stuck", ("par2",), ("a is done",))),
        (REMINDER, ["a", "b"], None),
        (LINE, ["a", "b"], ("doubled", ("b",), ("a is done",))),
        ("start > a > xor1 > b > a\nxor1 > a", ["b"], ("endless", ("b",), ())),
    ],
)
def test_a_case_is_played_on_from_where_it_stands(
    sketch: Sketch, text: str, standing: list[str], expected: tuple[object, ...] | None
) -> None:
    verdict = onward(Drawing(sketch(text)), "p", standing)

    assert verdict.decided
    assert [(t.kind, t.nodes, t.trace) for t in verdict.troubles] == (
        [expected] if expected else []
    )
