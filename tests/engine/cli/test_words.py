"""The command line, word by word."""

import json
import re
import sys
from pathlib import Path

import pytest
from docx import Document

from engine.api import Engine
from engine.cli.words import main
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.errors import DiagramFailed
from engine.queries.played import newest_case
from engine.rehearsals.people import Cast
from tests.support.drawing import Drawing

ROOT = Path(__file__).parents[3]
STORY = ROOT / "workflows" / "stories" / "psni_routed_out.yaml"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database and an outbox of this test's own."""
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{tmp_path / 'new' / 'a.db'}")
    monkeypatch.setenv("S26_OUTBOX", str(tmp_path / "outbox"))
    return tmp_path


def test_it_says_which_release_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])

    assert re.fullmatch(r"section26 \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_a_demo_is_seeded_verified_and_seeded_again_without_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["db", "upgrade"]) == 0
    assert main(["seed", "--demo"]) == 0
    first = capsys.readouterr().out
    assert first.count("case ") == 3
    assert main(["seed", "--demo"]) == 0
    assert "0 people added" in capsys.readouterr().out
    assert main(["verify"]) == 0
    assert "3 cases" in capsys.readouterr().out
    assert main(["db", "check"]) == 0
    assert main(["worker", "--once"]) == 0


def test_a_story_is_rehearsed_and_its_letters_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rehearse", str(STORY), "--out", str(tmp_path / "out"), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["green"] is True
    assert len(list((tmp_path / "out").rglob("*.docx"))) == len(told["letters"])
    assert main(["rehearse", str(STORY), "--coverage"]) == 0
    assert "  never: cost_assurance row 1\n" in capsys.readouterr().out


def test_the_coverage_of_a_folder_of_stories_is_told_as_shares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / STORY.name).write_bytes(STORY.read_bytes())
    assert main(["rehearse", "--coverage", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    for kind in ("tasks", "flows", "decision_rows", "letter_variants"):
        assert 0 < told[kind] < 1
        assert told["missed"][kind]
    assert told["stories"][0]["green"] is True


def test_a_folder_without_a_story_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rehearse", str(tmp_path)]) == 1
    assert "there is no story in" in capsys.readouterr().err


def test_another_folder_is_rehearsed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    shutil.copytree(ROOT / "workflows", tmp_path / "mine")
    shutil.copytree(ROOT / "document_templates", tmp_path / "mine" / "letters")
    diagram = tmp_path / "mine" / "section_26.bpmn"
    diagram.write_bytes(diagram.read_bytes().replace(b'id="log_request"', b'id="note_request"'))
    assert main(["rehearse", str(STORY), "--definitions", str(tmp_path / "mine")]) == 1
    assert "RED" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("steps: [", "cannot be read"),
        ("story: x", "a list of 'steps'"),
        ("steps: [{dance: 1}]", "has 'dance'"),
        ("force: lancashire\nsteps: [{as: king, do: log_request}]", "no role 'king'"),
        ("force: lancashire\nsteps: [{as: force_lead, do: nothing}]", "is not open"),
        ("force: lancashire\nsteps: [{do: log_request}]", "say 'as:'"),
        ("steps: [{on: soon}]", "not a day"),
        (
            "force: lancashire\nsteps: [{as: force_lead, do: log_request, answers: {}}]",
            "was refused: protective_marking: Select the protective marking",
        ),
    ],
)
def test_a_story_that_cannot_be_played_is_told_in_a_sentence(
    tmp_path: Path, text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.yaml").write_text(text)
    assert main(["rehearse", str(tmp_path / "bad.yaml")]) == 1
    captured = capsys.readouterr()
    assert why in captured.out + captured.err


def test_a_story_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "nowhere.yaml"]) == 1
    assert "there is no story nowhere.yaml" in capsys.readouterr().err


def test_the_shipped_definitions_are_checked_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one for one in found if one["severity"] == "error"] == []


def test_a_file_with_faults_is_told_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_text("<definitions/>")
    assert main(["check", str(bad)]) == 1
    assert "error" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "none.bpmn")]) == 1
    assert "there is no file or folder" in capsys.readouterr().err


def test_a_table_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"osja_overall": "high", "osja_reputation": "low"}')
    table = ROOT / "workflows" / "decisions" / "osja_approver.dmn"
    assert main(["decide", str(table), "--input", str(facts), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"]
    assert "Minister" in json.dumps(told)


def test_a_person_is_added_with_a_role(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("S26_PASSWORD", "a long enough password")
    assert main(["db", "upgrade"]) == 0
    assert main(["person", "A Lead", "a@example.org", "force_lead", "kent"]) == 0
    assert "a@example.org may sign in" in capsys.readouterr().out
    assert main(["person", "A Lead", "a@example.org", "force_lead", "kent"]) == 1


def test_words_that_are_off_exit_with_two() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["dance"])
    assert stopped.value.code == 2
    assert sys.argv


def test_incidents_are_listed_and_watched(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["db", "upgrade"]) == 0
    assert main(["incidents"]) == 0
    assert "no incident is open" in capsys.readouterr().out

    reference = fail_a_step(f"sqlite:///{settings / 'new' / 'a.db'}")
    assert main(["incidents"]) == 1
    assert f"{reference} task Decide: 'way' (way) has no way on" in capsys.readouterr().out
    assert main(["incidents", "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["case"], told["element"], told["status"]) == (reference, "decide", "open")


def fail_a_step(url: str) -> str:
    """A case whose only step cannot be finished, after somebody has tried."""
    drawn = Drawing("fragile", role="force_lead").start().user("decide", name="Decide")
    drawn.gate("exclusive", "way").end().user("after").chain("start", "decide", "way")
    drawn.flow("way", "end", when="cleared").flow("way", "after", when="false").flow("after", "end")
    engine = Engine.install(url)
    engine.do(PublishShipped(drawn.files()), None)
    lead = Cast(engine).actor("force_lead", None, "lancashire", engine.clock())
    task = engine.do(StartCase("fragile", "lancashire"), lead)
    with pytest.raises(DiagramFailed):
        engine.do(CompleteTask(task, None, {}), lead)
    reference = engine.ask(newest_case, None)
    engine.close()
    return reference


def test_a_letter_is_checked_and_given_back_with_comments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = ROOT / "document_templates" / "L09.docx"
    document = Document(str(shipped))
    document.add_paragraph("{{ force.nmae }} {% if lpb_decision == 'zzzz' %}x{% endif %}")
    document.save(str(tmp_path / "L09.docx"))

    assert main(["letters", "check", str(shipped)]) == 0
    assert capsys.readouterr().out == "Nothing found.\n"
    marked = tmp_path / "marked.docx"
    assert main(["letters", "check", str(tmp_path / "L09.docx"), "--out", str(marked)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "'force.nmae' is not there: did you mean name?" in lines[0]
    assert "'lpb_decision' is never 'zzzz'" in lines[1]
    assert lines[2] == f"{marked}: a comment stands at each fault"
    assert len(list(Document(str(marked)).comments)) == 2


@pytest.mark.parametrize("name", ["none.docx", "words.txt", "large.docx"])
def test_what_is_no_letter_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "words.txt").write_text("x")
    (tmp_path / "large.docx").write_bytes(b"x" * 5_000_001)

    assert main(["letters", "check", str(tmp_path / name)]) == 1
    assert re.search(r"no file|no Word document|too large", capsys.readouterr().err)
