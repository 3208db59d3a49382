"""The text of a Word file is found by its relationships, and a template's may have any name."""

import io

import pytest
from docx import Document

from engine.letters import package
from engine.letters.compile import compile_letter
from engine.readers.zip_file import unzipped
from engine.readers.zip_limits import WORD
from tests.returning import zipped


@pytest.fixture
def members() -> dict[str, bytes]:
    document, saved = Document(), io.BytesIO()
    document.add_paragraph("Before {{ x }} after.")
    document.sections[0].footer.paragraphs[0].text = "Foot"
    document.save(saved)
    return unzipped(saved.getvalue(), WORD)


def renamed(members: dict[str, bytes]) -> dict[str, bytes]:
    """The same file with its text as word/document2.xml, as Word Online saves it."""
    return {
        name.replace("word/document.xml", "word/document2.xml").replace(
            "word/_rels/document.xml", "word/_rels/document2.xml"
        ): content.replace(b"word/document.xml", b"word/document2.xml")
        for name, content in members.items()
    }


def test_a_template_of_word_online_is_compiled(members: dict[str, bytes]) -> None:
    usual, other = zipped(members), zipped(renamed(members))

    assert compile_letter(other).paragraphs == compile_letter(usual).paragraphs
    assert package.read(other)[0].keys() == members.keys()


def test_a_hidden_second_text_is_refused(members: dict[str, bytes]) -> None:
    both = renamed(members) | {"word/document.xml": members["word/document.xml"]}
    assert package.read(zipped(both))[1] == (
        "its text has a place of its own: save it again in Word",
    )

    link = b'<Relationship Id="r9" Type="x/officeDocument" Target="/word/b.xml"/></Relationships>'
    two = members | {
        "_rels/.rels": members["_rels/.rels"].replace(b"</Relationships>", link),
        "word/b.xml": members["word/document.xml"],
    }
    assert "two parts" in package.read(zipped(two))[1][0]


def test_a_file_without_a_text_is_no_word_document(members: dict[str, bytes]) -> None:
    del members["word/document.xml"]
    assert package.read(zipped(members))[1] == ("it is not a Word document (.docx)",)

    outside = members["_rels/.rels"].replace(b"/officeDocument", b"/elsewhere")
    members["_rels/.rels"] = outside
    assert package.read(zipped(members))[1] == ("it is not a Word document (.docx)",)


def test_a_picture_beyond_measure_and_a_drawing_that_acts_are_refused(
    members: dict[str, bytes],
) -> None:
    huge = b"GIF89a\xff\xff\xff\xff"
    assert "65,535 by 65,535 dots" in package.read(zipped(members | {"word/a.gif": huge}))[1][0]

    svg = b"<svg><script/></svg>"
    assert "word/a.svg: this drawing" in package.read(zipped(members | {"word/a.svg": svg}))[1][0]


def test_many_parts_of_middling_length_are_too_long_together(members: dict[str, bytes]) -> None:
    long = b"<a>" + b"<b>x</b>" * 30_000 + b"</a>"
    more = {f"word/header{n}.xml": long for n in range(3)}

    assert "far too long" in package.read(zipped(members | more))[1][0]
