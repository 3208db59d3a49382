"""Hostile saved states: answered within a second and 100 MB, with a sentence, and nothing runs."""

import tracemalloc
from collections.abc import Callable
from time import process_time
from typing import Any

import orjson
import pytest

from engine.cases import runtime
from engine.errors import CaseDamaged, EngineError
from tests.hostile.limits import AT_ONCE
from tests.support.drawing import Drawing, each, timer
from tests.support.playing import MORNING, Play

MOST = 100_000_000  # bytes


def waiting() -> Play:
    """A case with a token at every kind of element that can hold one."""
    inner = Drawing("s").start("s1").user("x").end("s2").chain("s1", "x", "s2")
    drawn = Drawing().declare("message", "m", name="m").start()
    drawn.gate("parallel", "f").gate("parallel", "j").end()
    drawn.user("a").boundary("b", "a", timer("Cycle", "R3/P1D"), interrupting=False).end("e2")
    drawn.sub("s", inner, each("members", "member", sequential=True)).user("c")
    drawn.catch("k", '<messageEventDefinition messageRef="m"/>')
    drawn.chain("start", "f", "a", "j", "end").chain("f", "s", "j").chain("f", "c", "j")
    drawn.chain("f", "k", "j")
    play = Play(drawn.flow("b", "e2").files(), members=["x", 1, None])
    play.do("c")
    return play


PLAY = waiting()
SAVED: list[Any] = orjson.loads(PLAY.last.saved)
USER = next(row for row in SAVED[4] if row[2] == "a")
HELD = next(row for row in SAVED[4] if len(row) > 6 and "due" in row[6])


def changed(*places: tuple[tuple[int, ...], Any]) -> bytes:
    """The state with something else at each place."""
    state = orjson.loads(PLAY.last.saved)
    for (*outer, last), value in places:
        inside = state
        for at in outer:
            inside = inside[at]
        inside[last] = value
    return orjson.dumps(state)


def tokens(*rows: list[Any]) -> bytes:
    """The state with these tokens instead of its own."""
    return orjson.dumps([1, 10**9, None, False, list(rows), []])


def held(value: object) -> bytes:
    """The state with something else in what the running timer holds."""
    return changed(((4, SAVED[4].index(HELD), 6), value))


def user(place: int, value: object) -> bytes:
    """The state with something else in the row of a person's step."""
    return changed(((4, SAVED[4].index(USER), place), value))


