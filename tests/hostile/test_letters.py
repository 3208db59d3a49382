"""Hostile facts, templates and uploads: nothing they say may reach Word, XML or the disk."""

import io
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from lxml import etree
from markupsafe import Markup

from engine.errors import TemplateRefused
from engine.letters import package
from engine.letters.compile import compile_letter
from engine.letters.render import Stamp, render
from engine.letters.returned.compare import LARGEST, compared, issued_from
from engine.readers.zip_limits import WORD
from tests.returning import photograph, picture, zipped

LOCKED = "EncryptedPackage".encode("utf-16-le")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def template() -> bytes:
    document = Document()
    document.add_paragraph("Before {{ x }} after.")
    document.add_table(1, 1).cell(0, 0).text = "{{ x }}"
    document.core_properties.title = "About {{ x }}"
    document.sections[0].footer.paragraphs[0].text = "{{ x }}"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        ("Police & Crime", "Police & Crime"),
        ("<w:p/>]]></w:t>", "<w:p/>]]></w:t>"),
        ("{{ 7*7 }}{% raw %}", "{{ 7*7 }}{% raw %}"),
        ("{_{ x }_}", "{_{ x }_}"),
        ("&#x0;&lt;", "&#x0;&lt;"),
        ("a\nb", "ab"),
        ("a\x0b\x00\x1b\ud800\ufffe\x85b", "ab"),
        ("tab\tbed", "tab bed"),
        ("\u202eevil", "evil"),
        ("\u2019\u201cé漢字\U0001f600", "\u2019\u201cé漢字\U0001f600"),
        ("x" * 10_000, "x" * 10_000),
        ("", ""),
    ],
)
def test_a_hostile_fact_is_only_ever_words(template: bytes, fact: str, written: str) -> None:
    rendered = render(compile_letter(template), {"x": fact}, _stamp())

    document = Document(io.BytesIO(rendered.content))
    assert document.paragraphs[0].text.replace("\n", "") == f"Before {written} after."
    assert len(document.paragraphs) == 1
    assert document.tables[0].cell(0, 0).text.replace("\n", "") == written
    assert _all_well_formed(rendered.content)


def test_a_hostile_reference_cannot_break_the_properties(template: bytes) -> None:
    stamp = _stamp(case_ref='</vt:lpwstr>"&\n\x00')

    rendered = render(compile_letter(template), {"x": "y"}, stamp)

    assert _all_well_formed(rendered.content)


def test_a_value_of_markup_type_is_still_escaped(template: bytes) -> None:
    rendered = render(compile_letter(template), {"x": Markup("<b>")}, _stamp())

    assert Document(io.BytesIO(rendered.content)).paragraphs[0].text == "Before <b> after."


_RELS = "word/_rels/document.xml.rels"


def _relationship(kind: str, target: str, mode: str = "External") -> Callable[[bytes], bytes]:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    link = f'<Relationship Id="rX" Type="{base}{kind}" Target="{target}" TargetMode="{mode}"/>'
    return lambda old: old.replace(b"</Relationships>", link.encode() + b"</Relationships>")


def _new(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _: content


def _inside(xml: str) -> Callable[[bytes], bytes]:
    return lambda old: old.replace(b"<w:body>", b"<w:body>" + xml.encode())


def _field(*parts: str) -> Callable[[bytes], bytes]:
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in parts)
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return _inside(f'<w:p>{begin}{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')


FAULTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "attached template": (_RELS, _relationship("attachedTemplate", "http://x/a.dotm"), "outside"),
    "linked picture": (_RELS, _relationship("image", "file://x/a.png"), "outside"),
    "odd link": (_RELS, _relationship("hyperlink", "file://server/share"), "outside"),
    "chunk": (_RELS, _relationship("aFChunk", "a.html", "Internal"), "aFChunk"),
    "object": (_RELS, _relationship("oleObject", "a.bin", "Internal"), "oleObject"),
    "altChunk": ("word/document.xml", _inside('<w:altChunk w:id="x"/>'), "altChunk"),
    "ole": ("word/document.xml", _inside("<w:p><w:r><w:object/></w:r></w:p>"), "OLE"),
    "dde": ("word/document.xml", _field("DDEAUTO c:\\cmd.exe"), "field DDEAUTO"),
    "split dde": ("word/document.xml", _field("DD", "E cmd"), "field DDE"),
    "include": ("word/document.xml", _field(' INCLUDETEXT "c:\\x"'), "field INCLUDETEXT"),
    "quote": ("word/document.xml", _field("QUOTE 68 68 69"), "field QUOTE"),
    "simple": (
        "word/document.xml",
        _inside('<w:p><w:fldSimple w:instr="INCLUDEPICTURE x"/></w:p>'),
        "field INCLUDEPICTURE",
    ),
    "loose": (
        "word/document.xml",
        _inside("<w:p><w:r><w:instrText>LINK x</w:instrText></w:r></w:p>"),
        "field LINK",
    ),
    "doctype": ("word/document.xml", lambda old: b"<!DOCTYPE a>" + _bare(old), "DOCTYPE"),
    "entity": (
        "word/styles.xml",
        lambda old: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + _bare(old),
        "DOCTYPE",
    ),
    "broken": ("word/styles.xml", lambda old: old[:-5], "not well-formed"),
    "macro type": (
        "[Content_Types].xml",
        lambda old: old.replace(b"document.main", b"document.macroEnabled.main"),
        "macros",
    ),
    "template type": (
        "[Content_Types].xml",
        lambda old: old.replace(b"document.main", b"template.main"),
        "Save As",
    ),
    "macro": ("word/vbaProject.bin", _new(b"x"), "vbaProject.bin"),
    "embedding": ("word/embeddings/oleObject1.bin", _new(b"x"), "embedded objects"),
    "climb": ("../evil.xml", _new(b"<a/>"), "may not have this name"),
    "rooted": ("/etc/evil", _new(b"x"), "may not have this name"),
    "twice": ("WORD/document.xml", _new(b"<a/>"), "twice"),
    "bomb": ("word/media/a.bin", _new(b"\0" * 15_000_000), "too tightly"),
    "huge": ("word/media/b.bin", _new(b"\0" * 16_000_001), "larger than 16 MB"),
}


# Nobody opens a signed copy here: a template that it names is never fetched, nor one it may be.
HARMLESS_IN_A_COPY = {"attached template", "template type"}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_unsafe_package_is_refused_before_it_is_opened(template: bytes, fault: str) -> None:
    member, change, why = FAULTS[fault]

    content = _changed(template, member, change)

    with pytest.raises(TemplateRefused, match=re.escape(why)):
        compile_letter(content)
    returned = compared(content, issued_from(template, "S26-7-L07", 1, "S26-7"), lambda _: None)
    assert returned.goes_on is (fault in HARMLESS_IN_A_COPY), returned


def test_a_web_link_and_a_page_number_are_harmless(template: bytes) -> None:
    content = _changed(template, _RELS, _relationship("hyperlink", "https://www.gov.uk"))
    content = _changed(content, "word/document.xml", _field(" PAGE "))

    compile_letter(content)
    returned = compared(content, issued_from(template, "S26-7-L07", 1, "S26-7"), lambda _: None)
    assert (returned.kind.value, returned.details) == ("changed", ("a field: “PAGE”",))


def test_too_many_parts_encryption_and_odd_packing_are_refused(template: bytes) -> None:
    many = template
    with zipfile.ZipFile(buffer := io.BytesIO(many), "a") as package_:
        for part in range(WORD.members):
            package_.writestr(f"word/media/{part}.png", b"x")
    assert "at most 200" in package.read(buffer.getvalue())[1][0]

    with zipfile.ZipFile(buffer := io.BytesIO(template), "a") as package_:
        package_.writestr("word/x.xml", b"<a/>", zipfile.ZIP_LZMA)
    assert "packed in a way" in package.read(buffer.getvalue())[1][0]

    locked = bytearray(template)
    at = template.index(b"PK\x01\x02") + 8
    locked[at : at + 2] = locked[6:8] = struct.pack("<H", 1)
    assert "encrypted" in package.read(bytes(locked))[1][0]


