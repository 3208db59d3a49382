"""Called processes, sub-processes and members that are open when their case is moved."""

import pytest

from tests.engine.cases.moving import line, move, reasons, started
from tests.support.drawing import Drawing, each, said
from tests.support.playing import Play


def called(*steps: str, key: str = "q") -> Drawing:
    first, last = f"{key}1", f"{key}2"
    drawing = Drawing(key).start(first).end(last)
    for step in steps:
        drawing.user(step)
    return drawing.chain(first, *steps, last)


def calling(key: str = "q", *after: str) -> Drawing:
    drawing = Drawing().start().call("c", key).end()
    for step in after:
        drawing.user(step)
    return drawing.chain("start", "c", *after, "end")


def test_a_case_inside_a_called_process_goes_on_in_the_new_one() -> None:
    play = Play(calling().files(called("u", "v")))
    play.do("u")
    move(play, calling("q", "y").files(called("v", "w")))
    for step in ("v", "w", "y"):
        play.do(step)
    assert play.ended == "end"


def test_a_call_under_way_may_not_call_another_process() -> None:
    play = Play(calling().files(called("u")))
    told = reasons(play, calling("r").files(called("u", key="r")))
    assert told == "'c' is under way, and the new version calls 'r' there, not 'q'"


def test_a_sub_process_under_way_that_is_gone_is_one_reason() -> None:
    old = Drawing().start().sub("s", called("u", key="s")).end().chain("start", "s", "end")
    assert reasons(Play(old.files()), line("x").files()).startswith("'s' is under way, and")


def test_a_deadlock_inside_a_called_process_is_found() -> None:
    def inside(*branches: str) -> Drawing:
        drawing = Drawing("q").start("q1").gate("parallel", "f").gate("parallel", "j").end("q2")
        for branch in branches:
            drawing.user(branch).chain("f", branch, "j")
        return drawing.flow("q1", "f").flow("j", "q2")

    play = Play(calling().files(inside("a", "b")))
    assert "'j' would wait" in reasons(play, calling().files(inside("a", "b", "x")))


def several(item: str = "member", **more: str) -> Drawing:
    inside = said(**more) + each("members", item)
    drawing = Drawing().start().user("a", inside, name=more.get("name", "")).user("b").end()
    return drawing.chain("start", "a", "b", "end")


def test_members_that_are_open_keep_their_items() -> None:
    play = started(several(collect="views"), members=["kent", "met"])
    play.do("a", item="kent")
    uid = play.task("a", "met").uid
    play.facts["members"] = ["essex"]
    move(play, several(collect="views", name="Say").files())

    assert [(task.uid, task.item) for task in play.last.open_tasks] == [(uid, "met")]
    play.do("a", item="met")
    assert play.open == ["b"]


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (line("a", "b"), "does it once only"),
        (several("force", collect="views"), "calls each item 'force', not 'member'"),
        (several(collect="opinions"), "gathers its answers under another name"),
    ],
)
def test_members_that_could_not_go_on_keep_the_case_where_it_is(new: Drawing, why: str) -> None:
    play = started(several(collect="views"), members=["kent", "met"])
    assert why in reasons(play, new.files())


def test_a_step_that_is_open_once_does_not_become_several() -> None:
    play = started(line("a", "b"), members=["kent"])
    assert "once for each of several" in reasons(play, several(collect="views").files())


def test_a_sub_process_for_each_of_several_keeps_what_is_open_in_it() -> None:
    def outer(*steps: str) -> Drawing:
        inner = called(*steps, key="s")
        return (
            Drawing().start().sub("s", inner, each("members", "m")).end().chain("start", "s", "end")
        )

    play = started(outer("u", "v"), members=["kent", "met"])
    play.do("u", item="kent")
    move(play, outer("u", "v", "w").files())
    for step, item in (("v", "kent"), ("u", "met"), ("v", "met"), ("w", "met"), ("w", "kent")):
        play.do(step, item=item)
    assert play.ended == "end"
