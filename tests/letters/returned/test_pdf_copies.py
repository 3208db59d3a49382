"""A PDF that comes back: its words in their order, all of them seen, and nothing laid over them."""

import re
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from engine.letters.returned.issued import Issued
from engine.letters.returned.outcome import PDF, Kind, Outcome
from tests.letters.returned.pages import Make, Page, library, line, pdf, scans, typed

pytestmark = pytest.mark.usefixtures("in_this_process")
Compare = Callable[[bytes], Outcome]


def drawn(operators: str, sheet: int = 0) -> Make:
    """The letter with something more drawn on a page."""

    def make(issued: Issued) -> bytes:
        pages = typed(issued)
        pages[sheet].drawn += operators
        return pdf(pages)

    return make


def noted(kind: str, box: str = "60 500 500 700", more: str = "") -> Make:
    """The letter with a note laid over its first page."""

    def make(issued: Issued) -> bytes:
        pages = typed(issued)
        pages[0].notes.append(f"<</Type/Annot/Subtype/{kind}/Rect[{box}]{more}>>")
        return pdf(pages)

    return make


def said(old: str, new: str) -> Make:
    """The letter with other words in place of some, and the same foot."""

    def make(issued: Issued) -> bytes:
        paragraphs = [one.replace(old, new) for one in issued.shown.paragraphs]
        assert paragraphs != list(issued.shown.paragraphs)
        return pdf(typed(issued, paragraphs))

    return make


def numbered(issued: Issued) -> bytes:
    """The letter with the numbers that Word draws before paragraphs, and a heading row again."""
    paragraphs = []
    for number, one in enumerate(issued.shown.paragraphs, start=1):
        paragraphs.append(f"{number}. {one}" if len(one) > 80 else one)
    first = paragraphs.index("Enclosures")
    for number, at in enumerate(range(first + 1, len(paragraphs)), start=1):
        paragraphs[at] = f"Enc. {number} {paragraphs[at]}"
    return pdf(typed(issued, paragraphs))


def signed_in_the_block(issued: Issued) -> bytes:
    paragraphs = list(issued.shown.paragraphs)
    at = paragraphs.index("Yours sincerely")
    paragraphs.insert(at + 1, "Signed 5 December 2011")
    pages = typed(issued, paragraphs)
    sheet, height = place_of(pages, "Yours sincerely")
    pages[
        sheet
    ].drawn += f"q 100 {height - 20} m 150 {height} 200 {height - 30} 250 {height} c S Q\n"
    pages[sheet].notes.append(
        f"<</Type/Annot/Subtype/Ink/Rect[80 {height - 40} 200 {height - 5}]>>"
    )
    return pdf(pages)


def swapped(issued: Issued) -> bytes:
    """The words in their order, and two of them drawn where the other belongs."""
    pages = typed(issued)
    lines = pages[1].drawn.splitlines(keepends=True)
    places = [re.search(r"\d+ \d+ Td", line) for line in lines[4:6]]
    one, other = (str(place[0]) for place in places if place)
    lines[4], lines[5] = lines[4].replace(one, other), lines[5].replace(other, one)
    pages[1].drawn = "".join(lines)
    return pdf(pages)


# Dark that is drawn as filled boxes side by side: no curve, no picture, no word.
BLOT = "".join(f"q {300 + 9 * n} 300 5 9 re f Q\n" for n in range(6))
PATTERN = "q 300 300 60 40 re f Q\n"


def drawn_as_a_group(issued: Issued) -> bytes:
    pages = typed(issued)
    pages[0].group = "q 0 0 m 10 20 30 40 50 60 c S Q"
    pages[0].drawn += "q 2 0 0 2 300 300 cm /G Do Q\n"
    return pdf(pages)


def place_of(pages: list[Page], words: str) -> tuple[int, int]:
    """The sheet and the height of a line that begins with some words."""
    found = words.encode("cp1252").hex()
    for sheet, page in enumerate(pages):
        for one in page.drawn.splitlines():
            if f"<{found}" in one:
                return sheet, int(one.split(" Td")[0].split()[-1])
    raise AssertionError(words)


