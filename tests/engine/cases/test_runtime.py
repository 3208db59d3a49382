"""A case begins, is taken on step by step, and ends; facts and bytes in, an outcome out."""

from datetime import UTC, date, datetime

import pytest

from engine.cases import runtime
from engine.errors import DiagramFailed, Stale
from engine.execution.load import load
from engine.execution.run import Run
from tests.support.drawing import Drawing, event, said, timer
from tests.support.playing import MORNING, Play


def line(*steps: str) -> Drawing:
    drawn = Drawing().start().end()
    for step in steps:
        drawn.user(step)
    return drawn.chain("start", *steps, "end")


def choice(default: str = "") -> Drawing:
    drawn = Drawing().start().user("ask").gate("exclusive", "route", default=default)
    drawn.end("yes").end("no").chain("start", "ask", "route")
    return drawn.flow("route", "yes", "amount > 10").flow(
        "route", "no", "" if default else "amount < 5", key="other"
    )


def test_a_case_goes_from_step_to_step_to_its_end() -> None:
    play = Play(line("a", "b").files())
    assert play.open == ["a"]
    play.do("a")
    assert play.open == ["b"]
    play.do("b")

    assert play.ended == "end"
    assert play.passed == ["start", "a", "b", "end"]


def test_the_same_state_facts_and_moment_give_the_same_bytes() -> None:
    play = Play(line("a", "b").files())
    uid = play.task("a").uid
    again = [
        runtime.complete(play.loaded, play.last.saved, uid, {"x": 1}, play.now) for _ in range(2)
    ]

    assert again[0] == again[1]


def test_a_second_answer_to_the_same_step_is_stale() -> None:
    play = Play(line("a", "b").files())
    uid = play.task("a").uid
    play.do("a")
    with pytest.raises(Stale, match="no longer open"):
        runtime.complete(play.loaded, play.last.saved, uid, {}, play.now)


@pytest.mark.parametrize("uid", ["", "0", "99", "-1", "x", "1.0", "٣", "9" * 40])
def test_an_unknown_step_is_stale(uid: str) -> None:
    play = Play(line("a").files())
    with pytest.raises(Stale):
        runtime.complete(play.loaded, play.last.saved, uid, {}, play.now)


def test_a_step_keeps_its_uid_while_others_are_done() -> None:
    drawn = Drawing().start().gate("parallel", "s").user("a").user("b").gate("parallel", "j").end()
    drawn.chain("start", "s", "a", "j", "end").chain("s", "b", "j")
    play = Play(drawn.files())
    uid = play.task("b").uid
    play.do("a")

    assert play.task("b").uid == uid
    assert runtime.look(play.loaded, play.last.saved, {}) == (play.last.open_tasks, ())


def test_a_gateway_takes_the_first_way_that_holds() -> None:
    play = Play(choice(default="other").files())
    play.do("ask", amount=11)
    assert play.ended == "yes"


def test_a_condition_that_is_null_does_not_hold() -> None:
    play = Play(choice(default="other").files())
    play.do("ask")
    assert play.ended == "no"


def test_a_gateway_without_a_way_on_names_itself_and_the_facts_it_looked_at() -> None:
    play = Play(choice().files())
    before = play.last.saved
    with pytest.raises(DiagramFailed, match=r"'route' \(route\) has no way on.*amount = 7"):
        play.do("ask", amount=7)
    assert play.last.saved == before


def test_a_loop_without_people_is_stopped_and_named() -> None:
    drawn = Drawing().start().user("a").gate("exclusive", "m").service("again")
    drawn.chain("start", "a", "m", "again", "m")
    play = Play(drawn.files())
    with pytest.raises(DiagramFailed, match=r"it goes round 'm', 'again'"):
        play.do("a")


def test_a_called_process_shares_the_facts_and_comes_back() -> None:
    called = Drawing("q").start("q1").user("inner").end("q2").chain("q1", "inner", "q2")
    drawn = Drawing().start().call("c", "q").user("after").end()
    play = Play(drawn.chain("start", "c", "after", "end").files(called))
    assert play.open == ["inner"]
    play.do("inner")

    assert play.open == ["after"]
    assert play.passed == ["start", "q1", "inner", "q2", "c"]


