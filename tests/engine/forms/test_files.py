"""Files handed in: what they truly are decides, not what they are called."""

import hashlib
import io
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine import limited
from engine.forms import looked_through
from engine.forms.files import (
    MAX_BYTES,
    TYPES,
    files_in,
    holding_on,
    in_place_of,
    kept_in,
    refused_in,
    without_content,
)

Ask = Callable[..., Any]

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"
SCRIPT = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/Java#53cript>>>>endobj"
HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000)
PNG = b"\x89PNG\r\n\x1a\n1"
JPG = b"\xff\xd8\xff\xe0"
FILE = {"type": "filepicker", "key": "f", "label": "Terms of reference"}


def upload(name: str, content: bytes, media_type: str = "application/pdf") -> Any:
    return {"name": name, "content": content, "media_type": media_type}


def named(content: bytes = PDF, **more: Any) -> Any:
    return {
        "file": hashlib.sha256(content).hexdigest(),
        "name": "terms.pdf",
        "size": Decimal(len(content)),
        "media_type": "application/pdf",
        **more,
    }


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.pdf", PDF, "pdf"), ("a.PNG", PNG, "png"), ("a.jpg", JPG, "jpg"), ("a.jpeg", JPG, "jpg")],
)
def test_a_file_is_kept_by_its_hash_with_the_type_it_has(
    form: Ask, taken: Ask, name: Any, content: Any, kind: Any
) -> None:
    answer = taken(form(FILE), {"f": upload(name, content, "text/html")})["f"]

    assert answer == named(content, name=name, media_type=TYPES[kind])


def test_a_word_document_is_one(form: Ask, taken: Ask, word_file: Any) -> None:
    assert taken(form(FILE), {"f": upload("a.docx", word_file)})["f"]["media_type"] == TYPES["docx"]


def test_a_file_kept_before_is_an_answer(form: Ask, taken: Ask) -> None:
    assert taken(form(FILE), {"f": named(size=len(PDF))}) == {"f": named()}
    assert taken(form(FILE), {"f": ""}) == {"f": None}


def test_a_file_kept_before_must_be_of_a_kind_the_question_takes(form: Ask, refusals: Ask) -> None:
    only_pdf = form(FILE | {"accept": ".pdf"})

    picture = named(PNG, media_type="image/png")
    assert refusals(only_pdf, {"f": picture}) == {"f": "The selected file must be a PDF"}


def test_a_file_no_draft_can_hold_keeps_its_problem() -> None:
    raw = {"f": upload("a.exe", b"MZ"), "rows": [{"g": upload("b.pdf", PDF)}]}
    problems = {"f": "The selected file must be a PDF", "rows.0.g": "Late", "title": "Enter"}

    assert refused_in(raw, problems) == {"f": problems["f"]}


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in names:
            package.writestr(name, "")
    return content.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.pdf", b"", "The selected file is empty"),
        ("a.pdf", PDF.ljust(MAX_BYTES + 1), "The selected file must be smaller than 10MB"),
        ("a.exe", b"MZ", "The selected file must be a PDF, DOCX, PNG or JPG"),
        ("pdf", PDF, "The selected file must be a PDF, DOCX, PNG or JPG"),
        ("a.png", HUGE, "The selected file cannot be kept: this picture: it is 60,000 by"),
        ("a.pdf", SCRIPT, "The selected file cannot be kept: it has a script inside (/JavaScript)"),
        ("a.pdf", b"%PDF-1.7 terms", "The selected file is not a PDF we can read: save it again"),
        ("a.docm", b"PK", "The selected file must be a PDF, DOCX, PNG or JPG"),
        ("a.pdf", b"MZ", "The selected file is not a PDF we can read: save it again"),
        ("a.docx", b"PK\x03\x04", "The selected file is not a DOCX we can read: save it again"),
        ("a.docx", zipped("x"), "The selected file is not a DOCX we can read: save it again"),
        (
            "a.docx",
            zipped(*WORD, "word/vbaProject.bin"),
            "The selected file is not a DOCX we can read: save it again",
        ),
    ],
)
def test_files_that_we_cannot_keep(
    form: Ask, refusals: Ask, name: Any, content: Any, problem: Any
) -> None:
    raw = {"f": upload(name, content)}

    if name == "pdf":
        assert refusals(form(FILE), raw) == {}
        return
    assert refusals(form(FILE), raw)["f"].startswith(problem)
    assert list(files_in(raw)) == []


