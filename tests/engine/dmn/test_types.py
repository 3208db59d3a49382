"""Item definitions: lists, parts, allowed values, and values brought into their shape."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.dmn.read import read
from engine.feel.writing import text_of
from tests.engine.dmn.files import decision, file, literal

TYPES = """
<itemDefinition name="tLevel"><typeRef>string</typeRef>
  <allowedValues><text>"low","high"</text></allowedValues></itemDefinition>
<itemDefinition name="tLevels" isCollection="true"><typeRef>tLevel</typeRef></itemDefinition>
<itemDefinition name="tShort" isCollection="true"><typeRef>number</typeRef>
  <allowedValues><text>&lt; 10</text></allowedValues>
  <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="tPost"><itemComponent name="rank"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="levels" isCollection="true"><typeRef>tLevel</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tTree"><itemComponent name="value"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="parts" isCollection="true"><typeRef>tTree</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tCircle"><typeRef>tCircle</typeRef></itemDefinition>
<itemDefinition name="tCall"><functionItem/></itemDefinition>
<itemDefinition name="tMoment"><typeRef>dateTime</typeRef><allowedValues/></itemDefinition>
<itemDefinition name="tOpen"/>
<itemDefinition name="tAlias"><typeRef>tLevels</typeRef></itemDefinition>
<itemDefinition name="tWide"><typeRef>list</typeRef></itemDefinition>
"""


def brought(ref: str, value: Any, logic: str = "x") -> str:
    data = f'<inputData id="x" name="x"><variable name="x" typeRef="{ref}"/></inputData>'
    decisions = read(file(TYPES, data, decision("d", literal(logic), inputs=["x"])))
    return text_of(decisions.decide("d", {"x": value}).value)


@pytest.mark.parametrize(
    ("ref", "value", "result"),
    [
        ("tLevel", "low", "low"),
        ("tLevel", "odd", "null"),
        ("feel:tLevel", ["high"], "high"),
        ("tLevels", ["low", None], '["low", null]'),
        ("tLevels", "low", '["low"]'),
        ("tLevels", ["odd"], "null"),
        ("tShort", [Decimal(1), Decimal(2)], "[1, 2]"),
        ("tShort", [Decimal(1), Decimal(20)], "null"),
        ("tShort", [Decimal(1)] * 3, "null"),
        (
            "tPost",
            {"rank": "x", "levels": "low", "more": True},
            '{rank: "x", levels: ["low"], more: true}',
        ),
        ("tPost", {"rank": "x"}, "null"),
        ("tPost", {"rank": 5, "levels": []}, "null"),
        ("tPost", "x", "null"),
        (
            "tTree",
            {"value": 1, "parts": [{"value": 2, "parts": []}]},
            "{value: 1, parts: [{value: 2, parts: []}]}",
        ),
        ("tCircle", "x", "null"),
        ("tCircle", ["x"], "null"),
        ("tShort", None, "null"),
        ("tPost", {"rank": None, "levels": None}, "{rank: null, levels: null}"),
        ("tCall", "x", "null"),
        ("tMoment", date(2024, 2, 29), "2024-02-29T00:00:00Z"),
        ("tOpen", [1], "[1]"),
        ("tAlias", ["low"], '["low"]'),
        ("tWide", [1], "[1]"),
        ("integer", Decimal(4), "4"),
        ("string", Decimal(4), "null"),
        ("tUnheardOf", Decimal(4), "4"),
        ("list", [Decimal(4)], "[4]"),
        ("", Decimal(4), "4"),
    ],
)
def test_a_value_is_brought_into_its_type(ref: str, value: Any, result: str) -> None:
    assert brought(ref, value) == result


@pytest.mark.parametrize(
    ("test", "result"),
    [
        ("x instance of tLevel", "false"),
        ("x instance of tPost", "true"),
        ("x instance of tTree", "false"),
        ("x.levels instance of tLevels", "true"),
        ("x instance of tCircle", "true"),
    ],
)
def test_expressions_can_ask_for_the_types_of_the_file(test: str, result: str) -> None:
    assert brought("", {"rank": "x", "levels": ["low"]}, test) == result
