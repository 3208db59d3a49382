"""What is said about an expression that cannot be read."""

import pytest

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from tests.support.cells import compile_unary


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "the expression is empty; write a value or a condition"),
        ("   ", "the expression is empty; write a value or a condition"),
        ("a +", "the expression stops too early; something must follow '+' (line 1, column 4)"),
        ("a + * b", "'*' was not expected here; write a value here (line 1, column 5)"),
        ("1 +\n  2 2", "a comma or a sign between the two (line 2, column 5)"),
        ('"abc', 'a text has no closing quotation mark (") (line 1, column 1)'),
        ("a \x00 b", "the character \\x00 has no meaning here (line 1, column 3)"),
        ("function() external {}", "'external' code is never run; write the function in FEEL"),
        ("1e99999", "the number 1e99999… is too large or too long (line 1, column 1)"),
    ],
)
def test_the_sentence_names_the_place(source: str, sentence: str) -> None:
    with pytest.raises(FeelError) as refused:
        compile_expression(source)

    assert sentence in str(refused.value)


def test_a_not_that_is_never_closed_is_no_decision_cell() -> None:
    with pytest.raises(FeelError, match="stops too early"):
        compile_unary("not(1, 2")


def test_line_and_column_are_there_to_point_with() -> None:
    with pytest.raises(FeelError) as refused:
        compile_unary("< 5,\n oops oops")

    assert (refused.value.line, refused.value.column) == (2, 7)
    assert refused.value.message.startswith("'oops' was not expected here")
