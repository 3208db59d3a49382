"""The saved state: small, the same every time, and refused with a sentence when damaged."""

import orjson
import pytest

from engine.cases import runtime
from engine.errors import DiagramFailed, Stale
from tests.support.drawing import Drawing, each, timer
from tests.support.playing import MORNING, Play

DOUBLED = (
    b'[1,3,null,false,[[1,0,"s",32,0,0,{"total":2,"done":0,"rest":0}],'
    b'[2,1,"s [child]",32]],[[2,"s",[[2,0,"x",16]]]]]'
)


def busy() -> Play:
    inner = Drawing("s").start("s1").user("x").end("s2").chain("s1", "x", "s2")
    drawn = Drawing().start().gate("parallel", "f").gate("parallel", "j").end()
    drawn.user("a").boundary("b", "a", timer("Cycle", "R3/P1D"), interrupting=False).end("e2")
    drawn.sub("s", inner, each("members", "member", sequential=True)).user("c")
    drawn.chain("start", "f", "a", "j", "end").chain("f", "s", "j").chain("f", "c", "j")
    play = Play(drawn.flow("b", "e2").files(), members=["x", 1, None])
    play.do("c")
    return play


def test_the_state_weighs_what_is_open_not_what_has_been() -> None:
    drawn = Drawing().start().user("a").gate("exclusive", "m").gate("exclusive", "g", "on").end()
    drawn.chain("start", "m", "a", "g").flow("g", "m", "back").flow("g", "end", key="on")
    play = Play(drawn.files())
    for _ in range(50):
        play.do("a", back=True)
    assert len(play.last.saved) < 60


def test_a_state_read_and_kept_again_is_the_same() -> None:
    play = busy()
    opened, timers = runtime.look(play.loaded, play.last.saved, play.facts)
    assert (opened, timers) == (play.last.open_tasks, play.last.timers)
    play.do("x")
    assert [(t.element, t.item) for t in play.last.open_tasks] == [("a", None), ("x", 1)]


def test_every_cut_and_every_changed_piece_is_refused_with_a_sentence() -> None:
    play = busy()
    saved = play.last.saved
    for damaged in _damaged(saved):
        try:
            runtime.look(play.loaded, damaged, play.facts)
            runtime.complete(play.loaded, damaged, play.task("a").uid, play.facts, MORNING)
        except (DiagramFailed, Stale) as refused:
            assert "case" in str(refused) or "step" in str(refused)  # noqa: PT017


def _damaged(saved: bytes) -> list[bytes]:
    cuts = [saved[:n] for n in range(0, len(saved), 3)]
    pieces = [saved[:n] + b + saved[n + 1 :] for n in range(len(saved)) for b in (b"9", b'"', b"-")]
    return cuts + pieces


@pytest.mark.parametrize(
    "saved",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[2,1,null,false,[],[]]",
        b'[1,1,null,false,[[1,0,"ghost",16]],[]]',
        b'[1,1,null,false,[[1,0,"start",16]],[]]',
        b'[1,1,null,false,[[1,0,"a",8]],[]]',
        b'[1,0,null,false,[[1,0,"a",16]],[]]',
        b'[1,1,null,false,[[1,0,"a",16],[1,0,"a",16]],[]]',
        b'[1,1,null,false,[[true,0,"a",16]],[]]',
        b'[1,1,null,false,[[1,0,"a.BoundaryEventSplit",64]],[]]',
        b'[1,1,null,false,[[1,0,"s",32,0,0,{"total":1,"done":0,"rest":0}]],[]]',
        b'[1,1,null,false,[[1,7,"a",16]],[]]',
        b'[1,1,null,false,[[1,0,"a",16,0,"{}"]],[]]',
        b'[1,1,null,false,[],[[1,"s",[]]]]',
        b'[1,"1",null,false,[],[]]',
        b'[1,1,"ghost",true,[],[]]',
        b'[1,2,null,false,[[1,0,"a.BoundaryEventSplit",64],[2,1,"b",8,0,0,{"due":"x"}]],[]]',
        b"[1,1,null,0,[],[]]",
        b'[1,1,null,false,[[1,0,"a",16]],[[1,"s",[]]]]',
        DOUBLED,
        b"[" * 5000,
        b"x" * 1_000_001,
    ],
)
def test_a_damaged_state_is_refused_with_a_sentence(saved: bytes) -> None:
    play = busy()
    with pytest.raises(DiagramFailed, match="saved state of this case cannot be read"):
        runtime.look(play.loaded, saved, {})


def test_a_state_of_another_diagram_says_which_step_is_missing() -> None:
    play = busy()
    other = Play(Drawing().start().user("z").end().chain("start", "z", "end").files())
    with pytest.raises(DiagramFailed, match="which this diagram does not have"):
        runtime.look(other.loaded, play.last.saved, {})


def test_a_random_order_of_damage_never_runs_anything_else() -> None:
    play = busy()
    state = orjson.loads(play.last.saved)
    state[4].reverse()
    with pytest.raises(DiagramFailed):
        runtime.look(play.loaded, orjson.dumps(state), {})


def test_more_than_can_be_kept_is_refused_with_a_sentence() -> None:
    drawn = Drawing().start().user("a", each("members", "member")).end().chain("start", "a", "end")
    with pytest.raises(DiagramFailed, match="more steps open at once than can be kept"):
        Play(drawn.files(), members=["x" * 2_000] * 600)
