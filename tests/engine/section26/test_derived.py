"""What follows from a force and a day stands in rows: a new kind of body, a bar, a delegation."""

from datetime import date
from decimal import Decimal

import pytest

from engine.definitions.shipped import reference_in, shipped_workflows
from engine.people.reference import Reference
from engine.section26.derived import derived


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(reference_in(shipped_workflows()))


def body_on(reference: Reference, force: str, day: date) -> dict[str, object]:
    body = derived(reference, force, day)["body"]
    assert isinstance(body, dict)
    return body


@pytest.mark.parametrize(
    ("force", "day", "barred"),
    [
        ("lancashire", date(2012, 11, 21), False),
        ("lancashire", date(2012, 11, 22), True),
        ("metropolitan", date(2012, 1, 15), False),
        ("metropolitan", date(2012, 1, 16), True),
        ("city-of-london", date(2026, 1, 1), False),
    ],
)
def test_police_are_barred_from_the_day_the_row_says(
    reference: Reference, force: str, day: date, *, barred: bool
) -> None:
    assert body_on(reference, force, day)["bars_police"] is barred


def test_a_new_kind_of_body_needs_rows_only() -> None:
    files = reference_in(shipped_workflows())
    bodies = files["local_policing_bodies"].decode().splitlines()
    kinds = files["body_types"].decode().rstrip()
    ended = [
        line.replace("pcc,2012-11-22,,", "pcc,2012-11-22,2028-05-07,")
        if line.startswith("lancashire-pcc,")
        else line
        for line in bodies
    ]
    board = "lancashire-board,lancashire,Policing and Crime Board,policing_board,2028-05-08"
    empty = "," * (bodies[0].count(",") - board.count(","))
    kind = "policing_board,the Board,Dear Chair,Chair of the Board,for the {name},yes,2028-05-08,"
    reference = Reference(
        files
        | {
            "local_policing_bodies": "\n".join([*ended, board + empty]).encode(),
            "body_types": f"{kinds}\n{kind}".encode(),
        }
    )

    assert body_on(reference, "lancashire", date(2028, 5, 7))["type"] == "pcc"
    body = body_on(reference, "lancashire", date(2028, 5, 8))
    assert (body["name"], body["holder"]) == ("Policing and Crime Board", "Chair of the Board")
    assert body["capacity"] == "for the Policing and Crime Board"
    assert body["bars_police"] is True


@pytest.mark.parametrize(
    ("day", "limits"),
    [
        (date(2006, 10, 4), []),
        (date(2006, 10, 5), [None]),
        (date(2007, 3, 1), [Decimal("4000.00")]),
        (date(2012, 1, 15), [Decimal("4000.00")]),
        (date(2012, 1, 16), []),
    ],
)
def test_a_body_delegates_on_the_days_of_its_rows(
    reference: Reference, day: date, limits: list[Decimal | None]
) -> None:
    delegations = body_on(reference, "metropolitan", day)["delegations"]
    assert isinstance(delegations, list)

    assert [one["limit_net_cost"] for one in delegations] == limits


def test_a_force_that_nobody_answers_for_has_no_body(reference: Reference) -> None:
    assert derived(reference, "psni", date(2026, 1, 1))["body"] is None


@pytest.mark.parametrize(
    ("day", "cited"),
    [
        (date(2001, 5, 1), "section 97(1)(g) of the Police Act 1996"),
        (date(2002, 6, 16), "section 97(1)(g) of the Police Act 1996"),
        (date(2002, 6, 17), "section 97(1)(h) of the Police Act 1996"),
    ],
)
def test_a_provision_is_cited_as_it_stood(reference: Reference, day: date, cited: str) -> None:
    statute = derived(reference, "kent", day)["statute"]

    assert isinstance(statute, dict)
    assert statute["international_development"]["cite"] == cited
    assert "college" not in statute


@pytest.mark.parametrize(("day", "named"), [(date(2010, 3, 1), False), (date(2024, 7, 1), True)])
def test_no_route_is_named_before_it_was_law(
    reference: Reference, day: date, *, named: bool
) -> None:
    route = str(derived(reference, "civil-nuclear", day)["other_route"])

    assert ("section 55A" in route) is named


def test_the_guidance_on_human_rights_and_the_board_are_there_from_their_day(
    reference: Reference,
) -> None:
    before, after = (
        derived(reference, "kent", day) for day in (date(2008, 12, 31), date(2011, 12, 15))
    )

    assert isinstance(before["statute"], dict)
    assert isinstance(after["statute"], dict)
    assert (before["ipab_exists"], after["ipab_exists"]) == (False, True)
    assert ("osja" in before["statute"], "osja" in after["statute"]) == (False, True)
