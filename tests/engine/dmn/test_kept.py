"""What a case keeps of a decision."""

import pytest

from engine.dmn.kept import facts_decided
from engine.feel.values import Value


@pytest.mark.parametrize(
    ("value", "result", "outputs", "kept"),
    [
        ({"a": "x"}, "route", ("a", "b"), {"route": {"a": "x"}}),
        ("x", None, ("a",), {"a": "x"}),
        ({"a": "x"}, None, ("a", "b"), {"a": "x", "b": None}),
        ([{"a": "x"}, {"b": "y"}], None, ("a", "b"), {"a": ["x", None], "b": [None, "y"]}),
        (None, None, ("a", "b"), {"a": None, "b": None}),
    ],
)
def test_a_decision_is_kept_as_the_fact_it_names_or_as_its_outputs(
    value: Value, result: str | None, outputs: tuple[str, ...], kept: dict[str, Value]
) -> None:
    assert facts_decided(value, result, outputs) == kept
