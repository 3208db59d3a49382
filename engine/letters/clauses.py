"""Standard paragraphs shared by several letters, put in their place when a letter is compiled.

`{{p clauses.cost_table }}` alone in a paragraph stands for the body of the clause of that name.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.letters import package
from engine.letters.spots import NOWHERE, Fault, Spot, spots_of
from engine.people.nearly import did_you_mean
from engine.readers.xml_tree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MARK = re.compile(r"\{\{\s*p\s+clauses\.(\w+)\s*\}\}")
_STYLED = (_W + "pStyle", _W + "rStyle", _W + "tblStyle")


@dataclass(frozen=True, slots=True)
class PutIn:
    """What became of the clause tags of a body."""

    faults: tuple[Fault, ...]
    spots: Mapping[Element, Spot]  # of each paragraph that came from a clause


def put_in(
    body: Element,
    styles: Element,
    clauses: Mapping[str, bytes],
    spots: Mapping[Element, Spot] = MappingProxyType({}),
) -> PutIn:
    """Replace each clause tag in *body* by its clause; `spots` are the places of its paragraphs."""
    style_ids = _style_ids(styles)
    faults: list[Fault] = []
    spots_of_clauses: dict[Element, Spot] = {}
    for paragraph in list(body.iter(_W + "p")):
        tag = _MARK.fullmatch(words_of_paragraph(paragraph).strip())
        if tag is None:
            continue
        name, spot = tag.group(1), spots.get(paragraph, NOWHERE)
        if name not in clauses:
            meant = did_you_mean(name, clauses)
            faults.append(Fault(spot, f"there is no clause '{name}'{meant}", tag[0]))
            continue
        reasons = _replace(paragraph, name, clauses[name], style_ids, spots_of_clauses)
        faults += [Fault(spot, f"clause '{name}': {reason}") for reason in reasons]
    return PutIn(tuple(faults), spots_of_clauses)


def words_of_paragraph(paragraph: Element) -> str:
    """The text of a paragraph as typed, however many runs Word split it into."""
    return "".join(text.text or "" for text in paragraph.iter(_W + "t"))


def _replace(
    paragraph: Element,
    name: str,
    clause: bytes,
    style_ids: frozenset[str],
    spots: dict[Element, Spot],
) -> Iterator[str]:
    """Puts the body of a clause where *paragraph* is; why not, or what is unfit in it."""
    members, unsafe = package.read(clause)
    if unsafe:
        yield from unsafe
        return
    root = package.tree(members["word/document.xml"])
    places = spots_of(root, f"clauses/{name}", f"clause '{name}', ")
    inside = root.iterfind(f"{_W}body/*")
    # The last of a body is its page set-up, which is that of the letter, not of the clause.
    elements = [element for element in inside if element.tag != _W + "sectPr"]
    yield from _unfit(elements, style_ids)
    for element in elements:
        copied = copy.deepcopy(element)
        for ours, theirs in zip(copied.iter(_W + "p"), element.iter(_W + "p"), strict=True):
            spots[ours] = places[theirs]
        paragraph.addprevious(copied)
    parent = paragraph.getparent()
    assert parent is not None  # it stands in the body of the letter
    parent.remove(paragraph)


def _unfit(elements: list[Element], style_ids: frozenset[str]) -> Iterator[str]:
    nodes: list[Element] = []
    for element in elements:
        nodes += element.iter("*")
    unknown = _styles_used(nodes) - style_ids
    if unknown:
        yield f"it uses styles the letter does not have ({', '.join(sorted(unknown))})"
    if any(_refers_elsewhere(node) for node in nodes):
        yield "it has a picture or a link; only words and tables may be shared"
    if any(node.tag == _W + "sectPr" for node in nodes):
        yield "it has a section break"
    if any(node.tag == _W + "numPr" for node in nodes):
        yield "it numbers paragraphs by hand; use the style Numbered Paragraph"


def _styles_used(nodes: list[Element]) -> set[str]:
    return {node.get(_W + "val", "") for node in nodes if node.tag in _STYLED}


def _refers_elsewhere(node: Element) -> bool:
    """Whether it refers to another part of the clause's own file, which is not copied."""
    return any(str(key).startswith(_R) for key in node.attrib)


def _style_ids(styles: Element) -> frozenset[str]:
    return frozenset(style.get(_W + "styleId", "") for style in styles.iter(_W + "style"))
