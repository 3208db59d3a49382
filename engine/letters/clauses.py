"""Standard paragraphs shared by several letters, put in their place when a letter is compiled.

`{{p clauses.cost_table }}` alone in a paragraph stands for the body of the clause of that name.
"""

import copy
import re
from collections.abc import Iterator, Mapping

from engine.letters import package
from engine.readers.xml_tree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MARK = re.compile(r"\{\{\s*p\s+clauses\.(\w+)\s*\}\}")
_STYLED = (_W + "pStyle", _W + "rStyle", _W + "tblStyle")


def put_in(body: Element, styles: Element, clauses: Mapping[str, bytes]) -> Iterator[str]:
    """Replace each clause tag in *body* by its clause; the sentences say what stood in the way."""
    known = _style_ids(styles)
    for paragraph in list(body.iter(_W + "p")):
        asked = _MARK.fullmatch(said(paragraph).strip())
        if asked is None:
            continue
        name = asked.group(1)
        if name not in clauses:
            yield f"there is no clause '{name}'"
            continue
        yield from _put(paragraph, name, clauses[name], known)


def said(paragraph: Element) -> str:
    """The text of a paragraph as typed, however many runs Word split it into."""
    return "".join(text.text or "" for text in paragraph.iter(_W + "t"))


def _put(paragraph: Element, name: str, clause: bytes, known: frozenset[str]) -> Iterator[str]:
    members, unsafe = package.read(clause)
    if unsafe:
        yield from (f"clause '{name}': {reason}" for reason in unsafe)
        return
    root = package.tree(members["word/document.xml"])
    inside = root.iterfind(f"{_W}body/*")
    elements = [element for element in inside if element.tag != _W + "sectPr"]
    yield from (f"clause '{name}': {reason}" for reason in _unfit(elements, known))
    for element in elements:
        paragraph.addprevious(copy.deepcopy(element))
    parent = paragraph.getparent()
    assert parent is not None  # it stands in the body of the letter
    parent.remove(paragraph)


def _unfit(elements: list[Element], known: frozenset[str]) -> Iterator[str]:
    nodes = [node for element in elements for node in element.iter("*")]
    strange = {node.get(_W + "val", "") for node in nodes if node.tag in _STYLED} - known
    if strange:
        yield f"it uses styles the letter does not have ({', '.join(sorted(strange))})"
    if any(str(key).startswith(_R) for node in nodes for key in node.attrib):
        yield "it has a picture or a link; only words and tables may be shared"
    if any(node.tag == _W + "sectPr" for node in nodes):
        yield "it has a section break"
    if any(node.tag == _W + "numPr" for node in nodes):
        yield "it numbers paragraphs by hand; use the style Numbered Paragraph"


def _style_ids(styles: Element) -> frozenset[str]:
    return frozenset(style.get(_W + "styleId", "") for style in styles.iter(_W + "style"))