DEEP = b"[" * 900 + b"]" * 900
STATES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "cut in half": lambda: PLAY.last.saved[: len(PLAY.last.saved) // 2],
    "cut by one": lambda: PLAY.last.saved[:-1],
    "not json": lambda: b"\x80\x04K\x01.",
    "a pickle": lambda: b"cos\nsystem\n(S'echo uid='\ntR.",
    "nan": lambda: PLAY.last.saved.replace(b"[1,", b"[NaN,", 1),
    "a number": lambda: b"1",
    "a text": lambda: b'"state"',
    "an object": lambda: b'{"0":1}',
    "null": lambda: b"null",
    "an empty list": lambda: b"[]",
    "more than there is": lambda: PLAY.last.saved[:-1] + b",1]",
    "deeper than json goes": lambda: b"[" * 400_000 + b"]" * 400_000,
    "as deep as json goes": lambda: b"[1,1,null,false," + DEEP + b",[]]",
    "deep in a token": lambda: PLAY.last.saved.replace(b"32", DEEP, 1),
    "another format": lambda: changed(((0,), 2)),
    "a format that is a text": lambda: changed(((0,), "1" * 500_000)),
    "a format that is a half": lambda: changed(((0,), 1.5)),
    "100 MB of text": lambda: b'"' + b"x" * 100_000_000 + b'"',
    "a megabyte of digits": lambda: b"[1," + b"9" * 900_000 + b"]",
    "a million tokens": lambda: tokens(*([n, 0, "a", 16] for n in range(1, 1_000_001))),
    "as many tokens as fit": lambda: tokens(*([n, 0, "a", 16] for n in range(1, 60_000))),
    "a token with its own parent": lambda: tokens([1, 1, "a", 16]),
    "parents in a ring": lambda: tokens([1, 2, "a", 16], [2, 1, "a", 16]),
    "a parent that is not there": lambda: tokens([1, 99, "a", 16]),
    "a parent that is a list": lambda: tokens([1, [0], "a", 16]),
    "two tokens of one key": lambda: tokens([1, 0, "a", 16], [1, 0, "a", 16]),
    "a key below nought": lambda: tokens([-1, 0, "a", 16]),
    "a key that is true": lambda: tokens([True, 0, "a", 16]),
    "a key beyond counting": lambda: tokens([2**63, 0, "a", 16]),
    "a key that is a half": lambda: tokens([1.5, 0, "a", 16]),
    "the key of the process": lambda: tokens([0, 0, "a", 16]),
    "an element nobody drew": lambda: tokens([1, 0, "nowhere", 16]),
    "an element of python": lambda: tokens([1, 0, "__class__", 16]),
    "an element that is a list": lambda: tokens([1, 0, [], 16]),
    "a start that waits": lambda: tokens([1, 0, "start", 16]),
    "the root": lambda: tokens([1, 0, "Root", 16]),
    "a state beyond states": lambda: tokens([1, 0, "a", 10**9]),
    "a state that is a text": lambda: tokens([1, 0, "a", "16"]),
    "a row without a state": lambda: tokens([1, 0, "a"]),
    "a row that goes on": lambda: tokens([1, 0, "a", 16, 0, 0, 0, 0]),
    "a row that is a text": lambda: orjson.dumps([1, 9, None, False, ["abcd"], []]),
    "rows that are a text": lambda: orjson.dumps([1, 9, None, False, "abcd", []]),
    "a last key that is past": lambda: changed(((1,), 0)),
    "a last key that is a text": lambda: changed(((1,), "9")),
    "an end that is a text": lambda: changed(((3,), "false")),
    "an end event that is a list": lambda: changed(((2,), [[]]), ((3,), True)),
    "over, with steps open": lambda: changed(((3,), True)),
    "facts that are no text": lambda: user(3, {"$number": "1"}),
    "a timer without a time": lambda: held({"every": ["x"], "left": 1}),
    "a timer beyond time": lambda: held({"due": 2**62, "every": "R3/P1D", "left": 1}),
    "a timer before time": lambda: held({"due": -(2**62), "every": "R3/P1D"}),
    "a timer at no number": lambda: held({"due": 1.5}),
    "a timer that fires no number of times": lambda: held({"due": 1, "every": "P1D", "left": "x"}),
    "a timer that fires less than never": lambda: held({"due": 1, "every": "P1D", "left": -9}),
    "an end at nothing drawn": lambda: changed(((2,), "nowhere")),
    "a timer that is true": lambda: held({"due": True}),
    "a timer that is a list": lambda: held([1, 2]),
    "a timer that is a text": lambda: held("due"),
    "a sub-process of nobody": lambda: changed(((5,), [[99, "s", [[50, 0, "x", 16]]]])),
    "a sub-process of another": lambda: changed(((5, 0, 1), "p")),
    "a sub-process of python": lambda: changed(((5, 0, 1), "__init__")),
    "a sub-process twice": lambda: changed(((5,), SAVED[5] * 2)),
    "a sub-process without steps": lambda: changed(((5, 0, 2), [])),
    "no sub-process at all": lambda: changed(((5,), [])),
    "counts below nought": lambda: _counts(-5, -9),
    "counts beyond counting": lambda: _counts(2**63, 0),
    "counts that are texts": lambda: _counts("3", "1"),
    "counts that are halves": lambda: _counts(2.5, 0.5),
    "counts that are gone": lambda: _instances({}),
    "items that are no json": lambda: _instances({"total": 3, "done": 0, "rest": "[["}),
    "items that are a number": lambda: _instances({"total": 3, "done": 0, "rest": 7}),
    "items beyond number": lambda: _instances(
        {"total": 3, "done": 0, "rest": '[{"$number":"1e999999999999999999999"}]'}
    ),
    "items of no date": lambda: _instances(
        {"total": 3, "done": 0, "rest": '[{"$date":"2026-99-99"}]'}
    ),
    "items in a heap": lambda: _instances({"total": 3, "done": 0, "rest": "[" * 9_000}),
}


def _instances(value: object) -> bytes:
    at = next(n for n, row in enumerate(SAVED[4]) if row[2] == "s")
    return changed(((4, at, 6), value))


def _counts(total: object, done: object) -> bytes:
    return _instances({"total": total, "done": done, "rest": 0})


def answers(state: bytes) -> list[str]:
    """What each way into a case says of the state; empty for what goes on as if it were whole."""
    loaded, facts = PLAY.loaded, PLAY.facts
    ways: list[Callable[[], object]] = [
        lambda: runtime.look(loaded, state, facts),
        lambda: runtime.complete(loaded, state, str(USER[0]), facts, MORNING),
        lambda: runtime.trigger_timer(loaded, state, str(HELD[0]), facts, MORNING),
        lambda: runtime.correlate_message(loaded, state, "m", facts, MORNING),
        lambda: runtime.settle(loaded, state, facts, MORNING),
    ]
    said = []
    for way in ways:
        try:
            way()
        except EngineError as refused:
            said.append(str(refused))
    return said


@pytest.mark.parametrize("name", STATES)
def test_a_hostile_state_is_answered_at_once_and_small(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    state = STATES[name]()
    tracemalloc.start()
    began = process_time()
    said = answers(state)
    took, (_, peak) = process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(said) == 5, f"it went on: {said}"
    assert all("cannot be read" in one and len(one) < 400 for one in said)
    assert took < AT_ONCE
    assert peak < MOST
    assert "uid=" not in capfd.readouterr().out


def test_the_state_that_the_others_are_made_of_goes_on() -> None:
    assert answers(PLAY.last.saved) == []


def test_a_damaged_state_is_called_damaged() -> None:
    with pytest.raises(CaseDamaged, match="run s26 verify"):
        runtime.look(PLAY.loaded, b"[1", PLAY.facts)
