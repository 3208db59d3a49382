"""Which letters follow a step before the next person acts."""

from pathlib import Path

import pytest

from engine.bpmn.ahead import letters_ahead
from engine.bpmn.elements import Model
from engine.bpmn.read import read
from engine.definitions.shipped import shipped_workflows
from tests.support.drawing import Drawing, event, said, timer

L1, L2, L3 = (said(letter__template=code) for code in ("L1", "L2", "L3"))
SOMETIMES = said(letter__template="L1", letter__when="sure")


def ahead(drawn: Drawing, step: str, *others: Drawing) -> list[tuple[str, bool]]:
    """The letters ahead of a step, each with whether it is certain."""
    model = read(drawn.files(*others))
    return [(one.rule.code, one.certain) for one in letters_ahead(model, model.nodes[step])]


def line(*, inside: str = "", **ask: str) -> Drawing:
    """Somebody asks, a service writes L1, somebody answers, a service writes L2."""
    drawn = Drawing().start().user("ask", inside, **ask).service("one", L1).user("answer")
    drawn.service("two", L2).end()
    return drawn.chain("start", "ask", "one", "answer", "two", "end")


def test_a_letter_follows_until_somebody_acts() -> None:
    assert ahead(line(), "ask") == [("L1", True)]
    assert ahead(line(), "answer") == [("L2", True)]
    assert ahead(line(), "start") == []


def test_one_of_several_does_not_bring_it_about() -> None:
    inside = '<multiInstanceLoopCharacteristics camunda:collection="many"/>'

    assert ahead(line(inside=inside), "ask") == [("L1", False)]


@pytest.mark.parametrize("condition", ["", "sure"])
def test_after_a_choice_a_letter_may_follow(condition: str) -> None:
    drawn = Drawing().start().user("ask").gate("exclusive", "g").service("one", L1).end()
    drawn.service("two", SOMETIMES).chain("start", "ask", "g").flow("g", "one", condition)
    drawn.flow("g", "end").chain("one", "two", "end")

    assert ahead(drawn, "ask") == [("L1", False)]


def test_a_condition_of_its_own_makes_a_letter_uncertain() -> None:
    drawn = Drawing().start().user("ask").service("one", SOMETIMES).end()

    assert ahead(drawn.chain("start", "ask", "one", "end"), "ask") == [("L1", False)]


def test_what_waits_for_others_may_follow() -> None:
    drawn = Drawing().start().gate("parallel", "out").user("ask").user("tell").gate("parallel", "g")
    drawn.service("one", L1).end().chain("start", "out", "ask", "g", "one", "end")
    drawn.chain("out", "tell", "g")

    assert ahead(drawn, "ask") == [("L1", False)]


def test_a_letter_inside_and_after_what_is_called_follows() -> None:
    called = Drawing("c").start("c_start").service("c_one", L1).end("c_end").user("c_ask")
    called.chain("c_start", "c_one", "c_end").flow("c_ask", "c_end")
    inner = Drawing("s").start("s_start").service("s_one", L3).end("s_end")
    inner.chain("s_start", "s_one", "s_end")
    drawn = Drawing().start().user("ask").call("call", "c").service("two", L2).sub("s", inner)
    drawn.end().chain("start", "ask", "call", "two", "s", "end")

    assert ahead(drawn, "ask", called) == [("L1", True), ("L2", True), ("L3", True)]
    assert ahead(drawn, "c_ask", called) == [("L2", False), ("L3", False)]


def test_an_error_leaves_by_another_way() -> None:
    inner = Drawing("s").start("s_start").end("s_end", event("error", "e"))
    inner.flow("s_start", "s_end").declare("error", "e", errorCode="no")
    drawn = Drawing().start().user("ask").sub("s", inner).service("one", L1).end()

    assert ahead(drawn.chain("start", "ask", "s", "one", "end"), "ask") == []


def test_processes_that_call_each_other_come_to_an_end() -> None:
    drawn = Drawing().start().user("ask").call("again", "p").service("one", L1).end()
    drawn.chain("start", "again", "one", "end").flow("ask", "again")

    assert ahead(drawn, "ask") == [("L1", True)]


@pytest.fixture(scope="module")
def shipped() -> Model:
    """The shipped processes."""
    files: list[Path] = sorted(shipped_workflows().glob("*.bpmn"))
    return read({path.name: path.read_bytes() for path in files})


@pytest.mark.parametrize(
    ("step", "codes"),
    [("screen_scope", ["L02"]), ("rule_on_scope", ["L02"]), ("decide_approval", [])],
)
def test_the_scope_decision_follows_the_screening(
    step: str, codes: list[str], shipped: Model
) -> None:
    found = letters_ahead(shipped, shipped.nodes[step])

    assert [one.rule.code for one in found if one.certain] == codes


def test_calls_that_unfold_without_end_are_looked_at_only_so_far() -> None:
    top = Drawing().start().user("ask").service("one", L1).call("first", "c0").end()
    top.chain("start", "ask", "one", "first", "end")
    called = []
    for level in range(8):  # each calls the next ten times: 100 million starts
        drawn = Drawing(f"c{level}").start(f"s{level}").end(f"e{level}")
        calls = [f"x{level}_{number}" for number in range(10)] if level < 7 else []
        for one in calls:
            drawn.call(one, f"c{level + 1}")
        called.append(drawn.chain(f"s{level}", *calls, f"e{level}"))

    assert ahead(top, "ask", *called) == [("L1", True)]


@pytest.mark.parametrize(
    ("interrupting", "follows"), [(True, [("L1", False)]), (False, list[tuple[str, bool]]())]
)
def test_what_takes_over_a_sub_process_goes_on_after_it(
    *, interrupting: bool, follows: list[tuple[str, bool]]
) -> None:
    inner = Drawing("s_in").start("s_start").user("ask").end("s_end")
    handler = Drawing("w_in").user("note").end("w_end").chain("w_on", "note", "w_end")
    inner.chain("s_start", "ask", "s_end")
    inner.event_sub("w", handler, timer("Duration", "P9D"), interrupting=interrupting)
    drawn = Drawing().start().sub("s", inner).service("one", L1).end()

    assert ahead(drawn.chain("start", "s", "one", "end"), "note") == follows
