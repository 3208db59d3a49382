"""Whom a message can reach: the step that it is about waits for somebody when it is sent."""

from dataclasses import replace

import pytest

from engine.analysis.definition import Definition
from engine.analysis.setting import Setting
from engine.bpmn.elements import Model, Several
from engine.lint.rules.about_open import faults
from tests.lint.conftest import Sketch

SETTING = Setting(topics={"reminder"})


def about(model: Model, step: str | None) -> Model:
    """The same diagram, whose automatic step is a reminder about *step*."""
    said = {"about": step} if step else {}
    node = replace(model.nodes["auto"], topic="reminder", properties=said)
    return replace(model, nodes={**model.nodes, "auto": node})


REACHING = {
    "on the edge of the step": "start > a > end \n a ~ edge > auto > end2",
    "on the edge, and a while later": "start > a > end \n a ~ edge > catch > auto > end2",
    "on the edge of a step in a branch beside": (
        "start > par1 > a > par2 > end \n par1 > b > par2 \n b ! edge > auto > par2"
    ),
    "in a branch beside": "start > par1 > a > par2 > end \n par1 > b > auto > par2",
    "before the step comes": "start > auto > a > end",
    "before a choice of the step": "start > auto > xor > a > end \n xor > end",
    "beside its opening": "start > par1 > auto > par2 > end \n par1 > a > par2",
    "where ways meet": "start > xor1 > xor2 > auto > a > end \n xor1 > xor2",
    "going round": "start > xor1 > a > auto > xor2 > end \n xor2 > xor1",
}
NOT_REACHING = {
    "after the step": "start > a > auto > end",
    "long before the step": "start > auto > b > a > end",
    "after the step was cut short": "start > a > end \n a ! edge > auto > end2",
    "in the other way of a choice": "start > xor1 > a > end \n xor1 > b > auto > end2",
}


@pytest.mark.parametrize("diagram", REACHING.values(), ids=REACHING)
def test_a_message_reaches_who_has_the_step(sketch: Sketch, diagram: str) -> None:
    assert list(faults(Definition({}, about(sketch(diagram), "a"), SETTING))) == []


@pytest.mark.parametrize("diagram", NOT_REACHING.values(), ids=NOT_REACHING)
def test_a_message_that_reaches_nobody_is_told(sketch: Sketch, diagram: str) -> None:
    (fault,) = faults(Definition({}, about(sketch(diagram), "a"), SETTING))

    assert "is about the user task a, which is never open when it is sent" in fault.sentence


def test_a_message_about_nothing_is_told(sketch: Sketch) -> None:
    (fault,) = faults(Definition({}, about(sketch("start > auto > a > end"), None), SETTING))

    assert "does not say which step it is about" in fault.sentence


def test_a_step_that_is_not_drawn_is_another_rules_business(sketch: Sketch) -> None:
    assert list(faults(Definition({}, about(sketch("start > auto > end"), "gone"), SETTING))) == []


def test_topics_that_nobody_told_are_not_judged(sketch: Sketch) -> None:
    model = about(sketch("start > a > auto > end"), "a")

    assert list(faults(Definition({}, model, Setting()))) == []
    assert list(faults(Definition({}, model, Setting(topics={"mail"})))) == []


def test_a_step_elsewhere_is_not_judged(sketch: Sketch) -> None:
    model = about(sketch("start > a > auto > end"), "far")
    far = replace(model.nodes["a"], id="far", process="q", scope="q")

    assert (
        list(faults(Definition({}, replace(model, nodes={**model.nodes, "far": far}), SETTING)))
        == []
    )


@pytest.mark.parametrize(("host", "told"), [("inner", 0), ("a", 0), ("b", 1)])
def test_a_step_inside_another_is_compared_where_they_meet(
    sketch: Sketch, host: str, told: int
) -> None:
    """`inner` stands in the sub-process `a`; the reminder on an edge of the diagram around it."""
    drawn = sketch(
        f"start > b > a > end \n {'a' if host == 'inner' else host} ~ edge > auto > end2"
    )
    model = about(drawn, "inner")
    inside = replace(model.nodes["b"], id="inner", scope="a")
    nodes = {**model.nodes, "a": replace(model.nodes["a"], kind="subProcess"), "inner": inside}

    assert len(list(faults(Definition({}, replace(model, nodes=nodes), SETTING)))) == told


def test_instances_at_once_are_open_beside_each_other(sketch: Sketch) -> None:
    """`auto` and the step it is about stand in a sub-process, after one another."""
    drawn = sketch("start > a > end \n inner > auto")
    model = about(drawn, "inner")
    nodes = {
        "a": replace(model.nodes["a"], kind="subProcess", several=Several("people", "person")),
        "inner": replace(model.nodes["inner"], scope="a"),
        "auto": replace(model.nodes["auto"], scope="a"),
    }

    assert (
        list(faults(Definition({}, replace(model, nodes={**model.nodes, **nodes}), SETTING))) == []
    )
