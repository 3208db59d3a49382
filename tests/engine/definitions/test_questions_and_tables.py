"""Differences of questions, rows and templates that the shipped files have no room for."""

import io
import json
import zipfile

from docx import Document

from engine.definitions.difference.change import Names, narrowed
from engine.definitions.difference.questions import form_changes
from engine.definitions.difference.tables import table_changes
from engine.definitions.difference.templates import template_changes

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
CHOICE = [{"label": "Yes", "value": "yes"}, {"label": "No", "value": "no"}]


def form(hide: str) -> bytes:
    """A choice, and a question that is hidden as *hide* says."""
    choice = {"type": "radio", "key": "paid", "label": "Paid?"}
    reason = {"type": "textfield", "key": "why", "label": "Why?", "conditional": {"hide": hide}}
    components = [choice | {"values": CHOICE}, reason]
    return json.dumps({"type": "default", "id": "f", "components": components}).encode()


def table(note: str) -> bytes:
    """A table of one row with that description."""
    rule = (
        f'<rule id="r"><description>{note}</description><inputEntry id="i"><text>1</text>'
        '</inputEntry><outputEntry id="o"><text>"a"</text></outputEntry></rule>'
    )
    columns = (
        '<input id="in" label="Cost"><inputExpression id="e"><text>cost</text></inputExpression>'
        '</input><output id="out" name="way" label="Way" />'
    )
    decision = f'<decision id="d" name="D"><decisionTable id="t">{columns}{rule}</decisionTable>'
    return (
        f'<definitions xmlns="{DMN}" id="x" name="x">{decision}</decision></definitions>'.encode()
    )


def packed(document: bytes) -> bytes:
    """The same Word file, packed anew and less tightly."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), zipfile.ZIP_STORED)
    return saved.getvalue()


def test_the_answer_under_which_a_question_is_shown_is_told() -> None:
    found = [one.sentence for one in form_changes("f", form('paid != "yes"'), form('paid != "no"'))]

    assert any("the answer under which it is shown" in sentence for sentence in found), found


def test_a_row_that_says_less_of_itself_is_told() -> None:
    found = [one.sentence for one in table_changes("d", table("free"), table(""))]

    assert any("note" in sentence for sentence in found), found


def test_what_a_column_gives_when_no_row_matches_is_told() -> None:
    usual = b"<defaultOutputEntry><text>no</text></defaultOutputEntry></output>"
    before = table("")
    after = before.replace(b'label="Way" />', b'label="Way">' + usual)

    (change,) = table_changes("d", before, after)

    assert change.sentence.endswith("changes from Way (way) to Way (way), else no")


def test_of_two_long_texts_what_differs_is_told_with_a_few_words_around() -> None:
    words = [f"w{number}" for number in range(30)]
    text = " ".join(words)

    assert narrowed(f"a {text}", f"b {text}")[0] == "a w0 w1 w2 w3 w4 \u2026"
    assert narrowed(f"{text} a", f"{text} b")[1] == "\u2026 w25 w26 w27 w28 w29 b"


def test_a_template_that_is_only_packed_otherwise_has_no_other_words() -> None:
    document, saved = Document(), io.BytesIO()
    document.add_paragraph("Dear Sir")
    document.save(saved)
    before = saved.getvalue()
    after = packed(before)

    assert before != after
    assert list(template_changes("letters/X.docx", before, after, Names())) == []
