"""The few facts that everybody who decides has beside them."""

from datetime import date
from decimal import Decimal

from engine.section26.key_facts import key_facts


def test_key_facts_are_told_in_words_and_in_order() -> None:
    facts = {
        "urgency": "routine",
        "cost_total": Decimal("1250.5"),
        "officers_total": Decimal(3),
        "start_date": date(2011, 8, 1),
        "end_date": date(2011, 9, 1),
        "requester_name": "Royal Cayman Islands Police",
        "country": "",
        "lpb_name": None,
    }

    assert key_facts(facts) == (
        ("Requesting body", "Royal Cayman Islands Police"),
        ("Dates", "1 August 2011 to 1 September 2011"),
        ("Officers", "3"),
        ("Cost", "£1,250.50"),
        ("Urgency", "Routine"),
    )


def test_a_fact_of_another_process_under_the_same_name_is_shown_as_it_is() -> None:
    facts = {"cost_total": "not yet known", "urgency": ["today", "tomorrow"]}

    assert key_facts(facts) == (
        ("Cost", "Not yet known"),
        ("Urgency", "Today, tomorrow"),
    )


def test_what_nobody_knows_yet_is_left_out() -> None:
    assert key_facts({"start_date": date(2011, 8, 1)}) == ()


def test_who_is_helped_stands_beside_whoever_asks_for_it() -> None:
    facts = {"requester_name": "Foreign Office", "helped_name": "Police of Exampleland"}

    assert key_facts(facts) == (
        ("Requesting body", "Foreign Office"),
        ("Body helped", "Police of Exampleland"),
    )


def test_a_body_that_asks_for_itself_is_named_once() -> None:
    facts = {"requester_name": "Police of Exampleland", "helped_name": "Police of Exampleland"}

    assert key_facts(facts) == (("Requesting body", "Police of Exampleland"),)


def test_the_dates_of_the_consent_stand_below_those_applied_for() -> None:
    facts = {
        "start_date": date(2016, 3, 1),
        "end_date": date(2016, 6, 1),
        "consent_from": date(2016, 3, 29),
        "consent_to": date(2016, 6, 1),
    }

    assert key_facts(facts) == (
        ("Dates", "1 March 2016 to 1 June 2016"),
        ("Consent", "29 March 2016 to 1 June 2016"),
    )
