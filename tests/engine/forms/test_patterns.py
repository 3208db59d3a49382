"""Patterns: those of real forms are taken, those that could hang the server are not."""

from typing import Any

import pytest

from engine.forms.patterns import refused


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$",
        r"^\d{4}/\d{2}$",
        r"^[^@\s]+@[^@\s]+$",
        r"^(?:PA|PCC)-[0-9]{4}-[0-9]{1,6}$",
        r"^([A-Z]|[0-9]){4}$",
        r"^(ab)*$",
        r"^[\]a-z]+?$",
        r"^a{,3}b{2,}$",
        "[0-9]",
        "",
    ],
)
def test_patterns_of_real_forms(pattern: Any) -> None:
    assert refused(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"^(a+)+$", "could take too long"),
        (r"^(a|aa)+$", "could take too long"),
        (r"^([a-z]*)*$", "could take too long"),
        (r"^a*a*a*a*b$", "could take too long"),
        (r"a*a*b", "could take too long"),
        (r"^(a?){99}$", "could take too long"),
        (r"^(.*)(.*)(.*)$", "could take too long"),
        (r"^" + "a?" * 30 + "$", "could take too long"),
        (r"^(a)\1$", "may not look ahead or refer back"),
        (r"^(?=a)b$", "may not look ahead or refer back"),
        (r"^(", "cannot be read"),
        ("a" * 201, "200 characters or fewer"),
        (7, "must be text"),
    ],
)
def test_patterns_that_are_refused(pattern: Any, words: Any) -> None:
    assert words in (refused(pattern) or "")
