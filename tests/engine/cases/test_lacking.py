"""A case moved past a step that the new version added is told what it will not have."""

import io
import json
from typing import Any

import pytest
from docx import Document

from engine.analysis.definition import opened
from engine.analysis.setting import Setting
from engine.cases.lacking import asked_of
from engine.cases.migrate import Migrated, Reasons, migrate, supplied
from engine.cases.rows import CurrentFact
from engine.cases.unread import Unread
from engine.execution.load import load
from tests.engine.dmn.files import decision, file, literal
from tests.support.drawing import Drawing, said
from tests.support.playing import Play

Files = dict[str, bytes]
SETTING = Setting(derived=frozenset({"today"}))


def form(key: str, *asked: str) -> Files:
    fields = [{"type": "textfield", "key": one, "label": one.title()} for one in asked]
    content = {"type": "default", "id": key, "components": fields}
    return {f"forms/{key}.form": json.dumps(content).encode()}


def letter(text: str) -> Files:
    document = Document()
    document.add_paragraph(text)
    kept = io.BytesIO()
    document.save(kept)
    return {"letters/L1.docx": kept.getvalue()}


def steps(*keys: str, inner: str = "", **more: str) -> Drawing:
    """A line of steps, each with the form of its name; `c` has *inner* and *more*."""
    drawing = Drawing().start().end()
    for key in keys:
        extra = {"inside": inner, **more} if key == "c" else {}
        drawing.user(key, camunda_formRef=f"f_{key}", name=key.upper(), **extra)
    return drawing.chain("start", *keys, "end")


def moved(play: Play, files: Files, held: tuple[str, ...] = ()) -> Migrated | Reasons:
    found = migrate(play.last.saved, play.loaded, load(files, "p"), play.facts, play.now)
    assert isinstance(found, Migrated), found
    plain: Files = {}
    for step in load(files, "p").model.nodes.values():
        plain |= form(step.form, f"{step.id}_done") if step.form else {}
    return supplied(found, opened(plain | files, SETTING), held)


def told(play: Play, files: Files, *held: str) -> tuple[str, ...]:
    """What is said of a case that moves all the same."""
    found = moved(play, files, held)
    assert isinstance(found, Migrated), found
    return found.changes


@pytest.fixture
def at_b() -> Play:
    play = Play(steps("a", "b", "c").files())
    play.do("a")
    return play


def test_a_letter_that_could_not_be_written_keeps_a_case_where_it_is(at_b: Play) -> None:
    drawing = steps("a", "new", "b", "c", inner=said(letter__template="L1"))
    files = drawing.files() | form("f_new", "sponsor") | letter("To {{ sponsor }}, {{ today }}")

    assert moved(at_b, files) == Reasons(
        ("letter L1 of 'C' needs 'sponsor', which is set at 'NEW', and the case is past that",)
    )
    assert told(at_b, files, "sponsor") == ()


def test_a_letter_whose_facts_are_still_asked_for_keeps_nobody(at_b: Play) -> None:
    written = said(letter__template="L1")
    text = letter("{{ sponsor }}")

    for drawing in (
        steps("a", "b", "new", "c", inner=written),
        steps("a", "b", "c", inner=written),
    ):
        key = "f_new" if "new" in drawing.ids else "f_c"
        assert told(at_b, drawing.files() | form(key, "sponsor") | text) == ()


def test_a_letter_only_written_when_its_facts_were_asked_keeps_nobody(at_b: Play) -> None:
    inner = said(letter__template="L1", letter__when="rank = 1")
    files = steps("a", "new", "b", "c", inner=inner).files() | form("f_new", "sponsor")

    assert told(at_b, files | letter("Sponsor"), "rank") == ()
    assert (
        told(at_b, files) == ("letter.L1.when of 'C' looks at",) or told(at_b, files, "rank") == ()
    )


def choice(condition: str, name: str = "") -> Drawing:
    drawing = Drawing().start().end().gate("exclusive", "g", "d")
    for key in ("a", "new", "b"):
        drawing.user(key, camunda_formRef=f"f_{key}", name=key.upper())
    drawing.end("other").chain("start", "a", "new", "b", "g")
    drawing.flow("g", "end", condition).flow("g", "other", key="d")
    return drawing


