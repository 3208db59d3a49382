"""The budget of one evaluation: what is made ready is paid for once, and is only so much."""

import pytest

from engine.feel.errors import FeelError
from engine.feel.limits import MAX_PATTERNS, Budget


def test_what_is_made_ready_is_paid_for_once() -> None:
    budget = Budget(10)

    budget.once("a pattern", 6)
    budget.once("a pattern", 6)

    assert budget.left == 4


def test_only_so_many_patterns_are_made_ready() -> None:
    budget = Budget()
    for n in range(MAX_PATTERNS):
        budget.once(f"pattern {n}", 1)

    with pytest.raises(FeelError, match=f"more than {MAX_PATTERNS} different patterns"):
        budget.once("one more", 1)
