"""Words between the questions: light markdown, with {{facts}} put in as plain text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.feel.values import Facts, Value
from engine.forms.conditions import value_of
from engine.forms.dates import in_words
from engine.forms.numbers import plain
from engine.forms.text import printable

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^[*-] +")
_HEADING = re.compile(r"^(#{1,3}) +")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words, perhaps in bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list; each line of it a run of spans."""

    kind: str
    lines: tuple[tuple[Span, ...], ...]


def holes(text: str) -> Iterator[str]:
    """The FEEL sources between {{ and }}."""
    for hole in _HOLE.finditer(text):
        yield hole[1].strip()


def filled(text: str, context: Facts) -> str:
    """The text with each {{fact}} in words; what is not known leaves nothing."""
    return _HOLE.sub(lambda hole: said(value_of(hole[1].strip(), context)), text)


def blocks(text: str, context: Facts) -> tuple[Block, ...]:
    """The text as headings, paragraphs and lists, marks read before facts are put in."""
    pieces = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return tuple(block for piece in pieces for block in _piece(piece, context))


def said(value: Value) -> str:
    """A value as a person reads it in a sentence."""
    if value is None or isinstance(value, bool):
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, list):
        return _join_with_and([said(item) for item in value])
    if isinstance(value, Mapping):
        return said(value.get("label") or value.get("name"))
    return printable(str(value))


def _join_with_and(items: list[str]) -> str:
    *first, last = [item for item in items if item] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _piece(piece: str, context: Facts) -> Iterator[Block]:
    lines: list[tuple[str, str]] = [_split_mark(line.strip()) for line in piece.split("\n")]
    while lines:
        kind = lines[0][0]
        run = [text for k, text in _leading_lines(lines, kind)]
        del lines[: len(run)]
        if kind == "paragraph":
            run = [" ".join(run)]
        yield Block(kind, tuple(_spans(line, context) for line in run))


def _leading_lines(lines: list[tuple[str, str]], kind: str) -> list[tuple[str, str]]:
    stop = next((index for index, (other, _) in enumerate(lines) if other != kind), len(lines))
    return lines[:1] if kind == "heading" else lines[:stop]


def _split_mark(line: str) -> tuple[str, str]:
    if _HEADING.match(line):
        return "heading", _HEADING.sub("", line)
    if _BULLET.match(line):
        return "list", _BULLET.sub("", line)
    return "paragraph", line


def _spans(line: str, context: Facts) -> tuple[Span, ...]:
    # an odd piece stood between two pairs of stars
    pieces = _STRONG.split(line)
    spans: list[Span] = []
    for index, piece in enumerate(pieces):
        text = filled(piece, context)
        if text:
            spans.append(Span(text, strong=bool(index % 2)))
    return tuple(spans)
