"""A running case is moved to another version as it stands, or the reasons it cannot are told."""

import pytest

from engine.cases.migrate import Migrated, Reasons, migrate
from engine.execution.load import load
from tests.engine.cases.moving import fork, line, move, reasons, started
from tests.support.drawing import Drawing
from tests.support.oracle import difference
from tests.support.playing import Play


@pytest.mark.parametrize(
    ("steps", "rest"),
    [
        (["a", "b"], ["b"]),
        (["a", "x", "b"], ["b"]),
        (["a", "b", "y", "z"], ["b", "y", "z"]),
        (["b"], ["b"]),
        (["x", "b", "y"], ["b", "y"]),
    ],
)
def test_steps_before_and_after_an_open_one_may_come_and_go(
    steps: list[str], rest: list[str]
) -> None:
    play = started(line("a", "b", "c"), "a")
    uid = play.task("b").uid
    assert move(play, line(*steps).files()) == ()

    assert play.task("b").uid == uid
    for step in rest:
        play.do(step)
    assert play.ended == "end"


def test_another_label_changes_nothing_of_the_state() -> None:
    play = started(line("a", "b", "c"), "a")
    before = play.last.saved
    move(play, line("a", "b", "c", a="Ask", b="Bargain").files())
    assert play.last.saved == before


def test_an_open_step_that_is_gone_keeps_the_case_where_it_is() -> None:
    play = started(line("a", "b"), "a")
    assert reasons(play, line("a", "c").files()) == (
        "'b' is open, and the new version no longer has it: finish it first, or keep it in the "
        "new version"
    )


def test_every_obstacle_is_told_at_once() -> None:
    play = started(fork("a", "b", "c"), "c")
    new = Drawing().start().user("a").end().chain("start", "a", "end")
    told = reasons(play, new.files())
    assert "'b' is open" in told
    assert "'j' holds a branch that waits for the others" in told
    assert "'a'" not in told


def test_an_open_step_may_become_another_kind_of_work_for_people_only() -> None:
    manual = Drawing().start().node("manualTask", "a").end().chain("start", "a", "end")
    service = Drawing().start().service("a").end().chain("start", "a", "end")
    move(started(line("a")), manual.files())
    assert "makes it a service task" in reasons(started(line("a")), service.files())


def test_an_open_step_that_moves_into_a_sub_process_is_told() -> None:
    inner = Drawing("s").start("s1").user("a").end("s2").chain("s1", "a", "s2")
    new = Drawing().start().sub("s", inner).end().chain("start", "s", "end")
    assert "in another process or sub-process" in reasons(started(line("a")), new.files())


def test_another_role_takes_the_step_over() -> None:
    play = started(line("a"))
    new = Drawing(role="chief").start().user("a").end().chain("start", "a", "end")
    assert move(play, new.files()) == ("'a' is now for another role",)


def test_a_new_branch_beside_those_already_begun_would_never_come() -> None:
    play = started(fork("a", "b"), "a")
    assert reasons(play, fork("a", "b", "c").files()) == (
        "the case could stop for ever: 'j' would wait for a branch that can no longer come "
        "(after this: b is done)"
    )
    assert "'c' is open" in reasons(started(fork("a", "b", "c"), "a"), fork("a", "b").files())


def test_branches_drawn_one_after_the_other_would_open_a_step_twice() -> None:
    assert "'b' could be open twice" in reasons(started(fork("a", "b")), line("a", "b").files())


def test_a_branch_that_has_arrived_must_still_be_drawn() -> None:
    new = Drawing().start().gate("parallel", "f").user("a").user("b").gate("parallel", "j").end()
    new.user("x").chain("start", "f", "a", "x", "j", "end").chain("f", "b", "j")
    told = reasons(started(fork("a", "b"), "a"), new.files())
    assert told.endswith("the new version draws no way to it from 'a'")


def test_a_gateway_that_joins_no_longer_is_told() -> None:
    new = Drawing().start().user("a").user("b").gate("parallel", "j").user("c").end()
    new.user("d").chain("start", "a", "b", "j", "c", "end").chain("j", "d", "end")
    assert "joins nothing there" in reasons(started(fork("a", "b"), "a"), new.files())


def test_a_parallel_block_goes_on_after_a_step_is_added_to_an_open_branch() -> None:
    new = Drawing().start().gate("parallel", "f").user("a").user("b").gate("parallel", "j").end()
    new.user("x").chain("start", "f", "b", "x", "j", "end").chain("f", "a", "j")
    play = started(fork("a", "b"), "a")
    move(play, new.files())
    play.do("b")
    assert play.open == ["x"]
    play.do("x")
    assert play.ended == "end"


def test_a_join_that_could_go_on_at_once_is_not_moved() -> None:
    """A move takes no step, so that what follows one is never done unasked."""
    old = Drawing().start().gate("parallel", "f").user("a").user("b").user("c").end()
    old.gate("parallel", "j").user("d").end("e2").chain("start", "f", "a", "j", "end")
    old.chain("f", "b", "j").chain("f", "c", "d", "j")
    new = Drawing().start().gate("parallel", "f").user("a").user("b").user("c").end()
    new.gate("parallel", "j").user("d").end("e2").chain("start", "f", "a", "j", "end")
    new.chain("f", "b", "j").chain("f", "c", "d", "e2")
    told = reasons(started(old, "a", "b"), new.files())
    assert told == "the case would go past 'j' at once, and a move takes no step"


def test_an_inclusive_join_waits_on_for_what_is_still_under_way() -> None:
    def inclusive(*more: str) -> Drawing:
        drawing = Drawing().start().gate("inclusive", "f", "d").gate("inclusive", "j").end()
        drawing.user("a").user("b").user("x").flow("start", "f").flow("f", "a", "go")
        drawing.flow("f", "b", "go").flow("f", "x", key="d").flow("x", "j")
        for step in more:
            drawing.user(step)
        return drawing.chain("a", "j", "end").chain("b", *more, "j")

    play = started(inclusive(), "a", go=True)
    move(play, inclusive("c").files())
    play.do("b")
    play.do("c")
    assert play.ended == "end"


def test_a_version_whose_end_cannot_be_reached_is_refused() -> None:
    new = Drawing().start().user("a").gate("exclusive", "g", "d").user("b").gate("exclusive", "m")
    new.end().flow("start", "g").flow("g", "end", "quick").flow("g", "m", key="d")
    new.chain("m", "a", "b", "m")
    assert "could never come to an end" in reasons(started(line("a", "b")), new.files())


def test_a_case_that_has_ended_stays_what_it_was() -> None:
    assert reasons(started(line("a"), "a"), line("a").files()) == "the case has ended"


def test_a_case_does_not_change_to_another_process() -> None:
    play = started(line("a"))
    other = Drawing("q").start().user("a").end().chain("start", "a", "end")
    new = load(other.files(), "q")
    found = migrate(play.last.saved, play.loaded, new, {}, play.now)
    assert isinstance(found, Reasons)
    assert "another process" in found.sentences[0]


@pytest.mark.parametrize("seed", range(3000, 3080))
def test_a_case_moved_to_a_copy_before_every_step_does_what_its_diagram_means(seed: int) -> None:
    def move_to_a_copy(play: Play) -> None:
        copy = load(play.files, "p")
        found = migrate(play.last.saved, play.loaded, copy, play.facts, play.now)
        assert isinstance(found, Migrated), found
        assert (found.saved, found.changes) == (play.last.saved, ())
        play.loaded, play.last = copy, found.outcome

    assert difference(seed, between=move_to_a_copy) is None
