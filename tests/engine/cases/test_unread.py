"""Facts are fetched and read when somebody looks at them, and never otherwise."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from engine.cases.rows import CurrentFact
from engine.cases.unread import Keys, Unread
from engine.errors import CaseDamaged

ROWS: Sequence[CurrentFact] = (
    CurrentFact(1, "posts", None, '{"$number":"2"}'),
    CurrentFact(2, "country", None, '"Ruritania"'),
    CurrentFact(3, "reason", None, "null"),
    CurrentFact(4, "views", "home_office", '"yes"'),
    CurrentFact(5, "views", "cabinet_office", '"no"'),
    CurrentFact(6, "damaged", None, "not even JSON"),
)


class Store:
    """The rows above, and what has been asked for."""

    def __init__(self) -> None:
        self.asked: list[Keys | None] = []

    def fetch(self, keys: Keys | None) -> list[CurrentFact]:
        self.asked.append(keys)
        return [row for row in ROWS if keys is None or row.key in keys]


def test_only_what_is_at_hand_is_fetched_until_another_is_missed() -> None:
    store = Store()
    facts = Unread(store.fetch, frozenset({"posts", "nowhere"}))
    assert (facts["posts"], facts.get("nowhere"), "nowhere" in facts) == (Decimal(2), None, False)
    assert store.asked == [frozenset({"posts", "nowhere"})]
    assert (facts["country"], facts.get("elsewhere")) == ("Ruritania", None)
    assert store.asked == [frozenset({"posts", "nowhere"}), None]


def test_a_fact_is_read_once_and_only_when_it_is_looked_at() -> None:
    facts = Unread(Store().fetch)
    assert "damaged" in facts
    assert facts["views"] is facts["views"]
    with pytest.raises(CaseDamaged, match="the fact 'damaged' of this case is damaged"):
        facts["damaged"]


def test_answers_of_several_are_a_list_and_a_blank_is_no_answer() -> None:
    facts = Unread(Store().fetch, frozenset())
    assert list(facts) == ["posts", "country", "views", "damaged"]
    assert (len(facts), facts["views"], "reason" in facts) == (4, ["yes", "no"], False)


def test_the_rows_of_some_keys_are_at_hand_or_fetched_with_all() -> None:
    store = Store()
    facts = Unread(store.fetch, frozenset({"posts"}))
    assert facts.rows(frozenset({"posts"})) == [ROWS[0]]
    assert facts.rows(frozenset({"reason"})) == list(ROWS)
    assert len(store.asked) == 2
