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
    style_ids = _style_ids(styles)
    for paragraph in list(body.iter(_W + "p")):
        tag = _MARK.fullmatch(words_of_paragraph(paragraph).strip())
        if tag is None:
            continue
        name = tag.group(1)
        if name not in clauses:
            yield f"there is no clause '{name}'"
            continue
        for reason in _replace(paragraph, clauses[name], style_ids):
            yield f"clause '{name}': {reason}"


def words_of_paragraph(paragraph: Element) -> str:
    """The text of a paragraph as typed, however many runs Word split it into."""
    return "".join(text.text or "" for text in paragraph.iter(_W + "t"))


def _replace(paragraph: Element, clause: bytes, style_ids: frozenset[str]) -> Iterator[str]:
    """Puts the body of a clause where *paragraph* is; why not, or what is unfit in it."""
    members, unsafe = package.read(clause)
    if unsafe:
        yield from unsafe
        return
    root = package.tree(members["word/document.xml"])
    inside = root.iterfind(f"{_W}body/*")
    # The last of a body is its page set-up, which is that of the letter, not of the clause.
    elements = [element for element in inside if element.tag != _W + "sectPr"]
    yield from _unfit(elements, style_ids)
    for element in elements:
        paragraph.addprevious(copy.deepcopy(element))
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
