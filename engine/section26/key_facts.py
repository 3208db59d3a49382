"""The few facts that everybody who decides needs beside them, and what a case is known by."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain

from engine.feel.values import Facts
from engine.forms.dates import in_words
from engine.forms.numbers import in_pounds

PLACE = "country"
"""The fact that says in a list where a case would send officers."""

MARKING = "protective_marking"
"""The fact that the head and foot of every letter print."""

_ASKS, _HELPED = "requester_name", "helped_name"
_TERMS = {"Dates": ("start_date", "end_date"), "Consent": ("consent_from", "consent_to")}
_PLACES = {PLACE: "Country"}
_FIGURES = {"officers_total": "Officers"}
_MONEY = {"cost_total": "Cost", "net_force_cost": "Not recovered"}
_STANDING = {"lpb_name": "Policing body", "urgency": "Urgency"}

KEY_FACTS = frozenset(
    chain({_ASKS, _HELPED}, *_TERMS.values(), _PLACES, _FIGURES, _MONEY, _STANDING)
)
"""The names of all of them."""


def key_facts(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The label and the words of each that is known, in the order in which people ask."""
    return tuple(_facts_of_case(facts))


def _facts_of_case(facts: Facts) -> Iterator[tuple[str, str]]:
    yield from _labelled({_ASKS: "Requesting body"}, facts)
    if facts.get(_HELPED) != facts.get(_ASKS):
        yield from _labelled({_HELPED: "Body helped"}, facts)
    yield from _labelled(_PLACES, facts)
    yield from _terms(facts)
    yield from _labelled(_FIGURES, facts)
    yield from _labelled(_MONEY, facts, of_money=True)
    yield from _labelled(_STANDING, facts)


def _terms(facts: Facts) -> Iterator[tuple[str, str]]:
    """The dates that were applied for, and those consented to, which may begin later."""
    for label, (first, last) in _TERMS.items():
        begins, ends = facts.get(first), facts.get(last)
        if isinstance(begins, date) and isinstance(ends, date):
            yield label, f"{in_words(begins)} to {in_words(ends)}"


def _labelled(
    labels: Mapping[str, str], facts: Facts, *, of_money: bool = False
) -> Iterator[tuple[str, str]]:
    """Those that a case holds; another process may keep a list or a text under the same name."""
    for key, label in labels.items():
        value = facts.get(key)
        if value is None or value == "":
            continue
        if of_money and isinstance(value, Decimal):
            yield label, in_pounds(value)
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield label, text.capitalize() if text.islower() else text
