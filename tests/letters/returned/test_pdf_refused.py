"""A PDF that comes back and is no copy of the letter says what it is instead."""

from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from engine.letters.returned.issued import Issued
from engine.letters.returned.outcome import Kind, Outcome
from engine.readers import pdf_file
from tests.letters.returned.pages import Make, Page, library, line, pdf, typed

pytestmark = pytest.mark.usefixtures("in_this_process")
Compare = Callable[[bytes], Outcome]


def with_a_script(writer: PdfWriter) -> None:
    script = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
    action = DictionaryObject({NameObject(k): NameObject(v) for k, v in script.items()})
    action[NameObject("/JS")] = TextStringObject("app.alert(1)")
    names = ArrayObject([TextStringObject("first"), action])
    tree = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})


def with_a_film(issued: Issued) -> bytes:
    pages = typed(issued)
    pages[0].notes.append("<</Type/Annot/Subtype/Movie/Rect[60 500 500 700]>>")
    return pdf(pages)


OTHER: dict[str, tuple[Make, Kind, str]] = {
    "with a password": (
        library(lambda writer: writer.encrypt("secret", "owner")),
        Kind.ENCRYPTED,
        "password",
    ),
    "that only the owner may change": (
        library(lambda writer: writer.encrypt("", "owner")),
        Kind.ENCRYPTED,
        "locked with a password",
    ),
    "with a form of its own program": (
        lambda issued: pdf(typed(issued)).replace(b"/Pages", b"/AcroForm<</XFA 9 0 R>>/Pages"),
        Kind.UNSAFE,
        "a form with a program of its own",
    ),
    "with a file": (
        library(lambda writer: writer.add_attachment("a.txt", b"x")),
        Kind.UNSAFE,
        "a file",
    ),
    "with a script": (
        library(with_a_script),
        Kind.UNSAFE,
        "a script",
    ),
    "with a film": (with_a_film, Kind.UNSAFE, "a film"),
    "cut short": (lambda issued: pdf(typed(issued))[:400], Kind.UNREADABLE, "cut short"),
    "blank": (lambda _: pdf([Page()]), Kind.NOT_A_LETTER, "blank"),
    "a shopping list": (
        lambda _: pdf([Page(line(72, 700, "Two pounds of apples and some bread"))]),
        Kind.NOT_A_LETTER,
        "hardly any",
    ),
    "a book": (
        lambda issued: pdf(typed(issued, [*issued.shown.paragraphs, "more and more " * 9_000])),
        Kind.NOT_A_LETTER,
        "far longer",
    ),
    "of many pages": (lambda _: pdf([Page()] * 61), Kind.UNSAFE, "61 pages"),
    "on a poster": (
        lambda issued: pdf(typed(issued)).replace(b"0 0 595 842", b"0 0 5950 842"),
        Kind.UNSAFE,
        "larger than A3",
    ),
}


@pytest.mark.parametrize("name", OTHER)
def test_a_pdf_that_is_no_copy_says_what_it_is(name: str, issued: Issued, compare: Compare) -> None:
    make, kind, why = OTHER[name]

    outcome = compare(make(issued))

    assert outcome.kind is kind, outcome
    assert why in outcome.sentence


def test_what_the_walk_over_its_objects_missed_is_refused_all_the_same(
    issued: Issued, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_file, "read", lambda _: {})

    carried = [compare(OTHER[f"with a {what}"][0](issued)) for what in ("script", "file", "film")]

    assert {one.kind for one in carried} == {Kind.UNSAFE}
    assert ["has a" in one.sentence for one in carried] == [True] * 3


def test_a_script_that_runs_when_the_file_is_opened_is_told(
    issued: Issued, compare: Compare
) -> None:
    content = pdf(typed(issued)).replace(
        b"<</Type/Catalog", b"<</OpenAction<</S/Java#53cript/JS(app.alert)>>/Type/Catalog"
    )

    assert (compare(content).kind, "a script" in compare(content).sentence) == (Kind.UNSAFE, True)
