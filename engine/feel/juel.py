"""Conditions as the desktop Modeler's users write them, ${a == 'b'}, put into FEEL."""

import re

from engine.feel.errors import FeelError

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<word>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
    |(?P<mark>==|!=|<=|>=|&&|\|\||[-+*/<>()!?:])
    |(?P<odd>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MARKS = {"==": "=", "&&": "and", "||": "or"}
_WORDS = {
    "eq": "=",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "div": "/",
    "and": "and",
    "or": "or",
    "true": "true",
    "false": "false",
    "null": "null",
}
_REFUSED = {"empty", "mod", "instanceof", "execution", "task"}
_HINTS = {
    **dict.fromkeys("\u201c\u201d\u2018\u2019", "write a text in straight marks, as in 'yes'"),
    **dict.fromkeys("'\"", "the text that begins here has no closing quotation mark"),
    "=": "write == to compare",
    "empty": "write a == null, or a == ''",
    "mod": "write the condition in FEEL, with modulo(a, b)",
    "%": "write the condition in FEEL, with modulo(a, b)",
    "[": "write the condition in FEEL, where the first item is a[1]",
    "?": "write the condition in FEEL, with if … then … else …",
    **dict.fromkeys("${}", "put one ${ and one } round the whole condition"),
}


def to_feel(source: str) -> str:
    """The FEEL of a ${…} condition; whatever is not one already is returned as it is."""
    text = source.strip()
    if not text.startswith(("${", "#{")):
        return source
    if not text.endswith("}") or not text[2:-1].strip():
        raise FeelError("write the condition as ${…}, with something between the braces", 1, 1)
    inner = text[2:-1]
    return _translate(inner)


def _translate(inner: str) -> str:
    pieces: list[str] = []
    closings: list[int] = []
    depth = 0
    for match in _TOKEN.finditer(inner):
        text, column = match.group(), match.start() + 3
        if match.lastgroup == "word" and inner[match.end() :].lstrip().startswith("("):
            raise FeelError(_calls(text), 1, column)
        if text in {"!", "not"}:
            pieces.append("not(")
            closings.append(depth)
            continue
        depth += (text == "(") - (text == ")")
        pieces.append(_piece(match.lastgroup or "", text, column))
        while closings and closings[-1] == depth and match.lastgroup != "space" and text != "(":
            pieces.append(")")
            closings.pop()
    if closings:
        raise FeelError("the condition ends after '!'; say what is not to be", 1, len(inner) + 2)
    return "".join(pieces)


def _calls(name: str) -> str:
    return (
        f"'{name}(…)' calls Java, which nobody may do from a diagram; write the condition in FEEL"
    )


def _piece(kind: str, text: str, column: int) -> str:
    if kind == "text":
        return _quote(text, column)
    if text in _REFUSED or kind == "odd" or text in {"?", ":"}:
        hint = _HINTS.get(text, "write the condition in FEEL instead")
        raise FeelError(f"'{text}' cannot be put into FEEL; {hint}", 1, column)
    if kind == "word":
        return _WORDS.get(text, text)
    if text in {"&&", "||"}:
        return f" {_MARKS[text]} "
    return _MARKS.get(text, text)


def _quote(text: str, column: int) -> str:
    inner = re.sub(r"\\(.)", r"\1", text[1:-1])
    if "\\" in inner or "\n" in inner:
        raise FeelError("a text in the condition holds a backslash or a new line", 1, column)
    escaped = inner.replace('"', '\\"')
    return f'"{escaped}"'
