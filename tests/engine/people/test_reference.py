"""The law by its dates: which body decides, and what people are called."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.api import Engine
from engine.errors import DefinitionRefused, NotFound
from engine.people.reference import Reference
from engine.rehearsals.rehearse import Definitions
from engine.section26.derived import derived


@pytest.mark.parametrize(
    ("force", "day", "body"),
    [
        ("kent", "2012-11-21", "Kent Police Authority"),
        ("kent", "2012-11-22", "Police and Crime Commissioner for Kent"),
        ("metropolitan", "2012-01-15", "Metropolitan Police Authority"),
        ("metropolitan", "2012-01-16", "Mayor's Office for Policing and Crime"),
        ("greater-manchester", "2017-05-07", "Police and Crime Commissioner for Greater Man"),
        ("greater-manchester", "2017-05-08", "Mayor of Greater Manchester"),
        ("north-yorkshire", "2024-05-06", "Police, Fire and Crime Commissioner for North"),
        ("north-yorkshire", "2024-05-07", "Mayor of York and North Yorkshire"),
        ("city-of-london", "2013-01-01", "Common Council of the City of London"),
    ],
)
def test_the_body_that_decides_follows_the_day(
    shipped: Definitions, force: str, day: str, body: str
) -> None:
    found = derived(shipped.reference, force, date.fromisoformat(day))["lpb_name"]
    assert str(found).replace("’", "'").startswith(body)


def test_every_force_has_a_body_with_words_on_every_day_of_change(shipped: Definitions) -> None:
    days = [date(2005, 1, 1), date(2012, 1, 16), date(2012, 11, 22), date(2026, 11, 24)]
    forces = [f for f in shipped.reference.forces(days[-1]) if f["kind"] == "section_26_force"]
    assert len(forces) == 43
    for force in forces:
        for day in days:
            body = derived(shipped.reference, force["force_id"], day)["body"]
            assert isinstance(body, dict)
            assert body["salutation"].startswith("Dear ")
            assert "{" not in body["capacity"]


def test_a_body_elsewhere_in_the_kingdom_has_no_section_26_body(shipped: Definitions) -> None:
    facts = derived(shipped.reference, "psni", date(2015, 10, 1))
    assert (facts["body"], facts["lpb_name"]) == (None, "")
    assert "Police (Northern Ireland) Act 2000" in str(facts["other_route"])


def test_the_foreign_office_changes_its_name(shipped: Definitions) -> None:
    before = derived(shipped.reference, "kent", date(2020, 9, 1))["foreign_office"]
    after = derived(shipped.reference, "kent", date(2020, 9, 2))["foreign_office"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert (before["short_name"], after["short_name"]) == ("FCO", "FCDO")


def test_there_is_no_such_force(shipped: Definitions) -> None:
    with pytest.raises(NotFound, match="no force"):
        derived(shipped.reference, "ruritania", date(2015, 1, 1))


def test_the_commissioner_decides_from_22_november_2012(
    engine: Engine, played: Callable[..., Any], on: Callable[[str], None], someone: Any
) -> None:
    from engine.queries.task_page import task_page

    desk = played("lancashire_cayman_2011", until="decide_approval")
    authority = someone("policing_body")
    on("2012-11-21")
    assert engine.ask(task_page, authority, desk.uid("decide_approval")).permissions.why_not is None
    on("2012-11-22")
    commissioner = someone("policing_body")
    page = engine.ask(task_page, commissioner, desk.uid("decide_approval"))
    assert (
        commissioner.holdings[0].organisation_name == "Police and Crime Commissioner for Lancashire"
    )
    assert page.permissions.why_not is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"role,title\n\xff\xfe", "save it as CSV in UTF-8"),
        (b"role,title\na,b,c\n", "row 2, has more or fewer cells"),
        (b"role,title\na\n", "row 2, has more or fewer cells"),
        (b"role,valid_from\na,22/11/2012\n", "'22/11/2012' is not a day"),
        (b"role,valid_to\na,2012-02-31\n", "'2012-02-31' is not a day"),
    ],
)
def test_a_table_that_cannot_be_relied_on_is_refused_with_its_row(content: bytes, why: str) -> None:
    with pytest.raises(DefinitionRefused, match=why):
        Reference({"roles": content})


def test_a_table_of_the_law_that_lacks_a_column_is_refused_with_its_name() -> None:
    reference = Reference({"statutory_ends": b"end,claims\nconsented,consent\n"})

    with pytest.raises(DefinitionRefused, match="has no column 'needs'"):
        reference.law(date(2026, 11, 26))
