"""Conditions of the desktop Modeler's users, put into FEEL."""

import pytest

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.juel import to_feel


@pytest.mark.parametrize(
    ("source", "feel"),
    [
        ("amount > 5", "amount > 5"),
        ("${decision == 'approve'}", 'decision = "approve"'),
        ("#{a != null}", "a != null"),
        ("${a.b ge 3 and not c}", "a.b >= 3 and not( c)"),
        ("${!(a || b)}", "not((a  or  b))"),
        ("${!!a && 1 + 2 == 3}", "not(not(a))  and  1 + 2 = 3"),
        ("${a div 2 lt 3 or false}", "a / 2 < 3 or false"),
        ("${a eq 'it\\'s \"so\"'}", 'a = "it\'s \\"so\\""'),
    ],
)
def test_what_maps_is_mapped(source: str, feel: str) -> None:
    assert to_feel(source) == feel
    compile_expression(to_feel(source))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("${}", "with something between the braces"),
        ("${a", "write the condition as ${…}"),
        ("${execution.getVariable('a')}", "'execution.getVariable(…)' calls Java"),
        ("${a ? b : c}", "'?' cannot be put into FEEL"),
        ("${empty a}", "'empty' cannot be put into FEEL"),
        ("${a[0]}", "'[' cannot be put into FEEL"),
        ("${a == !}", "the condition ends after '!'"),
        ("${a == 'b\\\\c'}", "a text in the condition holds a backslash"),
    ],
)
def test_what_does_not_map_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(FeelError, match="line 1, column") as refused:
        to_feel(source)

    assert sentence in str(refused.value)