def test_a_reader_that_says_neither_yes_nor_why_not_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limited, "read", lambda *_: ["yes"])

    told = looked_through.why_not_kept("pdf", PDF, "the digest of a file never looked through")
    assert told == "The selected file is not a PDF we can read: save it again"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (limited.TooMuch(), "The selected file cannot be kept: it takes far longer to read"),
        (limited.Broken(), "The selected file is not a PDF we can read"),
    ],
)
def test_a_pdf_that_its_reader_dies_of_is_not_kept(
    ends: Exception, said: str, form: Ask, refusals: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise ends

    monkeypatch.setattr(limited, "read", dies)

    raw = {"f": upload("a.pdf", PDF + said.encode())}
    assert refusals(form(FILE), raw)["f"].startswith(said)


def test_a_file_that_will_not_do_says_which_one_stays(form: Ask, refusals: Ask) -> None:
    only_pdf = form(FILE | {"accept": ".pdf"})
    worse = in_place_of(upload("a.png", PNG), named())

    assert refusals(only_pdf, {"f": worse}) == {
        "f": "The selected file must be a PDF. We have kept terms.pdf"
    }
    assert refusals(only_pdf, {"f": in_place_of(upload("b.pdf", PDF), named())}) == {}


def test_the_file_that_was_good_stays_where_a_worse_one_came() -> None:
    better, worse = upload("b.pdf", PDF), upload("a.png", PNG)
    raw = {"rows": [{"f": in_place_of(worse, named())}, {"f": worse}, {"f": better}], "t": "x"}
    problems = {"rows.0.f": "no", "rows.1.f": "no"}

    assert holding_on(raw, problems) == raw | {
        "rows": [{"f": named()}, {"f": worse}, {"f": better}]
    }
    assert refused_in(raw, problems) == {"rows.0.f": "no"}


def test_a_form_may_take_fewer_kinds_of_file(form: Ask, refusals: Ask) -> None:
    asked = form(FILE | {"accept": ".pdf, .docx"})
    one = form(FILE | {"accept": ".jpeg"})

    assert refusals(asked, {"f": upload("a.png", PNG)}) == {
        "f": "The selected file must be a PDF or DOCX"
    }
    assert refusals(one, {"f": upload("a.png", PNG)}) == {"f": "The selected file must be a JPG"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\me\\terms.pdf", "terms.pdf"),
        ("../../etc/terms.pdf", "terms.pdf"),
        ('te"rm\r\ns\u202e.pdf', "te rm s.pdf"),
        ("x" * 500 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_file_name_is_only_a_name(form: Ask, taken: Ask, given: Any, kept: Any) -> None:
    assert taken(form(FILE), {"f": upload(given, PDF)})["f"]["name"] == kept


@pytest.mark.parametrize(
    "raw",
    [
        "a" * 64,
        named(file="../secret"),
        named(media_type="text/html"),
        named(size="1"),
        named(name=None),
        {**named(), "more": 1},
        {"file": "x"},
        7,
    ],
)
def test_a_hash_alone_is_not_a_file(form: Ask, refusals: Ask, raw: Any) -> None:
    assert refusals(form(FILE), {"f": raw}) == {"f": "Upload the terms of reference again"}
    assert kept_in({"f": raw}) == frozenset()


def test_the_files_of_an_answer_can_be_stored_and_named() -> None:
    raw = {"f": upload("terms.pdf", PDF), "rows": [{"cv": upload("cv.png", PNG)}, {"n": "1"}]}

    assert [found.content for _, found in files_in(raw)] == [PDF, PNG]
    assert without_content(raw) == {
        "f": named(),
        "rows": [{"cv": named(PNG, name="cv.png", media_type="image/png")}, {"n": "1"}],
    }
    assert kept_in(without_content(raw)) == {found.sha256 for _, found in files_in(raw)}


def test_words_beside_a_refused_file_are_no_file() -> None:
    raw = {"title": "A title", "letter": {"name": "a.exe", "content": b"MZ"}}
    problems = {"title": "Too short", "letter": "The selected file must be a PDF"}
    assert refused_in(raw, problems) == {"letter": "The selected file must be a PDF"}


def test_only_so_many_sentences_are_kept_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(kind: str, _: bytes) -> str:
        looked.append(kind)
        return "no"

    monkeypatch.setattr(looked_through, "_kept", OrderedDict())
    monkeypatch.setattr(looked_through, "_MOST_KEPT", 2)
    monkeypatch.setattr(looked_through, "_looked_through", look)
    for sha256 in ("a", "b", "a", "c", "a", "b"):
        assert looked_through.why_not_kept("pdf", b"", sha256) == "no"

    assert len(looked) == 4
