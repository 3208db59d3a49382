"""Joins wait for exactly the branches of this round, whatever order they finish in."""

from itertools import permutations

import pytest

from engine.errors import DiagramFailed
from tests.support.drawing import Drawing
from tests.support.playing import Play


def reviews(*names: str) -> Drawing:
    """Parallel reviews, then a decision that can send everything back."""
    drawn = Drawing().start().gate("exclusive", "again").gate("parallel", "split")
    drawn.gate("parallel", "all_in").user("decide").gate("exclusive", "good", default="yes").end()
    drawn.chain("start", "again", "split").chain("all_in", "decide", "good")
    for name in names:
        drawn.user(name).chain("split", name, "all_in")
    return drawn.flow("good", "again", "back = true").flow("good", "end", key="yes")


@pytest.mark.parametrize("second", list(permutations("abc")))
@pytest.mark.parametrize("first", list(permutations("abc")))
def test_a_decision_never_opens_while_a_reviewer_is_still_at_work(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    play = Play(reviews("a", "b", "c").files())
    for order in (first, second):
        for number, name in enumerate(order):
            assert "decide" not in play.open
            assert len(play.open) == 3 - number
            play.do(name)
        assert play.open == ["decide"]
        play.do("decide", back=order is first)

    assert play.ended == "end"


def test_an_inclusive_join_waits_only_for_the_branches_that_were_taken() -> None:
    drawn = Drawing().start().user("ask").gate("inclusive", "which", default="d").end()
    drawn.gate("inclusive", "join").user("x").user("y").user("z").user("after")
    drawn.chain("start", "ask", "which").flow("which", "x", "x").flow("which", "y", "y")
    drawn.flow("which", "z", key="d").chain("join", "after", "end")
    for name in "xyz":
        drawn.flow(name, "join")

    play = Play(drawn.files())
    play.do("ask", x=True, y=True)
    assert play.open == ["x", "y"]
    play.do("y")
    assert play.open == ["x"]
    play.do("x")
    assert play.open == ["after"]


def test_an_inclusive_join_waits_for_a_nested_one() -> None:
    drawn = Drawing().start().user("ask").gate("inclusive", "s1").gate("inclusive", "j1").end()
    drawn.gate("inclusive", "s2").gate("inclusive", "j2").user("x").user("y").user("z")
    drawn.chain("start", "ask", "s1").flow("s1", "s2", "a").flow("s1", "z", "b")
    drawn.flow("s2", "x", "a").flow("s2", "y", "a").chain("x", "j2").chain("y", "j2")
    drawn.chain("j2", "j1").chain("z", "j1", "end")

    play = Play(drawn.files())
    play.do("ask", a=True, b=True)
    play.do("z")
    play.do("x")
    assert play.ended is None
    play.do("y")
    assert play.ended == "end"


def test_two_tokens_on_one_flow_do_not_stand_in_for_another_branch() -> None:
    drawn = Drawing().start().gate("parallel", "s").user("a").user("b").gate("exclusive", "m")
    drawn.user("c").gate("parallel", "j").end().chain("start", "s", "a", "m", "c", "j", "end")
    drawn.chain("s", "b", "m").user("d").chain("s", "d", "j")

    play = Play(drawn.files())
    play.do("a")
    play.do("b")
    assert play.open == ["c", "c", "d"]
    play.do("c")
    play.do("c")
    assert play.open == ["d"]
    with pytest.raises(DiagramFailed, match="'j' waits for a branch"):
        play.do("d")


def test_a_join_that_can_never_be_complete_is_an_error_that_names_it() -> None:
    drawn = Drawing().start().user("a").gate("exclusive", "x", default="d").user("b").user("c")
    drawn.gate("parallel", "both").end().chain("start", "a", "x").flow("x", "b", "t = 1")
    drawn.flow("x", "c", key="d").chain("b", "both").chain("c", "both", "end")

    play = Play(drawn.files())
    play.do("a")
    with pytest.raises(DiagramFailed, match=r"stop for ever: 'both' waits"):
        play.do("c")
