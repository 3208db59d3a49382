"""A template is given back with a comment at each place that is wrong."""

import io
from collections.abc import Callable

import pytest
from docx import Document

from engine.errors import UploadRefused
from engine.letters.author_copy import author_copy
from engine.letters.spots import NOWHERE, Fault
from engine.letters.template import read_template

Make = Callable[..., bytes]


def comments(content: bytes) -> list[tuple[str, str]]:
    """What each comment says, and the paragraph of the text at which it stands."""
    document = Document(io.BytesIO(content))
    texts = {comment.comment_id: comment.text for comment in document.comments}
    return [
        (texts[int(mark.get(mark.keys()[0]))], "".join(t.text or "" for t in holder.iter("{*}t")))
        for holder in document.element.body.iter("{*}p")
        for mark in holder.iter("{*}commentRangeStart")
    ]


def test_each_fault_is_a_comment_at_its_paragraph(word: Make) -> None:
    document = Document(io.BytesIO(word("First.", "Dear {{ name", "{one} brace", footer="{{ a")))
    document.add_table(1, 2).cell(0, 1).text = "{{ b() }} {%p if x %}"
    document.save(saved := io.BytesIO())
    template = saved.getvalue()

    marked = comments(author_copy(template, read_template(template, {}).faults))

    assert [where for _, where in marked] == [
        "First.",
        "Dear {{ name",
        "{one} brace",
        "{{ b() }} {%p if x %}",
    ]
    assert marked[0][0].endswith("This stands in the footer, paragraph 1.")
    assert marked[1][0] == (
        "A tag begins here ({{) and does not end (}}) in the same paragraph. "
        "(\N{LEFT DOUBLE QUOTATION MARK}Dear {{ name\N{RIGHT DOUBLE QUOTATION MARK})"
    )


def test_the_copy_has_the_style_that_comments_name_and_keeps_its_words(word: Make) -> None:
    template = word("A", "{{ b")

    document = Document(io.BytesIO(author_copy(template, [Fault(NOWHERE, "it is too long")])))

    assert "Comment Reference" in {style.name for style in document.styles}
    assert [paragraph.text for paragraph in document.paragraphs] == ["A", "{{ b"]
    assert [comment.text for comment in document.comments] == ["It is too long."]
    assert {comment.author for comment in document.comments} == {"section26"}


def test_a_comment_stands_in_an_empty_letter_too(word: Make) -> None:
    assert comments(author_copy(word(""), [Fault(NOWHERE, "nothing is said")])) == [
        ("Nothing is said.", "")
    ]
    assert author_copy(word(), [Fault(NOWHERE, "nothing is said")])


def test_an_unsafe_file_is_not_opened(word: Make, altered: Make) -> None:
    with pytest.raises(UploadRefused, match=r"L01 cannot be marked: .*macros"):
        author_copy(altered(word("x"), {"word/vbaProject.bin": b"x"}), [], "L01")
    with pytest.raises(UploadRefused, match="cannot be marked"):
        author_copy(b"no zip", [])
    links = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    broken = links + b'<Relationship Id="r1" Type="t/styles" Target="gone.xml"/></Relationships>'
    with pytest.raises(UploadRefused, match="cannot be opened: save it again in Word"):
        author_copy(altered(word("x"), {"word/_rels/document.xml.rels": broken}), [])
