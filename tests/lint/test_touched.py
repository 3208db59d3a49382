"""What an amendment touches: worked out anew, another way, decided again, superseded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.analysis.amendment import Amendment, Change, Issued, OtherWay, Touched
from engine.analysis.touched import calls_around, touched
from engine.errors import DiagramFailed
from tests.lint.amended import definition, so_far

TODAY = {"today": date(2026, 1, 2)}
FACTS: dict[str, Any] = {
    "country": "Jersey",
    "start": date(2026, 3, 1),
    "until": date(2026, 4, 1),
    "title": "Advice",
    "way": "home",
    "days": Decimal(59),
    "weeks": Decimal(118),
    "asked_on": date(2026, 1, 2),
    "times": Decimal(1),
}
DEFINITION = definition()


def amended(**answers: Any) -> Touched:
    amendment = Amendment(FACTS, answers, frozenset({"ask"}))
    return touched(DEFINITION, so_far(TODAY), amendment)


def test_what_says_the_same_touches_nothing() -> None:
    assert amended(country="Jersey", start=date(2026, 3, 1)) == Touched({}, {})


def test_facts_that_follow_are_worked_out_anew_and_those_of_their_day_stay() -> None:
    found = amended(start=date(2026, 3, 8))

    assert found.changed == {"start": Change(date(2026, 3, 1), date(2026, 3, 8))}
    assert found.worked_out == {
        "days": Change(Decimal(59), Decimal(66)),
        "weeks": Change(FACTS["weeks"], Decimal(132)),
    }


def test_steps_that_rest_on_an_answer_are_taken_again_each_with_why() -> None:
    found = amended(start=date(2026, 3, 8))

    assert found.again == {
        "review": ["whether a question is asked there depends on 'Start'", "it rests on 'Start'"],
        "approve": [
            "its rules compare 'Start'",
            "'Start' stood above its questions",
            "it rests on 'Start'",
            "'Record' records it",
        ],
        "record": ["its letter B names 'Start'"],
        "sign": ["its letter C names 'days'", "its letter C names 'Start'"],
    }
    assert found.perhaps == {}
    assert [letter.code for letter in found.letters] == ["B", "C"]


def test_an_answer_that_only_stood_on_a_page_touches_the_one_who_read_it() -> None:
    found = amended(title="Training")

    assert list(found.again) == ["approve"]
    assert found.letters == ()


def test_a_rule_that_no_longer_holds_is_told() -> None:
    found = amended(start=date(2026, 5, 1))

    assert "its rule no longer holds: It must last until the start" in found.again["approve"]


def test_a_table_taken_anew_tells_of_another_way() -> None:
    found = amended(country="Kosovo")

    assert found.worked_out == {"way": Change("home", "abroad")}
    assert found.other_ways == (OtherWay("fork", "call", "away"),)
    assert found.letters == (Issued("A", 1, "ask"),)


def test_what_is_worked_out_back_to_what_it_was_is_no_change() -> None:
    facts = FACTS | {"weeks": Decimal(3)}
    amendment = Amendment(facts, {"start": date(2026, 3, 8), "weeks": Decimal(4)})
    found = touched(DEFINITION, so_far(TODAY), amendment)

    assert found.worked_out.keys() == {"days"}
    assert "ask" not in found.again


def test_facts_that_follow_in_a_circle_are_not_worked_out_for_ever() -> None:
    found = touched(DEFINITION, so_far(TODAY), Amendment(FACTS | {"round": 0}, {"left": "x"}))

    assert found.worked_out.keys() == {"turn", "round"}
    assert found.again == {"approve": ["'Left' stood above its questions"]}


def test_what_comes_out_as_it_was_is_not_told() -> None:
    facts = FACTS | {"days": Decimal(66)}
    found = touched(DEFINITION, so_far(TODAY), Amendment(facts, {"start": date(2026, 3, 8)}))

    assert found.worked_out == {}


def test_steps_that_rest_on_what_is_said_again_may_follow() -> None:
    later = replace(so_far(TODAY), letters=(Issued("B", 1, "record"),))
    amendment = Amendment(FACTS, {"title": "Training", "left": "x"}, frozenset({"ask"}))

    assert touched(DEFINITION, later, amendment).perhaps == {}
    reviewed = touched(definition(rests__on="choice, view"), later, amendment)
    assert reviewed.perhaps == {"record": ["it rests on what 'Approve' says"]}


def test_a_rule_that_is_too_much_work_neither_held_nor_holds() -> None:
    odd = Amendment(FACTS, {"odd": 1})

    assert touched(DEFINITION, so_far(TODAY), odd).again["sign"] == ["its rules compare 'odd'"]


def test_a_letter_that_says_what_was_said_that_day_stands() -> None:
    kept = definition(letter__B__again="keep")
    found = touched(kept, so_far(TODAY), Amendment(FACTS, {"start": date(2026, 3, 8)}))

    assert "record" not in found.again
    assert [letter.code for letter in found.letters] == ["C"]


def test_a_letter_and_a_step_that_are_no_longer_drawn_touch_nothing() -> None:
    before = replace(
        so_far(TODAY), done=("gone", "ask"), letters=(Issued("G", 1, "gone"),), passed={"gone": {}}
    )

    assert touched(DEFINITION, before, Amendment(FACTS, {"left": "x"})).letters == ()


def test_what_cannot_be_worked_out_anew_is_said_of_its_step() -> None:
    with pytest.raises(DiagramFailed, match="'Choose' cannot be worked out anew"):
        amended(country="Nowhere")


def test_the_calls_that_hold_a_step_are_found_for_the_split_that_asks() -> None:
    assert calls_around(DEFINITION, ["review", "approve", "gone", "each"]) == ("call",)
