"""Each rule is silent on its good diagrams, speaks on its bad ones, and no diagram upsets any rule.

A fixture is `<rule>/good*.bpmn` or `<rule>/bad*.bpmn`; the folder of the same name beside it holds
the forms, decisions and letters that only it uses (a letter is plain text, made into Word here).
"""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from engine.analysis.definition import opened
from engine.analysis.setting import Setting
from engine.lint.finding import Finding
from engine.lint.run import check, rules_by_name
from tests.lint.protected import small_law

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs" / "lint"
FIXTURES = sorted(HERE.glob("*/*.bpmn"))
RULES = sorted(rules_by_name())
SETTING = Setting(
    roles={"force_lead", "chief_officer"},
    topics={"reminder", "escalation"},
    derived=frozenset({"today", "members", "case_ref", "protective_marking"}),
    law=small_law(),
)


@cache
def word(text: str) -> bytes:
    """A letter as it should be, with those paragraphs; after the line `bare` they are all of it."""
    document = Document()
    if not text.startswith("bare\n"):
        _make_proper(document)
    for line in text.removeprefix("bare\n").splitlines():
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def bundle(diagram: Path) -> dict[str, bytes]:
    files = {diagram.name: diagram.read_bytes()}
    for folder in (HERE / "shared", diagram.with_suffix("")):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".txt":
                files[name.removesuffix(".txt") + ".docx"] = word(path.read_text())
            else:
                files[name] = path.read_bytes()
    return files


def _make_proper(document: WordDocument) -> None:
    document.core_properties.title = "A letter"
    document.styles.element.find(".//{*}lang").set(qn("w:val"), "en-GB")
    document.add_heading("About the case", 1)
    document.styles.add_style("Signature Name", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Name", "Signature Name")
    marked = "{{ protective_marking }}"
    document.sections[0].header.paragraphs[0].text = marked
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = (
        f"{marked} {{{{ letter.id }}}} {{{{ letter.version }}}} {{{{ letter.fingerprint }}}}"
    )
    for field in ("PAGE", "NUMPAGES"):
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        footer._p.append(simple)


@cache
def findings(diagram: Path) -> tuple[Finding, ...]:
    return check(bundle(diagram), SETTING)


def told(diagram: Path) -> list[str]:
    return [f"{f.rule}: {f.sentence}" for f in findings(diagram)]


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def having(start: str) -> list[Path]:
    return [path for path in FIXTURES if path.stem.startswith(start)]


@pytest.mark.parametrize("diagram", having("good"), ids=named)
def test_nothing_is_found_in_a_good_diagram(diagram: Path) -> None:
    assert told(diagram) == []


@pytest.mark.parametrize("diagram", having("bad"), ids=named)
def test_a_rule_speaks_on_its_bad_diagram(diagram: Path) -> None:
    assert diagram.parent.name in {finding.rule for finding in findings(diagram)}


@pytest.mark.parametrize("diagram", having("bad"), ids=named)
def test_every_sentence_says_what_to_do(diagram: Path) -> None:
    for finding in findings(diagram):
        assert re.match(r"['A-Z0-9]|\w+\.bpmn", finding.sentence), finding.sentence
        assert re.search(r"[:;,.?]", finding.sentence), finding.sentence
        assert "None" not in finding.sentence
        # the panel has other words for these, but for tags: tests/house/test_panel_words.py
        assert not re.search(r"(?<!\{\{ )\b(letter|separate|set)\.[\w<]", finding.sentence)


@pytest.mark.parametrize("diagram", having("bad"), ids=named)
def test_what_the_reader_notes_is_always_told_as_an_error(diagram: Path) -> None:
    noted = {oddity.element for oddity in opened(bundle(diagram), SETTING).model.oddities}
    severities = {finding.severity for finding in findings(diagram)}

    assert not noted or "error" in severities


def test_a_form_that_cannot_be_read_is_not_held_against_letters() -> None:
    diagram = HERE / "form-sound" / "bad_unread.bpmn"

    assert {finding.rule for finding in findings(diagram)} == {"form-sound"}


def test_a_plain_task_is_told_how_to_become_a_user_task() -> None:
    (told,) = findings(HERE / "task-has-form" / "bad_plain.bpmn")

    assert "Make it a person's step" in told.sentence
    assert "the wrench, then User task" in told.sentence


def test_roles_and_topics_that_nobody_told_are_not_judged() -> None:
    diagrams = [HERE / "role-known" / "bad.bpmn", HERE / "topic-known" / "bad.bpmn"]

    assert [check(bundle(diagram), Setting()) for diagram in diagrams] == [(), ()]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_page_and_a_good_and_a_bad_diagram(rule: str) -> None:
    page = (PAGES / f"{rule}.md").read_text()

    assert page.startswith(f"# {rule}\n")
    assert list((HERE / rule).glob("good*.bpmn"))
    assert list((HERE / rule).glob("bad*.bpmn"))


def test_no_page_or_folder_is_left_without_its_rule() -> None:
    folders = {path.parent.name for path in FIXTURES}
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}

    assert folders == set(RULES)
    assert pages == set(RULES)
