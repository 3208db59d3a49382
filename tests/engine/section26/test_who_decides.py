"""Who decides for a force on a day: every answer with the row that it stands in."""

from datetime import date

import pytest

from engine.definitions.shipped import reference_in, shipped_workflows
from engine.people.reference import Reference
from engine.section26.who_decides import WhoDecides, who_decides
from tests.support.laws import board, edited, merger


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(reference_in(shipped_workflows()))


def answers(found: WhoDecides) -> dict[str, tuple[str, ...]]:
    return {answer.about: answer.lines for answer in found.answers}


def test_an_authority_decided_before_there_were_commissioners(reference: Reference) -> None:
    before, after = (
        answers(who_decides(reference, "lancashire", day))
        for day in (date(2012, 11, 21), date(2012, 11, 22))
    )

    assert before["Policing body"] == ("Lancashire Police Authority",)
    assert before["Held by"] == ("Chairman of the Police Authority",)
    assert before["May police decide for it?"] == ("Nothing in the register bars them",)
    assert before["Address"] == ("The register has none for that day",)
    assert after["Policing body"] == ("Police and Crime Commissioner for Lancashire",)
    assert after["May police decide for it?"][0] == "No"
    assert "sections 18 and 19" in after["May police decide for it?"][1]


def test_an_address_says_its_own_source_and_how_sure_it_is(reference: Reference) -> None:
    found = who_decides(reference, "metropolitan", date(2026, 1, 1))
    basis = next(answer.basis for answer in found.answers if answer.about == "Policing body")
    address = next(answer for answer in found.answers if answer.about == "Address")

    assert basis is not None
    assert (basis.table, basis.source) == ("local_policing_bodies", "PRSRA 2011 s.3")
    assert address.lines
    assert address.basis is None or address.basis.source != basis.source


def test_a_delegate_is_named_with_the_limit_of_that_day(reference: Reference) -> None:
    found = who_decides(reference, "metropolitan", date(2008, 1, 1))
    delegates = [answer for answer in found.answers if answer.about == "May be its delegate"]

    assert [answer.lines[2:] for answer in delegates] == [
        ("Up to £4,000.00 of net cost", "Never sensitive or contentious cases")
    ]
    assert delegates[0].basis is not None
    assert delegates[0].basis.sureness == "sourced"


@pytest.mark.parametrize(
    ("day", "provision"),
    [
        (date(2000, 7, 2), "Police Act 1996, section 104"),
        (date(2005, 1, 1), "Greater London Authority Act 1999, section 325; SI 2000/1648"),
        (date(2026, 1, 1), "Police Reform and Social Responsibility Act 2011, schedule 16"),
    ],
)
def test_who_consents_is_told_with_the_provision_as_it_stood(
    reference: Reference, day: date, provision: str
) -> None:
    found = who_decides(reference, "kent", day)
    (under,) = [answer for answer in found.answers if answer.about == "Under"]

    assert answers(found)["Consents"] == ("Home Secretary", "Home Office")
    assert under.lines[0] == "section 26 of the Police Act 1996"
    assert under.basis is not None
    assert under.basis.provision.startswith(provision)


def test_whoever_is_outside_section_26_is_shown_its_route(reference: Reference) -> None:
    found = answers(who_decides(reference, "psni", date(2015, 1, 1)))

    assert found["Policing body"] == ("None under section 26",)
    assert "Police (Northern Ireland) Act 2000" in found["Route"][0]


def test_a_force_without_body_or_route_says_so() -> None:
    rows = b"force_id,force_name,chief_officer_title,other_route\none,One,Chief,\n"
    found = answers(who_decides(Reference({"forces": rows}), "one", date(2015, 1, 1)))

    assert found["Route"] == ("the register names no body and no route for that day",)


def test_after_a_merger_the_successor_is_told_with_whose_work_it_has() -> None:
    found = who_decides(edited(merger), "lancashire", date(2013, 10, 1))

    assert (found.force, found.force_name) == ("north-west", "North West Police")
    assert answers(found)["Has the work of"] == ("Lancashire Constabulary",)


def test_a_board_to_come_is_told_by_rows_alone() -> None:
    found = answers(who_decides(edited(board), "lancashire", date(2028, 5, 8)))

    assert found["Policing body"] == ("Policing and Crime Board for Lancashire",)
    assert found["Held by"] == ("Chair of the Policing and Crime Board",)


def test_a_register_that_lacks_provisions_still_says_who_decides() -> None:
    def bare(tables: dict[str, list[dict[str, str]]]) -> None:
        tables["statutes"] = [row for row in tables["statutes"] if not row["bars_police"]]
        tables["organisations"] = tables["organisations"][:0] or [
            row for row in tables["organisations"] if row["kind"] != "home_office"
        ]

    found = answers(who_decides(edited(bare), "kent", date(2026, 1, 1)))

    assert found["May police decide for it?"] == ("No",)
    assert "Consents" not in found