def signed_digitally(writer: PdfWriter) -> None:
    """A signature nobody sees, with its field apart, and one that is seen at the foot of a page."""
    fields = ArrayObject()
    for page, rect in ((0, (0, 0, 0, 0)), (-1, (400, 60, 520, 85))):
        field = DictionaryObject({NameObject("/FT"): NameObject("/Sig")})
        field[NameObject("/T")] = TextStringObject(f"by {page}")
        about = {"/Type": "/Annot", "/Subtype": "/Widget"}
        widget = DictionaryObject({NameObject(k): NameObject(v) for k, v in about.items()})
        widget[NameObject("/Rect")] = ArrayObject([NumberObject(n) for n in rect])
        fields.append(writer._add_object(field))
        widget[NameObject("/Parent")] = fields[-1]
        field[NameObject("/Kids")] = ArrayObject([writer._add_object(widget)])
        writer.pages[page][NameObject("/Annots")] = field["/Kids"]
    form = DictionaryObject({NameObject("/Fields"): fields})
    writer.root_object[NameObject("/AcroForm")] = form


TAKEN: dict[str, tuple[Make, str]] = {
    "as typed": (lambda issued: pdf(typed(issued)), ""),
    "with drawn numbers": (numbered, ""),
    "signed and dated": (signed_in_the_block, "“Signed 5 December 2011”"),
    "with bytes after its end": (lambda issued: pdf(typed(issued)) + b"\n\0" * 3_000, ""),
    "with bytes before it": (lambda issued: b"noise\n" * 40 + pdf(typed(issued)), ""),
    "written anew": (library(lambda _: None), ""),
    "signed digitally": (library(signed_digitally), "a digital signature"),
    "underlined": (drawn("q 72 767 200 0.7 re f Q\n"), ""),
    "with a link": (noted("Link"), ""),
}
CHANGED: dict[str, tuple[Make, str]] = {
    "a word put in": (said("I recommend", "I do not recommend"), "do not"),
    "an amount": (said("£30,770.50", "£3,077,050"), "£3,077,050"),
    "two amounts changed about": (
        lambda issued: (
            said("£21,450.00", "@")(issued)
            and pdf(
                typed(
                    issued,
                    [
                        one.replace("£21,450.00", "@")
                        .replace("£9,320.50", "£21,450.00")
                        .replace("@", "£9,320.50")
                        for one in issued.shown.paragraphs
                    ],
                )
            )
        ),
        "£9,320.50",
    ),
    "a condition": (
        said("Yours sincerely", "Yours sincerely subject to my letter of 4 May 2011"),
        "subject to my letter",
    ),
    "words left out": (said("It will be recovered in full", "It will be recovered"), ""),
    "a page missing": (lambda issued: pdf(typed(issued)[:-1]), ""),
    "more at the end": (
        lambda issued: pdf([*typed(issued), Page(line(72, 700, "Not so."))]),
        "Not so.",
    ),
    "two amounts that stand in each other's place": (swapped, "stand in another place"),
    "a pattern of words": (drawn(PATTERN), "stands in no words"),
    "a space that is drawn": (drawn(BLOT), "stands in no words"),
    "another head": (drawn(line(240, 818, "DRAFT", 9)), "DRAFT"),
    "invisible words": (
        drawn(line(400, 300, "and not otherwise", 11, "3 Tr")),
        "and not otherwise",
    ),
    "white words": (drawn(line(400, 300, "and not otherwise", 11, "1 g")), "and not otherwise"),
    "a white box over words": (drawn("q 1 g 60 500 480 200 re f Q\n"), "do not show"),
    "words beyond the page": (drawn(line(900, 300, "not")), "not"),
    "words too small": (drawn(line(400, 300, "and not otherwise", 1)), "and not otherwise"),
    "struck out": (drawn("q 72 773 300 0.8 re f Q\n"), "words struck out"),
    "letters drawn as curves": (drawn("q 100 300 m 150 350 200 250 250 300 c S Q\n"), "drawn"),
    "curves drawn as a group": (drawn_as_a_group, "drawn that is not beside"),
    "typed over": (noted("FreeText", more="/Contents(I do not)/DA(/F1 12 Tf)"), "typed words"),
    "a strike-out note": (noted("StrikeOut"), "striking out"),
    "a stamp over the text": (noted("Stamp"), "stamp"),
    "ink over the text": (noted("Ink"), "ink"),
    "a sticky note": (noted("Text"), "sticky note"),
    "a form field": (noted("Widget", more="/FT/Tx"), "a form field"),
    "a drawing": (noted("Polygon"), "a drawing"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_pdf_with_the_words_as_issued_is_taken(
    name: str, issued: Issued, compare: Compare
) -> None:
    make, noticed = TAKEN[name]

    outcome = compare(make(issued))

    assert (outcome.kind, outcome.media_type) == (Kind.SAME_WORDS, PDF), outcome
    assert noticed in "; ".join(outcome.details)
    assert bool(noticed) == bool(outcome.details)


@pytest.mark.parametrize("name", CHANGED)
def test_a_pdf_that_says_or_shows_something_else_is_not(
    name: str, issued: Issued, compare: Compare
) -> None:
    make, noticed = CHANGED[name]

    outcome = compare(make(issued))

    told = outcome.difference.returned if outcome.difference else ""
    assert outcome.kind is Kind.CHANGED, outcome
    assert noticed in "; ".join((told, *outcome.details))


def test_a_picture_over_the_text_is_a_change_and_beside_the_signature_a_signature(
    issued: Issued, compare: Compare
) -> None:
    dots = bytes(range(256)) * 40
    for words, kind in (("The request", Kind.CHANGED), ("S. Archer", Kind.SAME_WORDS)):
        pages = typed(issued)
        sheet, height = place_of(pages, words)
        pages[sheet].picture = (128, 80, dots)
        pages[sheet].drawn += f"q 120 0 0 40 250 {height - 10} cm /P Do Q\n"

        assert compare(pdf(pages)).kind is kind


def test_scans_wait_for_a_person_whatever_words_stand_behind_them(
    issued: Issued, compare: Compare
) -> None:
    whole = pdf(typed(issued))
    plain, behind = compare(pdf(scans(whole))), compare(pdf(scans(whole, with_words=True)))

    assert (plain.kind, plain.pages, plain.details) == (Kind.SCAN, len(typed(issued)), ())
    assert plain.needs_a_person
    assert not plain.goes_on
    assert behind.kind is Kind.SCAN
    assert "words stand behind" in behind.details[0]


def test_a_pdf_of_typed_and_scanned_pages_must_say_what_was_issued_where_it_is_typed(
    issued: Issued, compare: Compare
) -> None:
    sheets = typed(issued)
    last = scans(pdf(sheets))[-1]
    wrong = typed(issued, ["I do not recommend it.", *issued.shown.paragraphs[1:]])[0]

    mixed = compare(pdf([*sheets[:-1], last]))

    assert mixed.kind is Kind.SCAN
    assert "of the others are right" in mixed.details[0]
    assert compare(pdf([wrong, *sheets[1:-1], last])).kind is Kind.CHANGED


def test_a_pdf_of_another_letter_is_told_by_its_foot(issued: Issued, compare: Compare) -> None:
    whole = pdf(typed(issued))
    foot = f"{issued.letter} version 2".encode("cp1252").hex().encode()
    for other, kind in (
        (f"{issued.letter} version 1", Kind.OLDER),
        (f"{issued.case}-L01 version 2", Kind.OTHER_LETTER),
        ("KEN-1112-0001-L07 version 2", Kind.OTHER_CASE),
    ):
        pages = typed(issued)
        for page in pages:
            page.drawn = page.drawn.replace(foot.decode(), other.encode("cp1252").hex())

        assert compare(pdf(pages)).kind is kind
    assert compare(whole).kind is Kind.SAME_WORDS
