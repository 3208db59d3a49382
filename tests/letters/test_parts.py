"""Headers, footers and document properties are filled in whatever they are called."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document

from engine.errors import TemplateRefused
from engine.letters.compile import compile_letter
from engine.letters.render import Stamp, render

Make = Callable[..., bytes]


def refusals(template: bytes) -> tuple[str, ...]:
    with pytest.raises(TemplateRefused) as refused:
        compile_letter(template)
    return refused.value.reasons


def test_a_header_is_found_whatever_it_is_called(word: Make, altered: Make, stamp: Stamp) -> None:
    template = word("x", footer="{{ a }}")
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        footer = package.read("word/footer1.xml")
        links = package.read("word/_rels/document.xml.rels")
        types = package.read("[Content_Types].xml")
    renamed = altered(
        template,
        {
            "word/footer1.xml": None,
            "word/Odd Name.xml": footer,
            "word/_rels/document.xml.rels": links.replace(b"footer1.xml", b"Odd Name.xml"),
            "[Content_Types].xml": types.replace(b"footer1.xml", b"Odd Name.xml"),
        },
    )

    content = render(compile_letter(renamed), {"a": "filled"}, stamp).content

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"filled" in package.read("word/Odd Name.xml")
    broken = altered(renamed, {"word/Odd Name.xml": footer.replace(b"{{ a }}", b"{{ a")})
    assert refusals(broken)[0].startswith("the footer, paragraph 1: a tag begins here")


def test_a_line_break_never_reaches_the_document_properties(word: Make, stamp: Stamp) -> None:
    document = Document(io.BytesIO(word("x")))
    document.core_properties.title = "About {{ a }}{% if b %}, {{ b }}{% endif %}"
    document.save(saved := io.BytesIO())

    content = render(compile_letter(saved.getvalue()), {"a": "one\n& two", "b": ""}, stamp).content

    assert Document(io.BytesIO(content)).core_properties.title == "About one & two"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"w:br" not in package.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("{{ a", "the document properties (title): a tag begins here"),
        ("{%p if a %}x", "the document properties (title): there is no {%p here"),
        ("{% if a %}x", "the document properties (title): this if is never ended"),
        ("{{ a b }}", "the document properties (title): this tag cannot be read"),
        ("{{ a() }}", "the document properties (title): a call"),
        ("\ufdd00\ufdd1", "the document properties hold characters that stand for nothing"),
    ],
)
def test_a_fault_in_the_document_properties_is_told(word: Make, title: str, sentence: str) -> None:
    document = Document(io.BytesIO(word("x")))
    document.core_properties.title = title
    document.save(saved := io.BytesIO())

    assert refusals(saved.getvalue())[0].startswith(sentence)


def test_the_day_of_the_stamp_is_the_only_one_in_the_properties(word: Make, stamp: Stamp) -> None:
    content = render(compile_letter(word("x")), {}, stamp).content

    assert Document(io.BytesIO(content)).core_properties.created.date() == date(2012, 12, 3)
