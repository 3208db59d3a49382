"""PDFs are read in a process of their own; pages of a scan are drawn there; outcomes are kept."""

import base64
import zlib
from collections.abc import Callable

import pytest

from engine import limited
from engine.letters.returned import compare as comparing
from engine.letters.returned.issued import Issued
from engine.letters.returned.kept import from_text, to_text
from engine.letters.returned.outcome import Kind, Outcome
from engine.letters.returned.pdf_picture import read as page_of
from engine.letters.returned.reading import passages
from engine.letters.returned.word_parts import parts_of
from tests.letters.returned.packages import members_of
from tests.letters.returned.pages import pdf, scans, typed

Compare = Callable[[bytes], Outcome]


def test_a_pdf_is_read_in_a_process_of_its_own(issued: Issued, compare: Compare) -> None:
    assert compare(pdf(typed(issued))).kind is Kind.SAME_WORDS


@pytest.mark.parametrize(
    ("ends", "kind"), [(limited.TooMuch(), Kind.UNSAFE), (limited.Broken(), Kind.UNREADABLE)]
)
def test_a_pdf_that_its_reader_dies_of_is_told(
    ends: Exception, kind: Kind, issued: Issued, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise ends

    monkeypatch.setattr(limited, "read", dies)

    outcome = compare(pdf(typed(issued)))

    assert outcome.kind is kind
    assert "Print" in outcome.sentence


@pytest.mark.parametrize(
    "said", [None, {}, {"pages": [{"size": [1]}], "carries": [], "fault": "", "why": ""}]
)
def test_a_reader_that_says_what_no_page_can_show_is_not_believed(
    said: object, issued: Issued, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "read", lambda *_: said)

    assert compare(pdf(typed(issued))).kind is Kind.UNREADABLE


def test_a_page_of_a_scan_is_drawn_anew_for_those_who_compare_it(issued: Issued) -> None:
    content = pdf(scans(pdf(typed(issued))))

    drawn = base64.b64decode(page_of(content, "1")["png"])

    assert drawn.startswith(b"\x89PNG")
    width, height = int.from_bytes(drawn[16:20], "big"), int.from_bytes(drawn[20:24], "big")
    dots = zlib.decompress(drawn[drawn.index(b"IDAT") + 4 : drawn.index(b"IEND") - 8])
    assert (len(dots), width) == ((width + 1) * height, 952)
    assert page_of(content, "0") == page_of(content, "99") == {}


def test_an_outcome_is_kept_and_read_again(issued: Issued, compare: Compare) -> None:
    outcome = compare(pdf(scans(pdf(typed(issued)))))

    kept = from_text(to_text(outcome, comparing.libraries()))
    assert kept == outcome
    assert comparing.given_again(kept, pdf(scans(pdf(typed(issued)))), issued)
    assert not comparing.given_again(kept, pdf(typed(issued)), issued)


def test_the_letter_is_shown_beside_a_scan_from_its_first_line_to_its_last(file: bytes) -> None:
    shown = passages(parts_of(members_of(file)))

    assert shown[0].cells == ("Lancashire Constabulary",)
    assert ("Post", "Rank", "Number") in [one.cells for one in shown]
    assert [one.cells[0] for one in shown if one.is_heading][1] == "The request"
