"""What differs between two versions is told: every kind of edit, and nothing that is not there."""

import random
import re

import orjson
import pytest

from engine.definitions.difference.change import Change, Names
from engine.definitions.difference.files import MOST_COMPARED, file_changes
from engine.definitions.difference.whole import changes
from engine.rehearsals.rehearse import Definitions
from tests.engine.definitions.edits import EDITS, edited
from tests.engine.definitions.edits_of_files import SCOPE, SCREEN
from tests.engine.definitions.edits_of_rights import L12, MAIN
from tests.support.laws import TODAY


@pytest.fixture(scope="module")
def names(shipped: Definitions) -> Names:
    """What the shipped reference tables call roles and letters."""
    reference = shipped.reference
    codes = ("L01", "L02", "L12", "L13")
    return Names(
        {role: reference.role_title(role, TODAY) for role in reference.roles(TODAY)},
        {code: reference.letter_title(code, TODAY) for code in codes},
    )


def told(before: dict[str, bytes], after: dict[str, bytes], names: Names) -> tuple[Change, ...]:
    """The differences, each of them in a file that differs."""
    found = changes(before, after, names)
    differing = {one.path for one in file_changes(before, after)}
    assert {change.file for change in found} >= differing
    return found


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told_under_its_topic(name: str, shipped: Definitions, names: Names) -> None:
    edit, before = EDITS[name], dict(shipped.bundle)
    after = before | {edit.path: edited(before[edit.path], edit.old, edit.new)}
    found = told(before, after, names)

    sentences = [change.sentence for change in found if change.topic == edit.topic]
    assert any(edit.words in sentence for sentence in sentences), found
    assert len(found) <= 9
    (file,) = file_changes(before, after)
    assert (file.path, file.status) == (edit.path, "changed")
    assert any(line.startswith(("+", "-")) for line in file.lines)


@pytest.mark.parametrize("name", EDITS)
def test_the_same_edit_taken_back_is_told_too(
    name: str, shipped: Definitions, names: Names
) -> None:
    edit, before = EDITS[name], dict(shipped.bundle)
    after = before | {edit.path: edited(before[edit.path], edit.old, edit.new)}

    assert edit.topic in {change.topic for change in told(after, before, names)}


def test_a_step_of_another_kind_is_told(shipped: Definitions, names: Names) -> None:
    before = dict(shipped.bundle)
    task = re.search(
        rb'<bpmn:userTask id="log_request".*?</bpmn:userTask>', before[MAIN], re.DOTALL
    )
    assert task
    manual = task[0].replace(b"bpmn:userTask", b"bpmn:manualTask")
    (change,) = told(before, before | {MAIN: before[MAIN].replace(task[0], manual)}, names)

    assert "what kind of element it is changes from user task to manual task" in change.sentence


RULE = re.compile(rb'<rule id="scope_row_2">.*?</rule>', re.DOTALL)


def test_rows_that_come_go_and_move_are_told(shipped: Definitions, names: Names) -> None:
    before = dict(shipped.bundle)
    second = RULE.search(before[SCOPE])
    assert second
    without = RULE.sub(b"", before[SCOPE])
    moved = without.replace(b'<rule id="scope_row_1">', second[0] + b'<rule id="scope_row_1">')
    (gone,) = told(before, before | {SCOPE: without}, names)
    (come,) = told(before | {SCOPE: without}, before, names)
    (order,) = told(before, before | {SCOPE: moved}, names)

    assert "row 2 is gone: Home Office ruling" in gone.sentence
    assert "row 2 is new: Home Office ruling" in come.sentence
    assert "the order of its rows is another" in order.sentence


def test_a_column_that_says_nothing_yet_is_told_alone(shipped: Definitions, names: Names) -> None:
    before = dict(shipped.bundle)
    asked = b"<inputExpression id='e'><text>country</text></inputExpression>"
    column = b"<input id='more'>" + asked + b"</input>"
    wider = before[SCOPE].replace(b'<output id="scope_out_1"', column + b'<output id="scope_out_1"')
    entry = b"<inputEntry><text>-</text></inputEntry><outputEntry"
    wider = re.sub(rb"<outputEntry(?= id=.scope_row_\d+_out_1\b)", entry, wider)
    (change,) = told(before, before | {SCOPE: wider}, names)

    assert "the column country is new" in change.sentence


def test_questions_that_only_change_places_are_told_so(shipped: Definitions, names: Names) -> None:
    before = dict(shipped.bundle)
    form = orjson.loads(before[SCREEN])
    country, location = form["components"][3:5]
    form["components"][3:5] = [location, country]
    (change,) = told(before, before | {SCREEN: orjson.dumps(form)}, names)

    assert "the order of its questions is another" in change.sentence


def test_nothing_is_told_where_nothing_changed(shipped: Definitions, names: Names) -> None:
    assert changes(shipped.bundle, dict(shipped.bundle), names) == ()
    assert file_changes(shipped.bundle, dict(shipped.bundle)) == ()


