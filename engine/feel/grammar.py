"""The grammar of FEEL, for tokens that engine.feel.tokens has already told apart."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from lark import Lark, Token, Tree, UnexpectedInput
from lark.lexer import Lexer

from engine.feel.errors import FeelError
from engine.feel.slips import of_end, of_token

GRAMMAR = r"""
expression_only: expression
unary_tests: ANYTHING -> anything
    | REFUTED "(" test ("," test)* ")" -> refuted
    | test ("," test)* -> tests

?test: expression | below
below: comparator sum

?expression: conjunction | conjunction (OR conjunction)+ -> either
?conjunction: comparison | comparison (AND comparison)+ -> both
?comparison: sum
    | comparison comparator sum -> compare
    | comparison BETWEEN sum AND sum -> between
    | comparison IN membership -> member
    | comparison INSTANCE type -> instance
?membership: sum | below | "(" test ("," test)+ ")" -> choices
!comparator: "=" | "!=" | "<" | "<=" | ">" | ">="
?sum: product | product ((PLUS | MINUS) product)+ -> arithmetic
?product: power | power ((TIMES | OVER) power)+ -> arithmetic
?power: signed | signed (POWER signed)+ -> arithmetic
?signed: chain | MINUS signed -> negative
?chain: atom | atom trailer+
?trailer: "." NAME -> path
    | "[" expression "]" -> filter
    | "(" ")" -> call
    | "(" argument ("," argument)* ")" -> call
?argument: expression | NAME ":" expression -> named

?atom: NUMBER -> number
    | STRING -> string
    | AT STRING -> temporal
    | TRUE -> true
    | FALSE -> false
    | NULL -> null
    | NAME -> name
    | "(" expression ")"
    | "[" "]" -> list
    | "[" expression ("," expression)* "]" -> list
    | range
    | "(" comparator sum ")" -> half_range
    | "{" "}" -> context
    | "{" entry ("," entry)* "}" -> context
    | IF expression THEN expression ELSE expression -> choice
    | FOR iteration ("," iteration)* RETURN expression -> loop
    | SOME iteration ("," iteration)* SATISFIES expression -> some
    | EVERY iteration ("," iteration)* SATISFIES expression -> every
    | FUNCTION "(" ")" body -> function
    | FUNCTION "(" parameter ("," parameter)* ")" body -> function
!range: ("[" | "(" | OUT_OPEN) expression ".." expression ("]" | ")" | OUT_CLOSE)
entry: (NAME | STRING) ":" expression
iteration: NAME IN expression -> over
    | NAME IN expression ".." expression -> counting
?body: expression | EXTERNAL expression -> external
parameter: NAME | NAME ":" type

?type: NAME -> type_name
    | NULL -> type_name
    | NAME "." NAME -> type_name
    | NAME "<" type ("," type)* ">" -> type_of
    | NAME "<" member ("," member)* ">" -> type_context
    | FUNCTION -> type_name
    | FUNCTION "<" ">" "->" type -> type_function
    | FUNCTION "<" type ("," type)* ">" "->" type -> type_function
member: NAME ":" type

%declare ANYTHING REFUTED OR AND BETWEEN IN INSTANCE PLUS MINUS TIMES OVER POWER
%declare NAME NUMBER STRING AT TRUE FALSE NULL IF THEN ELSE FOR RETURN SOME EVERY
%declare SATISFIES FUNCTION EXTERNAL OUT_OPEN OUT_CLOSE
"""


class _Ready(Lexer):
    """Hands the parser the tokens we made ourselves."""

    def __init__(self, _conf: Any) -> None: ...

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:
        return iter(lexer_state)


@cache
def _parser() -> Lark:
    """The parser, built when the first expression is read: it takes 0.1 s."""
    return Lark(
        GRAMMAR,
        parser="lalr",
        lexer=_Ready,
        start=["expression_only", "unary_tests"],
        maybe_placeholders=False,
        keep_all_tokens=False,
    )


@cache
def marks() -> Mapping[str, str]:
    """What the grammar calls each mark that it spells out, such as "(" or "<="."""
    return {terminal.pattern.value: terminal.name for terminal in _parser().terminals}


def parse(tokens: Sequence[Token], start: str, spaced_names: Sequence[str] = ()) -> Tree[Token]:
    """The tree of a token sequence, or the place where it stops making sense.

    *spaced_names* are names of several words that may have been meant.
    """
    try:
        return _parser().parse(tokens, start=start)
    except UnexpectedInput as problem:
        raise _refusal(problem, tokens, spaced_names) from None


def _refusal(problem: Any, tokens: Sequence[Token], spaced_names: Sequence[str]) -> FeelError:
    if not tokens:
        return FeelError("the expression is empty; write a value or a condition")
    token, wanted = problem.token, problem.accepts
    if token.type == "$END":
        last, hint = tokens[-1], of_end(tokens, wanted)
        return FeelError(f"the expression stops too early{hint}", *_place(last, end=True))
    index = next(index for index, other in enumerate(tokens) if other is token)
    hint = of_token(tokens, index, wanted, spaced_names)
    return FeelError(f"'{token[:40]}' was not expected here{hint}", *_place(token))


def _place(token: Token, *, end: bool = False) -> tuple[int, int]:
    line, column = (token.end_line, token.end_column) if end else (token.line, token.column)
    return line or 1, column or 1
