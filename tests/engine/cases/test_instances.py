"""Multi-instance: a step for each item, all at once or one after the other."""

from decimal import Decimal

import pytest

from engine.errors import DiagramFailed
from tests.support.drawing import Drawing, each, timer, times
from tests.support.playing import Play

MEMBERS = ["home_office", "fcdo", "mod"]


def views(loop: str) -> Drawing:
    drawn = Drawing().start().user("view", loop).user("after").end()
    return drawn.chain("start", "view", "after", "end")


def test_all_members_are_asked_at_once() -> None:
    play = Play(views(each("members", "member")).files(), members=MEMBERS)
    assert [t.item for t in play.last.open_tasks] == MEMBERS
    for member in reversed(MEMBERS):
        assert play.open[0] != "after"
        play.do("view", item=member)
    assert play.open == ["after"]
    assert play.passed == ["start", "view"]


def test_members_are_asked_one_after_the_other() -> None:
    play = Play(views(each("members", "member", sequential=True)).files(), members=MEMBERS)
    for member in MEMBERS:
        assert [t.item for t in play.last.open_tasks] == [member]
        play.do("view")
    assert play.open == ["after"]


def test_enough_answers_end_the_step() -> None:
    enough = each("members", "member", "nrOfCompletedInstances >= 2")
    play = Play(views(enough).files(), members=MEMBERS)
    play.do("view", item="mod")
    assert play.open == ["view", "view"]
    play.do("view", item="fcdo")
    assert play.open == ["after"]


def test_nobody_to_ask_means_going_on() -> None:
    assert Play(views(each("members", "member")).files(), members=[]).open == ["after"]


def test_a_number_of_times() -> None:
    play = Play(views(times("3")).files())
    assert [t.item for t in play.last.open_tasks] == [Decimal(1), Decimal(2), Decimal(3)]


@pytest.mark.parametrize("members", [None, "all", 3, list(range(1001))])
def test_what_is_no_list_is_an_error_that_names_the_step(members: object) -> None:
    with pytest.raises(DiagramFailed, match="'view' is to be done for each of 'members'"):
        Play(views(each("members", "member")).files(), members=members)


def test_a_deadline_closes_the_views_that_are_still_out() -> None:
    drawn = views(each("members", "member")).boundary("close", "view", timer("Duration", "P10D"))
    play = Play(drawn.flow("close", "after").files(), members=MEMBERS)
    play.do("view", item="mod")
    play.fire("close")
    assert (play.open, play.last.timers) == (["after"], ())


def test_a_sub_process_for_each_item_sees_its_own_item() -> None:
    inner = Drawing("s").start("s1").user("x").gate("exclusive", "g", default="d").user("extra")
    inner.end("s2").chain("s1", "x", "g").flow("g", "extra", 'member = "mod"')
    inner.flow("g", "s2", key="d").chain("extra", "s2")
    drawn = Drawing().start().sub("s", inner, each("members", "member")).end()
    play = Play(drawn.chain("start", "s", "end").files(), members=MEMBERS)
    assert [t.routing for t in play.last.open_tasks] == [{"member": m} for m in MEMBERS]
    for member in MEMBERS:
        play.do("x", item=member)
    assert [(t.element, t.item) for t in play.last.open_tasks] == [("extra", "mod")]
    play.do("extra")
    assert play.ended == "end"


def test_cancelling_closes_the_sub_processes_of_every_instance() -> None:
    inner = Drawing("s").start("s1").user("x").end("s2").chain("s1", "x", "s2")
    drawn = Drawing().start().sub("s", inner, each("members", "member")).end().end("late")
    drawn.boundary("b", "s", timer("Duration", "P1D")).chain("start", "s", "end").flow("b", "late")
    play = Play(drawn.files(), members=MEMBERS)
    play.fire("b")
    assert (play.open, play.ended) == ([], "late")


def test_a_step_that_would_open_too_many_others_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.execution.scopes.MOST_TOKENS", 100)
    with pytest.raises(DiagramFailed, match="one step has led to more than 100 others"):
        Play(views(times("101")).files())
