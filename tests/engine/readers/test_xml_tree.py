"""XML: counted before it is parsed, and nothing in it stands for more than is there."""

import pytest

from engine.readers.drawings import must_only_draw
from engine.readers.errors import Fault, NotRead
from engine.readers.xml_tree import XmlLimits, xml_root

LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
SMALL = XmlLimits(largest=2_000, tags=100)


@pytest.mark.parametrize(
    ("content", "why", "fault"),
    [
        (b"<a>" + b"x" * 2_000 + b"</a>", "larger than 0.002 MB", Fault.UNSAFE),
        (b"<a>" + b"<b/>" * 100 + b"</a>", "more than 100 elements", Fault.UNSAFE),
        (b"<a>" + b"=" * 101 + b"</a>", "more than 100 elements or attributes", Fault.UNSAFE),
        (b"<?xml version='1.0' encoding='UTF-7'?><a>+ADw-b/+AD4-</a>", "written in UTF-7",
         Fault.UNSAFE),
        ("<?xml version='1.0' encoding='UTF-7'?><a/>".encode("utf-16-le"), "written in UTF-7",
         Fault.UNSAFE),
        (b"<?xml version='1.0'" + b" " * 1_000 + b"encoding='UTF-7'?><a/>", "line does not end",
         Fault.BROKEN),
        (b"<a><b></a>", "not well-formed XML", Fault.BROKEN),
        (b"", "not well-formed XML", Fault.BROKEN),
        ("<a>é</a>".encode("latin-1"), "not well-formed XML", Fault.BROKEN),
        (b"<!DOCTYPE a><a/>", "has a DOCTYPE", Fault.UNSAFE),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "has a DOC",
         Fault.UNSAFE),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "has a DOCTYPE", Fault.UNSAFE),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "has a DOCTYPE",
         Fault.UNSAFE),
        (f'<!DOCTYPE a [<!ENTITY e0 "ha">{LAUGHS}]><a b="&e11;"/>'.encode(), "amplification",
         Fault.BROKEN),
    ],
)  # fmt: skip
def test_what_is_no_plain_xml_is_refused(content: bytes, why: str, fault: Fault) -> None:
    with pytest.raises(NotRead, match=why) as refused:
        xml_root(content, SMALL)
    assert refused.value.fault is fault


def test_depth_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotRead, match="Excessive depth"):
        xml_root(b"<a>" * 5_000 + b"</a>" * 5_000)


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-16", "ISO-8859-1", "windows-1252"])
def test_the_usual_ways_to_write_are_read(encoding: str) -> None:
    content = f"\n<?xml version='1.0' encoding='{encoding}'?><a>\u00e9</a>".strip()

    assert xml_root(content.encode(encoding)).text == "\u00e9"
    assert xml_root(content.encode(encoding), SMALL).text == "\u00e9"


def test_notes_stay_or_go() -> None:
    content = b"<a><!-- note --><?do this?><b/></a>"

    assert len(xml_root(content)) == 3
    assert len(xml_root(content, notes=False)) == 1


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<g><foreignObject/></g>", "<foreignObject>"),
        ('<rect onload="alert(1)"/>', "script"),
        ('<rect ONCLICK="alert(1)"/>', "script"),
        ('<image xlink:href="http://example.org/a.png"/>', "leads to something outside"),
        ('<a href="javascript:alert(1)"/>', "leads to something outside"),
        ('<use href="data:image/svg+xml;base64,PHN2Zz4="/>', "leads to something outside"),
        ('<rect style="fill:url(http://example.org/a)"/>', "leads to something outside"),
        ("<style>@import 'http://example.org/a.css';</style>", "fetches something"),
    ],
)
def test_a_drawing_that_could_do_something_is_refused(inside: str, why: str) -> None:
    with pytest.raises(NotRead, match=why):
        must_only_draw(SVG.format(inside).encode())


def test_a_drawing_that_only_draws_is_taken() -> None:
    inside = '<!-- crest --><style>.a{fill:#fff}</style><rect id="r" fill="url(#g)" class="a"/>'
    picture = '<use href="#r"/><image href="data:image/png;base64,iVBORw0="/>'

    must_only_draw(SVG.format(inside + picture).encode())