def test_one_process_may_be_called_from_two_places() -> None:
    called = Drawing("q").start("q1").user("inner").end("q2").chain("q1", "inner", "q2")
    drawn = Drawing().start().call("c", "q").call("d", "q").end()
    play = Play(drawn.chain("start", "c", "d", "end").files(called))
    first = play.task("inner").uid
    play.do("inner")
    assert play.task("inner").uid != first
    play.do("inner")
    assert play.ended == "end"


def test_a_sub_process_ends_when_nothing_is_open_in_it() -> None:
    inner = Drawing("s").start("s1").gate("parallel", "f").user("x").user("y").end("e1").end("e2")
    inner.chain("s1", "f", "x", "e1").chain("f", "y", "e2")
    drawn = Drawing().start().sub("s", inner).end().chain("start", "s", "end")
    play = Play(drawn.files())
    play.do("x")
    assert play.ended is None
    play.do("y")
    assert play.ended == "end"


def test_what_a_fork_opens_is_numbered_in_the_order_in_which_it_opens() -> None:
    inner = Drawing("s").start("s1").user("x").end("e1").chain("s1", "x", "e1")
    drawn = Drawing().start().gate("parallel", "f").sub("s", inner).user("z").end()
    play = Play(drawn.chain("start", "f", "s", "end").chain("f", "z", "end").files())
    assert [(task.element, task.uid) for task in play.last.open_tasks] == [("z", "5"), ("x", "6")]


def test_terminate_ends_everything_in_its_scope_and_only_there() -> None:
    inner = Drawing("s").start("s1").gate("parallel", "f").user("x").user("y").end("e1")
    inner.end("stop", event("terminate")).chain("s1", "f", "x", "e1").chain("f", "y", "stop")
    drawn = Drawing().start().gate("parallel", "g").sub("s", inner).user("z").gate("parallel", "j")
    drawn.end().chain("start", "g", "s", "j", "end").chain("g", "z", "j")
    play = Play(drawn.files())
    play.do("y")
    assert play.open == ["z"]
    play.do("z")
    assert play.ended == "end"


def test_terminate_at_the_top_ends_the_case() -> None:
    drawn = Drawing().start().gate("parallel", "f").user("x").user("y").end()
    drawn.end("stop", event("terminate")).chain("start", "f", "x", "end").chain("f", "y", "stop")
    play = Play(drawn.files())
    play.do("y")
    assert (play.ended, play.open) == ("stop", [])


def test_terminate_takes_what_was_about_to_pass_with_it() -> None:
    drawn = Drawing().start().gate("parallel", "f").end("stop", event("terminate")).service("s")
    drawn.user("u").chain("start", "f", "stop").chain("f", "s", "u")
    play = Play(drawn.files())
    assert (play.ended, play.passed) == ("stop", ["start", "f", "stop"])


def test_terminate_takes_sub_processes_and_what_waits_on_edges_with_it() -> None:
    inner = Drawing("s").start("s1").user("x").end("e1").chain("s1", "x", "e1")
    drawn = Drawing().start().gate("parallel", "f").sub("s", inner).user("y").user("z").end()
    drawn.boundary("b", "y", timer("Duration", "P1D")).end("stop", event("terminate"))
    drawn.chain("start", "f", "s", "end").chain("f", "y", "end").chain("f", "z", "stop")
    play = Play(drawn.chain("b", "end").files())
    assert play.open == ["x", "y", "z"]
    play.do("z")
    assert (play.ended, play.open, play.last.timers) == ("stop", [], ())
    assert runtime.look(play.loaded, play.last.saved, {}) == ((), ())


def test_a_send_task_may_only_write_a_letter() -> None:
    drawn = Drawing().start().node("sendTask", "s", said(letter__template="L01")).user("b")
    play = Play(drawn.chain("start", "s", "b").files())
    assert [due.rule.code for due in play.last.letters] == ["L01"]


