"""The words of an issued letter as a page shows them beside a scan: headings, texts, rows. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.letters.fingerprint import paragraphs
from engine.letters.returned.word_parts import Parts, W
from engine.readers.xml_tree import Element


@dataclass(frozen=True, slots=True)
class Passage:
    """One heading, paragraph or table row of a letter; a row has several cells."""

    cells: tuple[str, ...]
    is_heading: bool = False


def passages(parts: Parts) -> tuple[Passage, ...]:
    """The letter from its first line to its last."""
    return tuple(_passages(parts.text))


def _passages(text: Element) -> Iterator[Passage]:
    for element in text.iter(W + "p", W + "tr"):
        if element.tag == W + "tr":
            yield Passage(tuple(_words(cell) for cell in element.iter(W + "tc")))
        elif next(element.iterancestors(W + "tr"), None) is None and (words := _words(element)):
            yield Passage((words,), _is_heading(element))


def _words(element: Element) -> str:
    return " ".join(paragraphs(element))


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and str(style.get(W + "val", "")).startswith("Heading")
