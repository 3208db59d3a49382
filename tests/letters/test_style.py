"""Slips in a template: each is found, and the shipped templates have none."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from docx import Document

from engine.letters.style import slips

Make = Callable[..., bytes]
TEMPLATES = Path(__file__).parents[2] / "document_templates"
APP = "docProps/app.xml"
SHIPPED = sorted(TEMPLATES.glob("*.docx"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_template_has_no_slips(path: Path) -> None:
    signed = path.stem != "certificate"  # of what was done, by the service itself

    assert slips(path.read_bytes(), signed=signed) == ()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_template_says_nothing_of_the_machine_it_was_written_on(path: Path) -> None:
    with ZipFile(path) as word:
        said = [element.tag.rpartition("}")[2] for element in fromstring(word.read(APP))]

    assert said == ["Application"]


def test_a_careless_template_is_told_everything_at_once(word: Make, altered: Make) -> None:
    careless = word("Hello", "", footer="{{ letter.id }}")

    found = " | ".join(map(str, slips(careless)))

    for slip in (
        "no title",
        "there are 0 paragraphs in Heading 1",
        "1 paragraphs are blank",
        "the header does not print {{ protective_marking }}",
        "the footer does not print {{ letter.fingerprint }}",
        "does not number the pages",
    ):
        assert slip in found, slip
    assert "the footer does not print {{ letter.id }}" not in found


def test_what_would_go_out_by_mistake_is_found(word: Make, altered: Make) -> None:
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>'
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
        '<w:p><w:r><w:drawing><wp:docPr id="1"/></w:drawing></w:r></w:p>'
        '<w:p><w:fldSimple w:instr="DATE"/><w:r><w:t>a</w:t></w:r></w:p>'
        "<w:p><w:r><w:txbxContent/><w:t>b</w:t></w:r></w:p>"
        "<w:tbl><w:tblPr/><w:tr/></w:tbl></w:body></w:document>"
    )
    changes = {"word/document.xml": body.encode()}

    found = " | ".join(map(str, slips(altered(word("x"), changes))))

    for slip in (
        "no alternative text: right-click",
        "the field DATE would change",
        "text box",
        "table 1 has no header row",
        "table 1 has no alternative text",
    ):
        assert slip in found, slip


def test_another_language_is_found(word: Make, altered: Make) -> None:
    empty = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'

    assert "not British English" in " ".join(
        map(str, slips(altered(word("x"), {"word/styles.xml": empty})))
    )
    assert slips(b"not a Word file") == ()


def test_every_style_a_template_uses_is_its_own(tmp_path: Path) -> None:
    for path in SHIPPED:
        document = Document(str(path))
        known = {style.style_id for style in document.styles}
        used = {item.get(item.keys()[0]) for item in document.element.body.iter("{*}pStyle")}
        assert used <= known, path.name


def test_what_would_make_a_letter_wrong_is_an_error_and_the_rest_a_warning(
    word: Make, altered: Make
) -> None:
    plain = word("{{ a }}", footer="{{ letter.id }}")

    severities = {slip.severity for slip in slips(plain)}
    errors = [slip.sentence for slip in slips(plain, signed=True) if slip.severity == "error"]

    assert severities == {"error", "warning"}
    assert [error.partition(", which")[0].partition(" the signature")[0] for error in errors] == [
        "the footer does not print {{ letter.version }}",
        "the footer does not print {{ letter.fingerprint }}",
        "it is to come back signed and has no signature block: give the name and office below",
    ]
