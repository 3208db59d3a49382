"""Boxed expressions: contexts, lists, relations, invocations, functions and loops."""

from typing import Any

import pytest

from engine.dmn.errors import DecisionFault
from engine.dmn.read import read
from engine.feel.writing import text_of
from tests.engine.dmn.files import decision, file, literal


def decided(logic: str, **facts: Any) -> str:
    return text_of(read(file(decision("d", logic))).decide("d", facts).value)


def entry(name: str, logic: str, attributes: str = "") -> str:
    variable = f'<variable name="{name}" {attributes}/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def test_a_context_sees_its_earlier_entries() -> None:
    logic = (
        f"<context>{entry('net cost', literal('4'))}{entry('b', literal('net cost + 1'))}</context>"
    )

    assert decided(logic) == '{"net cost": 4, b: 5}'


def test_the_last_entry_without_a_name_is_the_result() -> None:
    logic = f"<context>{entry('a', literal('4'))}{entry('', literal('a * 2'))}</context>"

    assert decided(logic) == "8"


def test_entries_have_types_and_may_be_empty() -> None:
    typed = entry("a", literal('"x"'), 'typeRef="number"')
    logic = f"<context>{typed}{entry('b', '')}</context>"

    assert decided(logic) == "{a: null, b: null}"


def test_lists_and_relations() -> None:
    assert decided(f"<list>{literal('1')}{literal('x')}</list>", x=2) == "[1, 2]"
    relation = (
        '<relation><column name="rank"/><column name="days"/>'
        f"<row>{literal('1')}{literal('x')}</row><row>{literal('3')}{literal('4')}</row></relation>"
    )
    assert decided(relation, x=2) == "[{rank: 1, days: 2}, {rank: 3, days: 4}]"


def binding(name: str, logic: str) -> str:
    return f'<binding><parameter name="{name}" typeRef="number"/>{logic}</binding>'


def test_invocations_call_functions_by_name() -> None:
    function = (
        '<functionDefinition><formalParameter name="a" typeRef="number"/>'
        f'<formalParameter name="b"/>{literal("a - b")}</functionDefinition>'
    )
    given = binding("b", literal("1")) + binding("a", literal("9"))
    call = f"<invocation>{literal('f')}{given}</invocation>"
    logic = f"<context>{entry('f', function)}{entry('', call)}</context>"

    assert decided(logic) == "8"


@pytest.mark.parametrize(
    ("call", "result"),
    [("f(1, 2)", "-1"), ("f(1)", "null"), ('f("x", 2)', "null"), ("f(b: 1, a: 3)", "2")],
)
def test_boxed_functions_check_what_they_are_given(call: str, result: str) -> None:
    function = (
        '<functionDefinition><formalParameter name="a" typeRef="number"/>'
        f'<formalParameter name="b"/>{literal("a - b")}</functionDefinition>'
    )

    assert decided(f"<context>{entry('f', function)}{entry('', literal(call))}</context>") == result


def test_an_invocation_of_nothing_is_null() -> None:
    entries = entry("f", "<functionDefinition/>") + entry("", literal("f()"))

    assert decided(f"<invocation>{literal('5')}<binding/></invocation>") == "null"
    assert decided("<invocation/>") == "null"
    assert decided(f"<context>{entries}</context>") == "null"


def test_code_outside_feel_is_refused() -> None:
    with pytest.raises(DecisionFault, match="code outside FEEL is never run"):
        decided('<functionDefinition kind="Java"/>')


@pytest.mark.parametrize(
    ("condition", "result"), [("x > 1", "1"), ("x < 1", "2"), ("null", "2"), ("x", "null")]
)
def test_conditionals(condition: str, result: str) -> None:
    logic = (
        f"<conditional><if>{literal(condition)}</if><then>{literal('1')}</then>"
        f"<else>{literal('2')}</else></conditional>"
    )

    assert decided(logic, x=2) == result


def loop(kind: str, source: str, body: str, name: str = "") -> str:
    variable = f'iteratorVariable="{name}"' if name else ""
    inner = {"filter": "match", "for": "return"}.get(kind, "satisfies")
    return (
        f"<{kind} {variable}><in>{literal(source)}</in><{inner}>{literal(body)}</{inner}></{kind}>"
    )


@pytest.mark.parametrize(
    ("kind", "source", "body", "result"),
    [
        ("filter", "[1, 2, 3]", "item > 1", "[2, 3]"),
        ("filter", "[{a: 1}, {a: 2}]", "a = 2", "[{a: 2}]"),
        ("filter", "5", "item > 1", "[5]"),
        ("filter", "null", "true", "[]"),
        ("filter", "[7, 8]", "2", "8"),
        ("filter", "[7, 8]", "-1", "8"),
        ("filter", "[7, 8]", "3", "null"),
        ("filter", "[7, 8]", '"x"', "null"),
        ("filter", "[7, 8]", "null", "[]"),
        ("for", "[1, 2]", "item * 2", "[2, 4]"),
        ("for", "[1..3]", "count(partial)", "[0, 1, 2]"),
        ("for", "null", "1", "null"),
        ("some", "[1, 2]", "item > 1", "true"),
        ("some", "[1, 2]", "item > 2", "false"),
        ("some", "[1, 2]", "null", "null"),
        ("some", "null", "true", "null"),
        ("every", "[1, 2]", "item > 0", "true"),
        ("every", "[1, 2]", "item > 1", "false"),
    ],
)
def test_loops(kind: str, source: str, body: str, result: str) -> None:
    assert decided(loop(kind, source, body)) == result


def test_loops_name_their_variable_and_list_what_they_need() -> None:
    made = loop("for", "xs", "x + y", "x")
    decisions = read(file(decision("d", made)))

    assert decisions.needs("d") == {"xs", "y"}
    assert decisions.decide("d", {"xs": [1, 2], "y": 1}).value == [2, 3]


def test_a_loop_without_parts_is_null() -> None:
    assert decided("<for><in/></for>") == "null"


def test_logic_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(DecisionFault, match="<dance> is not logic this engine knows"):
        decided(f"<for><in><dance/></in><return>{literal('1')}</return></for>")


def test_results_are_brought_into_their_type() -> None:
    assert decided(literal("5", 'typeRef="string"')) == "null"
    assert decided(literal("[5]", 'typeRef="number"')) == "5"
