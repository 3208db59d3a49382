"""The faults of one letter of a definition: those of its tags first, then of its facts."""

import io
from pathlib import Path

from docx import Document

from engine.analysis.definition import opened
from engine.analysis.setting import Setting
from engine.lint.letter_faults import faults_of_letter

HERE = Path(__file__).parent


def told(line: str, code: str = "L01") -> list[str]:
    """The errors of a letter with this paragraph, as they are told."""
    document = Document()
    document.add_paragraph(line)
    document.save(saved := io.BytesIO())
    files = {
        "p.bpmn": (HERE / "letter-fits" / "good.bpmn").read_bytes(),
        "letters/L01.docx": saved.getvalue(),
    }
    setting = Setting(groups={"force": {"name"}})
    faults = faults_of_letter(opened(files, setting), code)
    return [str(fault) for fault in faults if fault.severity == "error"]


def test_the_faults_of_a_letter_are_told_in_turn() -> None:
    assert told("{{ force.nmae ", "L99") == []
    assert told("{{ force.nmae ")[0].startswith("paragraph 1: a tag begins here")
    assert told("{{ force.nmae }}")[0].startswith("paragraph 1: 'force.nmae' is not there")
    assert told("{{ force.name }}")[0].startswith("the footer does not print {{ letter.id }}")
    deep = "{% if x %}" * 120 + "x" + "{% endif %}" * 120
    assert "too deep in one another" in told(deep)[0]
