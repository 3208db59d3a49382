"""What is said to people who write FEEL as they would write something else."""

import pytest

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.juel import to_feel
from tests.support.cells import compile_unary

QUOTES = "write a text in straight double quotation marks"
SLIPS = {
    "a == b": "write one = to compare (line 1, column 4)",
    "a := b": "an expression sets nothing",
    "a += b": "an expression sets nothing",
    "a <> b": "write != for what is not equal",
    "a => b": "write >= for at least",
    "a =< b": "write <= for at most",
    "a && b": "write 'and' between two conditions (line 1, column 3)",
    "a || b": "write 'or' between two conditions",
    "a & b": "or + to put texts together",
    "!a": "write not(…) round what is not to be",
    "not a": "write not(…) round what is not to be",
    "a not in [1]": "as in not(a in [1, 2])",
    "a AND b": "write 'and' in small letters",
    "a is null": "write = to compare, as in a = null",
    "a IS NULL": "write = to compare, as in a = null",
    "is defined(a)": "write = to compare, as in a = null",
    "a = 'yes'": QUOTES,
    "a = \u201cyes\u201d": QUOTES,
    "a = `yes`": QUOTES,
    'a = "yes': 'a text has no closing quotation mark (")',
    "a@b.uk": "write a text in quotation marks",
    "£400": "the character £ has no meaning here; write an amount as a number alone",
    "400 > 5k": "write a number without a unit",
    "a > 5,000": "write a number without a comma",
    "a > 5 days": "a duration is written as duration(",
    "10%": "0.1 for ten per cent",
    "a ^ 2": "write ** for a power",
    "a ≥ 2": "write >= instead",
    "a \u2013 2": "write a plain - instead",
    "a;": "nothing is needed at the end",
    "# why": "a comment begins with //",
    "${a}": "write the condition without ${ and }",
    "a ? 1 : 2": "write if … then … else …",
    "if a": "an 'if' needs a 'then' and an 'else'",
    "if a then b": "an 'if' needs an 'else' too",
    "a then b": "there is no 'if' before it",
    "for a in b": "a 'for' needs a 'return'",
    "for a b": "need 'in' and a list after the name",
    "some a in b a > 1": "need 'satisfies' before the condition",
    "a between 1": "'between' needs an 'and'",
    "a between 1, 2": "'between' needs an 'and'",
    "a in 1..5": "write a range in brackets, as in [1..5]",
    "a in {1, 2}": "a list is written [1, 2]",
    "{a 1}": "an entry of {…} is written name: value",
    "{a: 1, 2": "an entry of {…} is written name: value",
    "a.[1]": "write a name here",
    "@a": "after @ comes a date or a duration in quotation marks",
    "count(a": "the ( in column 6 is never closed",
    "count(\n(a)": "the ( in column 6 is never closed",
    "a +\n(b": "the ( in line 2, column 1 is never closed",
    "a)": "there is no ( that it closes",
    "(a]": "the ( in column 1 is not closed yet",
    "[1,]": "something is missing before it",
    "a and": "something must follow 'and'",
    "and a": "a condition is missing before it",
    "a or or b": "a condition is missing before it",
    "a, b": "a comma is only for lists",
    "string lenght(a)": "is it 'string length'?",
    "start date": "or one name without a space",
    '"a" "b"': "write 'and', 'or', a comma or a sign between the two",
    'a contains "b"': "write contains(text, part)",
    "a + * b": "write a value here",
    "a:": "only the entries of {…}",
}
CELLS = {
    "> 5 or < 3": "in a cell, write a comma for 'or'",
    ">= 5 and <= 7": "a range such as [5..7] for 'and'",
    "1 to 5": "write a range as [1..5]",
    "'a'": QUOTES,
    "== 5": "write one = to compare",
    "> £5": "write an amount as a number alone",
}
CONDITIONS = {
    "${a = 1}": "write == to compare",
    "${a == \u201cb\u201d}": "write a text in straight marks",
    "${a == 'b}": "has no closing quotation mark",
    "${a} and ${b}": "put one ${ and one } round the whole condition",
    "${a % 2}": "with modulo(a, b)",
}


@pytest.mark.parametrize(("source", "hint"), SLIPS.items())
def test_a_slip_in_an_expression_is_put_right(source: str, hint: str) -> None:
    with pytest.raises(FeelError) as refused:
        compile_expression(source)

    assert hint in str(refused.value)
    assert "(line " in str(refused.value)


@pytest.mark.parametrize(("source", "hint"), CELLS.items())
def test_a_slip_in_a_cell_is_put_right(source: str, hint: str) -> None:
    with pytest.raises(FeelError) as refused:
        compile_unary(source)

    assert hint in str(refused.value)


@pytest.mark.parametrize(("source", "hint"), CONDITIONS.items())
def test_a_slip_in_a_condition_in_braces_is_put_right(source: str, hint: str) -> None:
    with pytest.raises(FeelError) as refused:
        to_feel(source)

    assert hint in str(refused.value)
