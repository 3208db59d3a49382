"""Handing in a signed letter: taken, refused with what is wrong, or compared by somebody first."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.definitions.registry import Definitions
from engine.people.actor import Actor
from engine.queries.played import waiting
from engine.queries.task_page import task_page
from tests.letters.returned.packages import changed, words
from tests.letters.returned.pages import Page, line, pdf
from tests.returning import issued_file, picture
from tests.web.conftest import Visitor, actor_at, engine_on

CHIEF = "chief.constable@lancashire.example"
CASE = "LAN-2627-0001"
NOISE = bytes(n * 7 % 251 for n in range(100_000))
SCAN = picture(900, 1_200, NOISE)
RECOMMENDED = {
    "cc_recommendation": "approve",
    "cc_reasons": "Volunteers only; every cost is recovered.",
    "cc_signatory_name": "S. Archer",
}
CONFIRMED = ["signed", "same"]


@pytest.fixture(scope="module")
def beginning(
    under_way: Path, known: Definitions, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A database in which the recommendation of the demo's case of Lancashire is written."""
    place = tmp_path_factory.mktemp("recommended") / "recommended.db"
    with engine_on(place, known, under_way) as engine:
        engine.do(CompleteTask(_task(engine), None, RECOMMENDED), actor_at(engine, CHIEF))
    return place


def _task(engine: Engine) -> str:
    return next(one.uid for one in engine.ask(waiting, None, CASE) if one.element == "recommend")


@pytest.fixture
def recommended(engine: Engine, acting: Callable[[str], Actor]) -> tuple[str, int]:
    """That task and its letter."""
    task = _task(engine)
    letters = engine.ask(task_page, acting(CHIEF), task).letters
    return task, next(one.id for one in letters if one.for_signature)


@pytest.fixture
def chief(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in(CHIEF)


def hand_in(visitor: Visitor, at: tuple[str, int], name: str, content: bytes, status: int) -> str:
    visitor.get(f"/tasks/{at[0]}/sign")
    fields = {"signed": (io.BytesIO(content), name), "confirm": CONFIRMED}
    return visitor.post(f"/letters/{at[1]}/sign", status, **fields)


def test_a_changed_letter_comes_back_with_the_first_difference(
    recommended: tuple[str, int], engine: Engine, acting: Callable[[str], Actor], chief: Visitor
) -> None:
    content = issued_file(engine, acting(CHIEF), recommended[1])
    edited = changed(content, words("I recommend", "I do not recommend"))

    page = hand_in(chief, recommended, "signed.docx", edited, 422)

    assert "The file was not taken: changed after it was issued" in page
    assert "<mark>do not</mark>" in page
    assert "Nothing of the file is kept" in page
    assert "Sign this letter" in chief.get(f"/letters/{recommended[1]}")


@pytest.mark.parametrize(
    ("name", "content", "heading", "next_step"),
    [
        ("note.txt", b"Dear Sir", "a kind of file that cannot be compared", "Hand in the signed"),
        ("list.pdf", pdf([Page(line(72, 700, "Apples"))]), "not the letter", "Download the letter"),
    ],
)
def test_a_file_that_is_something_else_is_told_what_is_taken_and_what_to_do(
    recommended: tuple[str, int],
    chief: Visitor,
    name: str,
    content: bytes,
    heading: str,
    next_step: str,
) -> None:
    page = hand_in(chief, recommended, name, content, 422)

    assert f"The file was not taken: {heading}" in page
    assert next_step in page
    assert "a PDF, a Word document (.docx), a JPG or a PNG, smaller than 10MB" in page


def test_the_letter_as_issued_is_taken_and_its_page_says_so_for_ever(
    recommended: tuple[str, int], engine: Engine, acting: Callable[[str], Actor], chief: Visitor
) -> None:
    content = issued_file(engine, acting(CHIEF), recommended[1])

    assert "The signed letter is in" in hand_in(chief, recommended, "signed.docx", content, 200)
    assert "A Word file with the text that was issued" in chief.get(f"/letters/{recommended[1]}")


def test_a_scan_is_compared_on_a_page_of_its_own_and_confirmed_by_name(
    recommended: tuple[str, int], chief: Visitor
) -> None:
    page = hand_in(chief, recommended, "scan.png", SCAN, 200)
    assert "Compare the scan with the letter" in page
    assert "I recommend that" in page
    address = f"/letters/{recommended[1]}/scan"
    shown = chief.download(f"{address}/1")
    assert (shown.mimetype, shown.data) == ("image/png", SCAN)
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert chief.download(f"{address}/2").status_code == 404
    sha256 = page.split('name="sha256" value="')[1].split('"')[0]

    page = chief.post(address, 422, sha256=sha256, name="Somebody else")
    assert "Confirm that you have compared the scan" in page
    assert "Enter your name as it is kept here" in page
    name = page.split("As you are known here: ")[1].split(". It is kept")[0]
    page = chief.post(address, sha256=sha256, stated="compared", name=name)

    assert "The scan is kept as the signed letter" in page
    page = chief.get(f"/letters/{recommended[1]}")
    assert "A scan, compared by a person" in page
    assert name in page
    assert "already come back" in chief.get(address, 409)


def test_a_scan_that_is_put_away_is_gone_and_the_letter_still_waits(
    recommended: tuple[str, int], chief: Visitor
) -> None:
    hand_in(chief, recommended, "scan.png", SCAN, 200)

    page = chief.post(f"/letters/{recommended[1]}/scan/away")

    assert "nothing of it is kept" in page
    assert "Upload the signed letter" in page
    assert "No scan of this letter waits" in chief.get(f"/letters/{recommended[1]}/scan", 409)