def test_an_automatic_step_keeps_facts_writes_letters_and_sends_messages() -> None:
    letters = said(
        set__approved_on="today", letter__template="L01, L02", letter__L02__when="false", about="a"
    )
    drawn = Drawing().start().service("notify", letters).user("b").end()
    play = Play(drawn.chain("start", "notify", "b", "end").files(), today="2011-08-15")

    assert play.facts["approved_on"] == "2011-08-15"
    assert [(d.element, d.rule.code) for d in play.last.letters] == [("notify", "L01")]
    assert [(m.element, m.topic, m.about) for m in play.last.messages] == [
        ("notify", "reminder", "a")
    ]


def test_a_step_names_the_organisation_that_must_do_it() -> None:
    drawn = Drawing().start().user("a", said(organisation="force_id")).end()
    play = Play(drawn.chain("start", "a", "end").files(), force_id="kent")
    assert play.task("a").organisation == "kent"


@pytest.mark.parametrize(
    ("said_of_it", "due"),
    [
        ("5 working days", datetime(2011, 8, 22, 9, tzinfo=UTC)),
        ("closes_on", datetime(2012, 1, 10, 23, 59, 59, tzinfo=UTC)),
        ("missing", None),
        ("", None),
    ],
)
def test_a_step_is_due_when_its_diagram_says(said_of_it: str, due: datetime | None) -> None:
    drawn = Drawing().start().user("a", camunda_dueDate=said_of_it).end()
    play = Play(drawn.chain("start", "a", "end").files(), closes_on=date(2012, 1, 10))
    assert play.loaded.due_by("a", play.facts, play.now) == due


ENDLESS = "count(for i in 1..100000, j in 1..100000 return 1)"


def test_an_expression_that_costs_too_much_names_its_step() -> None:
    drawn = Drawing().start().user("a", said(organisation=ENDLESS), camunda_dueDate=ENDLESS).end()
    drawn.chain("start", "a", "end")
    with pytest.raises(DiagramFailed, match="'a' cannot work out"):
        Play(drawn.files())
    with pytest.raises(DiagramFailed, match="'a' cannot work out when it is due"):
        load(drawn.files(), "p").due_by("a", {}, MORNING)


def test_a_gateway_that_leads_nowhere_ends_the_way() -> None:
    drawn = Drawing().start().gate("exclusive", "g").chain("start", "g")
    assert Play(drawn.files()).ended == "g"


def test_sub_processes_may_not_be_nested_without_end() -> None:
    drawn = Drawing("s31").start("t31").user("x").chain("t31", "x")
    for number in range(30, -1, -1):
        drawn = Drawing(f"s{number}").start(f"t{number}").sub(f"s{number + 1}", drawn)
        drawn.flow(f"t{number}", f"s{number + 1}")
    with pytest.raises(DiagramFailed, match="more than 30 deep"):
        Play(drawn.files(), "s0")


def test_no_code_reaches_the_workflow_library() -> None:
    run = Run(load(line("a").files(), "p"), {}, MORNING)
    for method in (run.evaluate, run.execute):
        with pytest.raises(DiagramFailed, match="no code in a diagram is run"):
            method(None, "1")


def test_all_the_expressions_of_one_run_share_what_they_may_ask_for() -> None:
    heavy = "count(for i in 1..19000 return i * i)"
    names = [f"s{number}" for number in range(40)]
    drawn = Drawing().start().user("ask").end()
    for name in names:
        drawn.service(name, said(set__n=heavy))
    play = Play(drawn.chain("start", "ask", *names, "end").files())
    with pytest.raises(DiagramFailed, match="does too much work"):
        play.do("ask")
    few = Drawing().start().user("ask").service("s0", said(set__n=heavy)).end()
    play = Play(few.chain("start", "ask", "s0", "end").files())
    play.do("ask")
    assert play.ended == "end"