def test_a_condition_that_will_find_a_blank_is_one_of_the_changes(at_b: Play) -> None:
    files = choice('risk = "high"').files() | form("f_new", "risk")

    (sentence,) = told(at_b, files)
    assert sentence == (
        "the condition at 'g' looks at 'risk', which is set at 'NEW', and the case is past that: "
        "it will count as blank"
    )
    files["p.bpmn"] = files["p.bpmn"].replace(b'targetRef="end"', b'targetRef="end" name="High"')
    assert told(at_b, files)[0].startswith("the condition 'High' at 'g' looks at 'risk'")


def test_each_place_that_will_find_a_blank_is_told(at_b: Play) -> None:
    drawing = steps("a", "new", "b", "c", inner=said(set__one="risk", set__two="risk"))

    assert len(told(at_b, drawing.files() | form("f_new", "risk"))) == 2


def test_whoever_wrote_null_has_thought_of_it(at_b: Play) -> None:
    files = choice("risk = null").files() | form("f_new", "risk")

    assert told(at_b, files) == ()


def test_what_was_looked_at_when_a_step_opened_is_not_asked_again() -> None:
    play = Play(steps("a", "c").files())
    play.do("a")
    drawing = steps("a", "new", "c", camunda_dueDate="=needed_by")
    files = drawing.files() | form("f_new", "needed_by")

    assert told(play, files) == ()


def test_a_decision_that_will_find_a_blank_is_one_of_the_changes(at_b: Play) -> None:
    drawing = Drawing().start().end().decide("d", "rate")
    for key in ("a", "new", "b"):
        drawing.user(key, camunda_formRef=f"f_{key}", name=key.upper())
    files = drawing.chain("start", "a", "new", "b", "d", "end").files() | form("f_new", "grade")
    files["decisions/rate.dmn"] = file(decision("rate", literal("grade")))

    (sentence,) = told(at_b, files)
    assert sentence.startswith("the decision rate of 'd' looks at 'grade', which is set at 'NEW'")


def test_many_steps_that_ask_for_a_fact_are_counted(at_b: Play) -> None:
    drawing = steps("a", "n1", "n2", "n3", "n4", "b", "c", inner=said(set__kept="risk"))
    files = drawing.files()
    for key in ("f_n1", "f_n2", "f_n3", "f_n4"):
        files |= form(key, "risk")

    (sentence,) = told(at_b, files)
    assert "'C' looks at 'risk', which is set at 'N1', 'N2', 'N3'" in sentence
    assert "and 1 more" in sentence


def fork(*new: str) -> Files:
    drawing = Drawing().start().gate("parallel", "f").gate("parallel", "j").end()
    for key in ("x", "y", "after"):
        extra: dict[str, Any] = {"inside": said(set__kept="risk")} if key == "after" else {}
        drawing.user(key, name=key.upper(), camunda_formRef=f"f_{key}", **extra)
    drawing.chain("f", "x", "j", "after", "end").chain("f", "y", "j")
    for key in new:
        drawing.user(key, name=key.upper(), camunda_formRef=f"f_{key}")
    return drawing.chain("start", *new, "f").files()


def test_a_branch_that_waits_at_a_join_is_not_asked_again() -> None:
    play = Play(fork())
    play.do("x")

    assert told(play, fork() | form("f_y", "risk")) == ()
    assert told(play, fork() | form("f_x", "risk"), "risk") == ()
    (lost,) = told(play, fork("n") | form("f_n", "risk"))
    assert "which is set at 'N', and the case is past that" in lost


def called(*inner: str) -> Files:
    """A process that calls another twice, one after the other."""
    other = Drawing("q").start("s").end("e")
    for key in inner:
        extra: dict[str, Any] = {"inside": said(set__kept="risk")} if key == "w" else {}
        other.user(key, name=key.upper(), camunda_formRef=f"f_{key}", **extra)
    other.chain("s", *inner, "e")
    drawing = Drawing().start().call("one", "q").call("two", "q").end()
    return drawing.chain("start", "one", "two", "end").files(other)


def test_a_step_in_a_called_process_is_where_its_call_is() -> None:
    play = Play(called("v", "w"))
    play.do("v")
    files = called("n", "v", "w") | form("f_n", "risk")
    play.do("w")  # the second call has begun

    assert told(play, files)
    assert told(play, files, "risk") == ()


def test_a_fact_left_blank_has_been_asked_for() -> None:
    rows = [CurrentFact(1, "risk", None, "null"), CurrentFact(2, "grade", None, '"1"')]

    assert asked_of(Unread(lambda _: rows)) == {"risk", "grade"}