def test_a_package_that_lies_about_its_sizes_is_refused(template: bytes) -> None:
    lying = bytearray(template)
    at = template.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = struct.pack("<I", 10)

    assert package.read(bytes(lying))[1]


NOISE = bytes(n * 7 % 256 for n in range(256)) * 800


def test_a_package_that_says_it_is_small_is_unpacked_no_further() -> None:
    packed = bytearray(zipped({"word/a.xml": b"\0" * 30_000_000}, zipfile.ZIP_DEFLATED))
    directory = packed.index(b"PK\x01\x02") + 24
    packed[directory : directory + 4] = packed[22:26] = struct.pack("<I", 1_000)
    tracemalloc.start()

    _, refused = package.unpacked(bytes(packed))

    assert refused
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (b"", "unreadable", "is empty"),
        (b"MZ", "convert", "not a PDF, a Word document"),
        (b"<html>", "convert", "not a PDF, a Word document"),
        (b"%PDF-" + b"x" * LARGEST, "unreadable", "larger than 10 MB"),
        (b"<html>%PDF-", "unreadable", "says that it is a PDF and is none. Print"),
        (b"%PDF-1.4\n<html>\n%%EOF", "unreadable", "says that it is a PDF and is none"),
        (b"%PDF-1.4 1 0 obj never ended", "unreadable", "cut short"),
        (b"PK\x03\x04rubbish", "unreadable", "save it again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "convert", "old Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + LOCKED, "encrypted", "password"),
        (b"\0\0\0\x18ftypheic" + NOISE, "convert", "HEIC"),
        (b"II*\0" + NOISE, "convert", "TIFF"),
        (b"GIF89a" + NOISE, "convert", "neither a JPG nor a PNG"),
        (b"{\\rtf1 Dear}", "convert", "Rich Text"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "convert", "OpenDoc"),
        (zipped({"a.txt": b"x"}), "convert", "not a Word document"),
        (picture(200, 200, NOISE), "not_a_letter", "200 by 200 dots: too small"),
        (picture(2_000, 1_900, b"\0" * 100), "not_a_letter", "nothing on the picture"),
        (picture(60_000, 60_000, NOISE), "unsafe", "far too large"),
        (picture(900, 1_200, NOISE)[:-20], "unreadable", "cut short"),
        (photograph(0, 0, NOISE), "unreadable", "cut short"),
        (photograph(900, 1_200, NOISE)[:-2], "unreadable", "cut short"),
        (photograph(1_700, 2_400, b"x"), "not_a_letter", "nothing on the picture"),
        (b"\xff\xd8\xff\xda\0\x02\xff\xd9", "unreadable", "cut short"),
        (picture(900, 1_200, NOISE), "scan", "only a person"),
        (photograph(900, 1_200, NOISE), "scan", "only a person"),
    ],
)
def test_what_comes_back_is_told_by_what_it_holds(
    content: bytes, kind: str, why: str, written: bytes
) -> None:
    issued = issued_from(written, "S26-7-L07", 1, "S26-7")

    outcome = compared(content, issued, lambda _: None)

    assert (outcome.kind.value, why in outcome.sentence) == (kind, True), outcome
    assert outcome.goes_on is False


@pytest.fixture(scope="module")
def written() -> bytes:
    document, saved = Document(), io.BytesIO()
    document.add_paragraph("I recommend that the body approve the application.")
    document.save(saved)
    return saved.getvalue()


def _stamp(case_ref: str = "S26-7") -> Stamp:
    return Stamp("S26-7-L07", case_ref, "L07", 1, "ab" * 32, date(2012, 12, 3))


def _bare(xml: bytes) -> bytes:
    return xml.split(b"?>", 1)[-1]


def _changed(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data, zipfile.ZIP_DEFLATED)
        if member not in old.namelist():
            new.writestr(member, change(b""), zipfile.ZIP_DEFLATED)
    return saved.getvalue()


def _all_well_formed(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as letter:
        for name in letter.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(letter.read(name))
    return True
