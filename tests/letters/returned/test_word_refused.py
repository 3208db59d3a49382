"""A Word file that comes back and holds what no letter needs is told by name, and not compared."""

import re
from collections.abc import Callable

import pytest

from engine.letters.returned.outcome import Kind, Outcome
from tests.letters.returned import packages as p

Compare = Callable[[bytes], Outcome]
Make = Callable[[bytes], bytes]


SECOND = '<Relationship Id="rIdTwo" Type="x/officeDocument" Target="word/other.xml"/>'


def edit(change: p.Change, part: str = p.TEXT) -> Make:
    return lambda content: p.changed(content, change, part)


UNSAFE: dict[str, tuple[Make, Kind, str]] = {
    "macros": (
        lambda content: p.packed(p.members_of(content) | {"word/vbaProject.bin": b"x"}),
        Kind.UNSAFE,
        "macro",
    ),
    "made for macros": (
        edit(p.words("wordprocessingml.document.main", "macroEnabled.main"), "[Content_Types].xml"),
        Kind.UNSAFE,
        "macros",
    ),
    "a drawing": (
        lambda content: p.packed(p.members_of(content) | {"word/media/a.svg": b"<svg/>"}),
        Kind.UNSAFE,
        "SVG",
    ),
    "fetched": (
        lambda content: p.linked(content, "image", "http://example.com/a.png", "document"),
        Kind.UNSAFE,
        "from outside (image)",
    ),
    "imported": (
        lambda content: p.linked(content, "aFChunk", "x.html", "document"),
        Kind.UNSAFE,
        "another document",
    ),
    "a web link": (
        lambda content: p.linked(content, "hyperlink", "https://example.com", "document"),
        Kind.EXACT,
        "",
    ),
    "a strange link": (
        lambda content: p.linked(content, "hyperlink", "file:///etc/passwd", "document"),
        Kind.UNSAFE,
        "hyperlink",
    ),
    "two texts": (
        lambda content: p.changed(
            content,
            lambda xml: xml.replace("</Relationships>", SECOND + "</Relationships>"),
            "_rels/.rels",
        ),
        Kind.UNSAFE,
        "two parts",
    ),
    "pictures of pages": (
        edit(
            lambda xml: re.sub(
                "<w:body>.*</w:body>", f"<w:body>{p.picture()}</w:body>", xml, flags=re.DOTALL
            )
        ),
        Kind.CONVERT,
        "Save it as a PDF",
    ),
    "not XML": (edit(lambda _: "<w:document", p.TEXT), Kind.UNREADABLE, "cannot be read"),
    "a DOCTYPE": (
        edit(lambda xml: xml.replace("?>", "?><!DOCTYPE w:document []>", 1)),
        Kind.UNSAFE,
        "DOCTYPE",
    ),
    "without end": (
        edit(lambda xml: xml + "".join(f"<!--{n}-->" for n in range(110_000))),
        Kind.UNSAFE,
        "far too long",
    ),
    "no text": (lambda content: p.without(content, p.TEXT), Kind.CONVERT, "not a Word"),
    "strict": (
        edit(lambda _: '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        Kind.CONVERT,
        "Strict Open XML",
    ),
    "a workbook": (edit(lambda _: "<workbook/>"), Kind.CONVERT, "not a Word document"),
}


@pytest.mark.parametrize("name", UNSAFE)
def test_what_no_letter_holds_is_told_by_name(name: str, file: bytes, compare: Compare) -> None:
    make, kind, why = UNSAFE[name]

    outcome = compare(make(file))

    assert outcome.kind is kind, outcome
    assert why in outcome.sentence
