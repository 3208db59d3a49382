"""The page that says who decides for a force on a day."""

from collections.abc import Callable

from engine.api import Engine
from engine.commands.import_register import ImportRegister
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from tests.support.laws import Edit, board, edited_files
from tests.web.conftest import FORCE_LEAD, Visitor


def test_a_force_and_a_day_are_answered_with_what_it_rests_on(lead: Visitor) -> None:
    page = lead.get("/who-decides?force=lancashire&day=21&month=11&year=2012")

    assert "Lancashire Constabulary on 21 November 2012" in page
    assert "Lancashire Police Authority" in page
    assert "dissolved on 22 Nov 2012" in page
    assert "Since 1 April 1995 until 21 November 2012" in page
    assert "The same row as above" in page
    assert "No row of the register" in page
    assert "GK" not in page


def test_the_question_is_asked_of_today_by_itself(lead: Visitor) -> None:
    page = lead.get("/who-decides")

    assert 'value="2026"' in page
    assert "Rests on" not in page
    assert "Police and Crime Commissioner for Kent" in lead.get("/who-decides?force=kent")


def test_a_link_may_say_the_day_in_one(lead: Visitor) -> None:
    assert "Kent Police Authority" in lead.get("/who-decides?force=kent&on=2012-11-21")


def test_what_is_no_day_is_told_at_its_boxes(lead: Visitor) -> None:
    page = lead.get("/who-decides?force=kent&day=31&month=2&year=2012")

    assert "Day must be a real date" in page
    assert 'href="#day-day"' in page
    assert 'value="31"' in page


def test_a_force_that_was_not_there_yet_is_told(lead: Visitor) -> None:
    page = lead.get("/who-decides?force=psni&on=2001-01-01")

    assert "its first row begins later" in page
    assert "There is no force &#39;ruritania&#39;" in lead.get("/who-decides?force=ruritania")


def test_a_case_leads_to_who_decides_for_its_force(
    lead: Visitor, engine: Engine, acting: Callable[[str], Actor]
) -> None:
    engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))
    page = lead.get("/cases")
    reference = page.split('href="/cases/')[1].split('"')[0]

    assert 'href="/who-decides?force=lancashire"' in lead.get(f"/cases/{reference}")


def test_what_a_day_changes_is_told_for_every_force(owner: Visitor) -> None:
    page = owner.get("/what-changes?day=2&month=9&year=2020")

    assert "From 2 September 2020" in page
    assert "For every force" in page
    assert "foreign_office.short_name" in page
    assert 'href="/what-changes?on=2026-11-24"' in owner.get("/who-decides")


def test_on_most_days_nothing_changes(owner: Visitor) -> None:
    page = owner.get("/what-changes?on=2020-09-03")

    assert "Nothing changes for any force." in page
    assert "No open case and no standing consent is reached." in page


def test_what_is_no_day_or_no_register_is_told(owner: Visitor) -> None:
    assert "Day must be a real date" in owner.get("/what-changes?on=2020-02-31")
    owner.get("/what-changes?register=99", status=404)
    owner.get("/what-changes?register=x", status=404)
    assert "Register 1 is compared" in owner.get("/what-changes?register=1")


def test_a_draft_of_the_register_leads_to_what_it_changes(owner: Visitor, engine: Engine) -> None:
    number = engine.do(ImportRegister(sheets(board), note="A board"), None)

    assert f'href="/what-changes?register={number}"' in owner.get(f"/register/{number}")
    page = owner.get(f"/what-changes?register={number}&on=2028-05-08")
    assert f"Register {number} is compared with the register in use" in page
    assert "Policing and Crime Board for Lancashire" in page


def sheets(*edits: Edit) -> dict[str, bytes]:
    """The tables with those edits, as the files they would be handed in as."""
    return {f"{name}.csv": content for name, content in edited_files(*edits).items()}