def test_eight_edits_at_once_are_all_told(shipped: Definitions, names: Names) -> None:
    before = dict(shipped.bundle)
    after = dict(before)
    chosen = list(EDITS.values())[::7]
    for edit in chosen:
        after[edit.path] = edited(after[edit.path], edit.old, edit.new)
    sentences = [change.sentence for change in told(before, after, names)]

    assert [e for e in chosen if not any(e.words in one for one in sentences)] == []


def test_any_two_edits_of_two_files_are_both_told(shipped: Definitions, names: Names) -> None:
    chance, before = random.Random(26), dict(shipped.bundle)
    for _ in range(60):
        one, two = (EDITS[name] for name in chance.sample(sorted(EDITS), 2))
        if one.path == two.path:
            continue
        after = dict(before)
        for edit in (one, two):
            after[edit.path] = edited(after[edit.path], edit.old, edit.new)
        sentences = [change.sentence for change in told(before, after, names)]

        assert all(any(edit.words in said for said in sentences) for edit in (one, two))


def test_files_that_come_and_go_are_told_with_what_they_held(
    shipped: Definitions, names: Names
) -> None:
    before = dict(shipped.bundle)
    for path in (SCREEN, SCOPE, L12, "human_rights.bpmn", "letters/clauses/cost_table.docx"):
        after = {name: content for name, content in before.items() if name != path}
        gone = [change.sentence for change in told(before, after, names) if change.file == path]
        come = [change.sentence for change in told(after, before, names) if change.file == path]

        assert "is gone" in gone[0]
        assert "is new" in come[0]
    assert len(told({}, before, names)) > 500


def test_what_cannot_be_read_is_said_so_and_its_text_is_shown(
    shipped: Definitions, names: Names
) -> None:
    before = dict(shipped.bundle)
    for path, content in ((SCREEN, b"{"), (SCOPE, b"<x/>"), (MAIN, b"<x/>"), (L12, b"PK")):
        after = before | {path: content}
        (change,) = told(before, after, names)
        (file,) = file_changes(before, after)

        assert "see its text below" in change.sentence
        assert file.lines


def test_only_the_looks_of_a_letter_are_told_as_that(shipped: Definitions, names: Names) -> None:
    before = dict(shipped.bundle)
    after = before | {L12: edited(before[L12], "<w:body>", "<w:body >")}
    (change,) = told(before, after, names)

    assert "its words are the same; what differs is word/document.xml" in change.sentence


def test_a_flow_drawn_anew_and_a_row_saved_anew_are_the_same(
    shipped: Definitions, names: Names
) -> None:
    before = dict(shipped.bundle)
    flow = before[MAIN].replace(b"log_request__screen_scope", b"Flow_0abc")
    row = before[SCOPE].replace(b'"scope_row_1"', b'"DecisionRule_0abc"')
    found = told(before, before | {MAIN: flow, SCOPE: row}, names)

    assert [change.topic for change in found] == ["other", "other"]


def test_another_layout_of_the_same_file_hides_no_change_in_it(shipped: Definitions) -> None:
    before = dict(shipped.bundle)
    flat = re.sub(rb">\s+<", b"><", before[MAIN]).replace(b'"P7Y"', b'"P1Y"')
    form = orjson.dumps(orjson.loads(before[SCREEN])).replace(b"Country or terr", b"Where or terr")
    changed = file_changes(before, before | {MAIN: flat, SCREEN: form})

    added = [sum(line.startswith("+") for line in file.lines) for file in changed]
    assert added == [3, 1]


def test_what_no_reader_sees_is_told_by_its_code(shipped: Definitions, names: Names) -> None:
    before = dict(shipped.bundle)
    turned = before[MAIN].replace(b'name="Consent given"', b'name="Consent \xe2\x80\xaegiven"')
    (change,) = told(before, before | {MAIN: turned}, names)
    (file,) = file_changes(before, before | {MAIN: turned})

    assert "Consent [U+202E]given" in change.sentence
    assert any("[U+202E]given" in line for line in file.lines)
    assert not any("\u202e" in line for line in file.lines)


def test_line_ends_alone_are_said_to_be_no_more(shipped: Definitions) -> None:
    before = dict(shipped.bundle)
    after = before | {MAIN: before[MAIN].replace(b"\n", b"\r\n")}
    (file,) = file_changes(before, after)

    assert file.lines == ()


def test_files_of_many_lines_are_compared_in_no_time_and_shown_in_part() -> None:
    many = int(MOST_COMPARED**0.5) + 500
    long = b"\n".join(b"%d" % n for n in range(many))
    other = b"0\n" + b"\n".join(b"x%d" % n for n in range(many))
    (file,) = file_changes({"forms/a.form": long}, {"forms/a.form": other})

    assert file.lines[0] == "@@ line 2 @@"
    assert len(file.lines) == 2_000
    assert file.left_out > 10_000
