"""Tags taken out of the document properties of a Word file, which are lines and no paragraphs."""

from collections.abc import Iterator

from jinja2 import nodes
from lxml import etree

from engine.letters.dialect import ONE_LINE
from engine.letters.spots import Fault, Spot, around
from engine.letters.tag_blocks import match_blocks
from engine.letters.tag_pass import TaggedPart, write_source
from engine.letters.tag_tokens import Tag, token_of
from engine.letters.tags import BadTag, WrittenTag, tags_in
from engine.readers.xml_tree import Element


def take_out_property_tags(root: Element, part_name: str) -> TaggedPart:
    """The part as Jinja source, or what is wrong with its tags; *root* is used up."""
    part = TaggedPart()
    for number, element in enumerate(root.iter(etree.Element)):
        if "{" in (element.text or "") or "}" in (element.text or ""):
            _take_out(part, element, number, part_name)
    if not part.unread:
        part.faults += match_blocks(part.tags)
    if not part.faults:
        write_source(part, root)
    return part


def on_one_line(tree: nodes.Template) -> None:
    """Make every value of a property one line: a line break of Word's has no place there."""
    for output in tree.find_all(nodes.Output):
        output.nodes = [
            node if isinstance(node, nodes.TemplateData) else _one_line(node)
            for node in output.nodes
        ]


def _one_line(node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, ONE_LINE, [], [], None, None, lineno=node.lineno)


def _take_out(part: TaggedPart, element: Element, number: int, part_name: str) -> None:
    text = element.text or ""
    name = etree.QName(element).localname
    spot = Spot(f"the document properties ({name})", part_name)
    try:
        written_tags = list(tags_in(text))
    except BadTag as bad:
        part.faults.append(Fault(spot, str(bad), around(text, bad.start, bad.start + 2)))
        part.unread = True
        return
    part.faults += _faults(text, written_tags, spot)
    for written in reversed(written_tags):
        words = around(text, written.start, written.end)
        order = number, written.start
        token = ""
        if written.opening != "{#":
            tag = Tag(written.opening, "", written.code, spot, words, element, order)
            tag.number = len(part.tags)
            part.tags.append(tag)
            token = token_of(tag.number)
        element.text = f"{(element.text or '')[: written.start]}{token}{text[written.end :]}"
        text = element.text


def _faults(text: str, tags: list[WrittenTag], spot: Spot) -> Iterator[Fault]:
    for tag in tags:
        if tag.level:
            words = around(text, tag.start, tag.end)
            sentence = f"there is no {tag.opening}{tag.level} here: write {tag.opening} without it"
            yield Fault(spot, sentence, words)
