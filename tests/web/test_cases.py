"""Case pages: where a case is, what it holds, its diagrams, and who may look."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import waiting
from tests.web.answers import LOGGED, SCREENED, TITLE
from tests.web.conftest import FORCE_LEAD, OTHER_FORCE, Visitor

SENDS = "The Force international lead sends it to the body that asks."


@pytest.fixture
def case(engine: Engine, acting: Callable[[str], Actor]) -> str:
    """A case of Lancashire whose request is logged."""
    lead = acting(FORCE_LEAD)
    task = engine.do(StartCase("section_26", "lancashire"), lead)
    return engine.do(CompleteTask(task, answers=LOGGED), lead).case


def test_a_case_is_found_by_its_words(case: str, lead: Visitor) -> None:
    assert case in lead.get("/cases?find=serious+crime")
    assert case not in lead.get("/cases?find=secondment")
    assert case not in lead.get("/cases?status=ended")


def test_a_case_is_found_by_its_force(case: str, lead: Visitor) -> None:
    assert case in lead.get("/cases?find=lancashire+const")
    assert case not in lead.get("/cases?find=kent")


@pytest.mark.parametrize("sign", ["%25", "_"])
def test_a_sign_of_the_database_finds_only_itself(case: str, lead: Visitor, sign: str) -> None:
    assert case not in lead.get(f"/cases?find={sign}")


def test_a_case_is_found_by_its_country(
    case: str, lead: Visitor, engine: Engine, acting: Callable[[str], Actor]
) -> None:
    assert case not in lead.get("/cases?find=cayman")
    (screening,) = (one for one in engine.ask(waiting, None, case) if one.element == "screen_scope")
    engine.do(CompleteTask(screening.uid, answers=SCREENED), acting(FORCE_LEAD))

    assert case in lead.get("/cases?find=cayman")
    assert case not in lead.get("/cases?find=ruritania")


def test_a_case_page_says_where_the_case_is_before_anything_else(case: str, lead: Visitor) -> None:
    page = lead.get(f"/cases/{case}")

    order = ["Your task", "Where this case is", "Show this on the process diagram", "Key facts"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Completed" in page
    assert "Steps that may follow" in page


def test_the_diagram_is_marked_with_what_is_done_and_where_the_case_is(
    case: str, lead: Visitor
) -> None:
    page = lead.get(f"/cases/{case}")

    assert 'data-current="screen_scope"' in page
    assert "log_request" in page.split('data-done="')[1].split('"')[0]
    drawn = lead.download(f"/cases/{case}/diagrams/section_26.bpmn")
    assert b"<bpmn:definitions" in drawn.data
    assert drawn.headers["Content-Disposition"] == "attachment"


def test_the_facts_say_who_gave_them_and_when(case: str, lead: Visitor) -> None:
    page = lead.get(f"/cases/{case}/facts")

    assert "Royal Cayman Islands Police Service" in page
    assert "International Lead, Lancashire Constabulary, 24 November 2026" in page


def test_the_letters_of_a_case_are_listed_and_downloaded(case: str, lead: Visitor) -> None:
    page = lead.get(f"/cases/{case}/letters")
    assert f"{case}-L01" in page
    assert SENDS in page
    assert SENDS in lead.get(f"/cases/{case}")

    address = page.split('href="/letters/')[1].split('"')[0]
    letter = lead.get(f"/letters/{address}")
    assert "SHA-256" in letter
    assert SENDS in letter
    sent = lead.download(f"/letters/{address}/file")
    assert sent.data[:2] == b"PK"
    assert sent.headers["Content-Disposition"].startswith("attachment; filename=")
    assert lead.download(f"/letters/{address}/signed").status_code == 404


def test_the_history_is_newest_first(case: str, lead: Visitor) -> None:
    page = lead.get(f"/cases/{case}/history")

    assert page.index("Log the request") < page.index("Opened the case")


def test_another_force_finds_no_such_case(
    case: str, lead: Visitor, signed_in: Callable[[str], Visitor]
) -> None:
    stranger = signed_in(OTHER_FORCE)
    lead.get(f"/cases/{case}/letters")
    letter = lead.page.split('href="/letters/')[1].split('"')[0]

    assert case not in stranger.get("/cases")
    for address in ("", "/facts", "/letters", "/history", "/diagrams/section_26.bpmn"):
        stranger.get(f"/cases/{case}{address}", 404)
    stranger.get(f"/letters/{letter}", 404)
    stranger.get(f"/letters/{letter}/file", 404)


def test_an_auditor_reads_every_case_and_answers_nothing(
    case: str, signed_in: Callable[[str], Visitor]
) -> None:
    page = signed_in("auditor@section26.example").get(f"/cases/{case}")

    assert TITLE in page
    assert "Your task" not in page
