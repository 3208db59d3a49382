"""SpiffWorkflow is as we count on it; when it is not, this says what to read again."""

from importlib.metadata import version
from pathlib import Path

import pytest

from engine.execution import spiff
from tests.engine.execution import contract

PINNED = "3.2.0"
# Found by running `broken` on the packages of these releases, which no test can fetch.
BROKEN_ON = {
    "3.1.2": (
        "bpmn.util.event:EventManager.add_task",
        "bpmn.util.event:EventManager.remove_task",
        "bpmn.util.event:EventManager.catch",
        "bpmn.workflow:BpmnWorkflow._task_removed_notify",
        "bpmn.util.subworkflow:BpmnSubWorkflow._task_removed_notify",
        "workflow event_manager",
    ),
    "3.0.0": (
        "bpmn.util.event:EventManager.add_task",
        "bpmn.util.event:EventManager.remove_task",
        "bpmn.util.event:EventManager.catch",
        "bpmn.workflow:BpmnWorkflow._task_removed_notify",
        "bpmn.workflow:BpmnWorkflow._mark_complete",
        "bpmn.util.subworkflow:BpmnSubWorkflow._calculate_depth",
        "bpmn.util.subworkflow:BpmnSubWorkflow._task_removed_notify",
        "bpmn.util.subworkflow:BpmnSubWorkflow._mark_complete",
        "workflow completed",
        "workflow event_manager",
    ),
}


def test_the_installed_release_is_the_one_that_was_read() -> None:
    assert version("SpiffWorkflow") == PINNED


def test_everything_we_count_on_is_there_with_its_parameters() -> None:
    assert contract.broken() == []


def test_whatever_we_override_stands_in_the_contract() -> None:
    room = Path(spiff.__file__).parent
    modules = [f"engine.execution.{path.stem}" for path in room.glob("*.py")]

    assert contract.undeclared(modules) == []


def test_no_body_that_ours_rely_on_has_changed() -> None:
    assert contract.changed() == [], "re-read these, and what of ours rests on them"


@pytest.mark.parametrize("release", BROKEN_ON)
def test_the_contract_looks_at_what_an_earlier_release_lacks(release: str) -> None:
    looked_at = {f"{place}.{name}" for place, name, _ in contract.methods()}
    looked_at |= {
        f"{kind} {name}" for kind, names in contract.FRESH.items() for name in names.split()
    }

    assert set(BROKEN_ON[release]) <= looked_at


def test_a_method_that_is_gone_or_takes_something_else_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = contract.found("task:Task")
    monkeypatch.delattr(task, "complete")
    monkeypatch.setattr(task, "run", task.has_state)

    assert contract.broken() == [
        "task:Task.run takes (state), and we count on ()",
        "task:Task.complete is gone",
    ]


def test_a_member_or_an_attribute_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(contract.MEMBERS, "task:Task", "state colour")
    monkeypatch.setitem(contract.FRESH, "process", "name weather")

    assert contract.broken() == ["task:Task.colour is gone", "a new process has no weather"]


def test_an_override_that_nobody_wrote_down_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "METHODS", contract.METHODS.replace("_calculate_depth()", ""))

    assert contract.undeclared(["engine.execution.spiff"]) == ["SubWorkflow._calculate_depth"]


def test_a_body_that_has_changed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    task = contract.found("task:Task")
    monkeypatch.setattr(task, "run", task.cancel)

    assert contract.changed() == ["task:Task.run"]
