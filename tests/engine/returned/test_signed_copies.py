"""What comes back is compared: taken, refused with nothing kept, or shown to somebody first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.api import Engine
from engine.commands.confirm_scan import ConfirmScan
from engine.commands.discard_scan import DiscardScan
from engine.commands.reissue_letter import ReissueLetter
from engine.commands.sign_letter import SignLetter
from engine.errors import AnswersRejected, CopyRefused, NotAllowed, NotFound, Stale
from engine.letters.tables import pending_scan
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.letter_page import letter_file, letter_page
from engine.queries.scan_page import ScanPage, scan_page, scan_picture
from engine.queries.verified import verified
from engine.rehearsals.play import StoryClock
from engine.store.blobs import blob
from engine.worker import put_away
from tests.engine.returned.conftest import Recommended
from tests.letters.returned.packages import changed, words
from tests.letters.returned.pages import pdf, scans
from tests.letters.returned.pages import typed as typed_pages
from tests.returning import issued_file, picture, signed

Someone = Callable[..., Actor]
NOISE = bytes(n * 7 % 251 for n in range(100_000))
SCAN = picture(900, 1_200, NOISE)


@pytest.fixture
def pending(engine: Engine, chief: Actor, letter: int) -> ScanPage:
    """A photograph of it that waits to be compared."""
    done = engine.do(SignLetter(letter, "photo.jpeg.PNG", SCAN), chief)
    assert done.to_compare == letter
    return engine.ask(scan_page, chief, letter)


def kept(engine: Engine) -> tuple[int, int]:
    """How many files, and how many waiting scans, the database holds."""
    with engine.database.reading() as db:
        files = db.execute(select(func.count()).select_from(blob)).scalar_one()
        return files, db.execute(select(func.count()).select_from(pending_scan)).scalar_one()


def waits(desk: Recommended) -> list[str]:
    return [one.element for one in desk.waiting()]


def confirm(page: ScanPage, actor: Actor, **other: Any) -> ConfirmScan:
    said: dict[str, Any] = {"sha256": page.sha256, "stated": True, "name": actor.name}
    return ConfirmScan(page.letter.brief.id, **(said | other))


def test_what_the_comparison_found_is_kept_with_the_letter_for_good(
    recommended: Recommended, engine: Engine, chief: Actor, letter: int
) -> None:
    assert engine.ask(letter_page, chief, letter).comparison is None
    engine.do(signed(engine, chief, letter), chief)

    page = engine.ask(letter_page, chief, letter)
    assert page.comparison is not None
    assert (page.comparison.kind, page.comparison.compared_by) == ("exact", None)
    assert waits(recommended) == ["decide_approval"]
    assert engine.ask(verified, None).faults == ()


def test_a_changed_copy_is_refused_and_nothing_of_it_is_kept(
    recommended: Recommended, engine: Engine, chief: Actor, letter: int
) -> None:
    before = kept(engine)
    content = changed(
        issued_file(engine, chief, letter), words("I recommend", "I do not recommend")
    )

    with pytest.raises(CopyRefused) as refused:
        engine.do(SignLetter(letter, "signed.docx", content), chief)

    assert refused.value.outcome.difference is not None
    assert refused.value.outcome.difference.returned == "do not"
    assert kept(engine) == before
    assert waits(recommended) == ["recommend"]
    assert engine.ask(letter_page, chief, letter).brief.status == "issued"


def test_a_letter_too_long_to_compare_comes_back_as_it_was_downloaded(
    engine: Engine, chief: Actor, letter: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = issued_file(engine, chief, letter)
    monkeypatch.setattr("engine.letters.returned.word_parts.MOST_TAGS", 10)

    with pytest.raises(CopyRefused, match="hand in the Word file as you downloaded it"):
        engine.do(SignLetter(letter, "signed.docx", content + b"\0"), chief)
    engine.do(SignLetter(letter, "signed.docx", content), chief)


def test_letters_of_this_case_are_told_by_name_and_of_others_not_at_all(
    recommended: Recommended, engine: Engine, chief: Actor, letter: int, someone: Someone
) -> None:
    reference = recommended.reference
    first = next(
        one for one in engine.ask(case_page, chief, reference).letters if one.code == "L01"
    )
    engine.do(ReissueLetter(letter, "A new date."), chief)
    newest = max(one.id for one in engine.ask(case_page, chief, reference).letters)

    told = []
    for other in (letter, first.id):
        with pytest.raises(CopyRefused) as refused:
            engine.do(SignLetter(newest, "a.docx", issued_file(engine, chief, other)), chief)
        told.append(refused.value.outcome)
    # the words are the same on the same day, and still the foot says which version it is
    assert [one.kind.value for one in told] == ["older", "other_letter"]
    assert "version 1" in told[0].sentence
    assert f"{reference}-L01" in told[1].sentence


def test_a_pdf_is_taken_under_the_name_of_what_it_is(
    recommended: Recommended, engine: Engine, chief: Actor, letter: int
) -> None:
    from engine.letters.returned.compare import issued_from

    brief = engine.ask(letter_page, chief, letter).brief
    issued = issued_from(issued_file(engine, chief, letter), brief.doc_id, 1, recommended.reference)
    engine.do(SignLetter(letter, "../signed\n.docx", pdf(typed_pages(issued))), chief)

    page = engine.ask(letter_page, chief, letter)
    assert page.comparison is not None
    assert page.comparison.kind == "same_words"
    assert engine.ask(letter_file, chief, letter, "signed").media_type == "application/pdf"
    assert str(page.brief.signed_file_name).endswith(".docx.pdf")


def test_a_scan_waits_for_somebody_who_says_by_name_that_they_compared_it(
    recommended: Recommended, engine: Engine, chief: Actor, letter: int, pending: ScanPage
) -> None:
    assert waits(recommended) == ["recommend"]
    files, scans_waiting = kept(engine)
    assert scans_waiting == 1

    engine.do(confirm(pending, chief), chief)

    assert kept(engine) == (files + 1, 0)
    assert waits(recommended) == ["decide_approval"]
    page = engine.ask(letter_page, chief, letter)
    assert page.comparison is not None
    assert (page.comparison.kind, page.comparison.compared_by) == ("scan", chief.name)
    assert engine.ask(letter_file, chief, letter, "signed").content == SCAN
    told = engine.ask(case_page, chief, recommended.reference).history[0]
    assert told.title.startswith("Compared and returned the signed letter")
    assert f"compared by {chief.name}" in told.text
    assert engine.ask(verified, None).faults == ()


def test_a_scan_is_confirmed_in_ones_own_name_and_with_the_statement(
    engine: Engine, chief: Actor, pending: ScanPage
) -> None:
    for said, fields in (
        ({"stated": False, "name": ""}, {"stated", "name"}),
        ({"name": "Somebody Else"}, {"name"}),
    ):
        with pytest.raises(AnswersRejected) as rejected:
            engine.do(confirm(pending, chief, **said), chief)
        assert set(rejected.value.problems) == fields
    engine.do(confirm(pending, chief, name=f"  {chief.name.upper()} "), chief)


def test_a_page_that_shows_another_scan_or_none_confirms_nothing(
    engine: Engine, chief: Actor, letter: int, pending: ScanPage
) -> None:
    other = picture(1_200, 900, NOISE)
    engine.do(SignLetter(letter, "other.png", other), chief)
    with pytest.raises(Stale, match="another file was handed in"):
        engine.do(confirm(pending, chief), chief)

    engine.do(DiscardScan(letter), chief)
    with pytest.raises(Stale, match="no scan of this letter waits"):
        engine.do(confirm(pending, chief), chief)
    with pytest.raises(Stale, match="no scan of this letter waits"):
        engine.ask(scan_page, chief, letter)
    assert kept(engine)[1] == 0


def test_a_second_press_is_told_that_the_letter_has_come_back(
    engine: Engine, chief: Actor, letter: int, pending: ScanPage
) -> None:
    engine.do(confirm(pending, chief), chief)

    for again in (confirm(pending, chief), DiscardScan(letter)):
        with pytest.raises(Stale, match="already come back"):
            engine.do(again, chief)
    with pytest.raises(Stale, match="already come back"):
        engine.ask(scan_page, chief, letter)


def test_a_scan_of_a_version_that_was_replaced_is_told_and_then_forgotten(
    recommended: Recommended, engine: Engine, chief: Actor, letter: int, pending: ScanPage
) -> None:
    engine.do(ReissueLetter(letter, "A new date."), chief)
    with pytest.raises(Stale, match="replaced by a newer version"):
        engine.do(confirm(pending, chief), chief)

    newest = max(one.id for one in engine.ask(case_page, chief, recommended.reference).letters)
    engine.do(SignLetter(newest, "scan.png", SCAN), chief)
    assert kept(engine)[1] == 1


def test_a_scan_that_nobody_compares_is_forgotten_after_a_day(
    engine: Engine, chief: Actor, letter: int, pending: ScanPage, clock: StoryClock
) -> None:
    clock.now += timedelta(days=2)
    with pytest.raises(Stale, match="no scan of this letter waits"):
        engine.do(confirm(pending, chief), chief)
    with pytest.raises(Stale, match="no scan of this letter waits"):
        engine.ask(scan_page, chief, letter)

    put_away(engine)
    assert kept(engine)[1] == 0
    put_away(engine)


def test_only_those_who_may_sign_see_the_scan_and_compare_it(
    engine: Engine, someone: Someone, letter: int, pending: ScanPage
) -> None:
    for who, refusal in (
        (someone("force_finance"), NotAllowed),
        (someone("chief_officer", force="kent"), NotFound),
    ):
        with pytest.raises(refusal):
            engine.ask(scan_page, who, letter)
        with pytest.raises(refusal):
            engine.ask(scan_picture, who, letter, 1)
        with pytest.raises(refusal):
            engine.do(confirm(pending, who), who)
        with pytest.raises(refusal):
            engine.do(DiscardScan(letter), who)


def test_the_pages_of_a_scan_are_shown_as_pictures_of_ours(
    engine: Engine, chief: Actor, letter: int, recommended: Recommended
) -> None:
    from engine.letters.returned.compare import issued_from

    issued = issued_from(issued_file(engine, chief, letter), "X-L07", 1, recommended.reference)
    content = pdf(scans(pdf(typed_pages(issued))))
    engine.do(SignLetter(letter, "scan.pdf", content), chief)

    shown = engine.ask(scan_picture, chief, letter, 1)
    assert (shown.media_type, shown.content[:4]) == ("image/png", b"\x89PNG")
    with pytest.raises(NotFound):
        engine.ask(scan_picture, chief, letter, 99)
    assert engine.ask(scan_page, chief, letter).outcome.pages == len(typed_pages(issued))
