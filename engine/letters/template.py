"""A Word template read: each of its parts as a Jinja tree, and everything that is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from engine.letters import clauses as shared
from engine.letters import package, properties
from engine.letters.dialect import LETTERS, objections
from engine.letters.drawn_words import drawn_words
from engine.letters.leaks import leaks, take_out_names
from engine.letters.lean import make_lean, prefixes_in_use
from engine.letters.main_part import USUAL as BODY
from engine.letters.main_part import parts_led_to
from engine.letters.proof import lost_words
from engine.letters.property_tags import on_one_line, take_out_property_tags
from engine.letters.spots import NOWHERE, Fault, Spot, W, spots_of
from engine.letters.tag_pass import TaggedPart, holds_token_characters, take_out_tags
from engine.letters.tag_tokens import Tag
from engine.readers.xml_tree import Element

TOO_DEEP = "conditions, loops or brackets stand too deep in one another; say it more simply"
_KINDS = ("header", "footer", "footnotes", "endnotes")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_UNEXPECTED = re.compile(r"got '(?!end of)(.{1,40})'|unexpected (?:char )?'(.{1,40}?)'")


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part that each letter fills in."""

    name: str
    tree: nodes.Template
    tags: tuple[Tag, ...]  # the n-th begins on the n-th line

    def tag_on(self, line: int) -> Tag | None:
        """The tag that stands on a line of the tree."""
        index = min(max(line - 2, 0), len(self.tags) - 1)
        return self.tags[index] if self.tags else None


@dataclass(slots=True)
class ReadTemplate:
    """What a template holds, once it is read."""

    members: dict[str, bytes]
    styles: Element
    parts: list[ReadPart] = field(default_factory=list)  # the text first
    faults: list[Fault] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)  # what is written in it, tags and all


def read_template(template: bytes, clauses: Mapping[str, bytes]) -> ReadTemplate:
    """The template with its clauses put in, and every reason why it cannot be used."""
    members, unsafe = package.read(template)
    if unsafe:
        faults = [Fault(NOWHERE, reason) for reason in unsafe]
        return ReadTemplate({}, etree.Element("none"), faults=faults)
    read = ReadTemplate(dict(members), package.tree(members.get("word/styles.xml", b"<none/>")))
    _tidy_settings(read.members)
    take_out_names(read.members)
    properties.identify(read.members)
    body = _read_body(read, clauses)
    read.paragraphs += drawn_words({**read.members, BODY: etree.tostring(body)})
    others = parts_led_to(read.members, BODY, _KINDS)
    for name in dict.fromkeys(name for name, _ in others if name != BODY):
        _read_words(read, name, package.tree(read.members[name]), {})
    for name in (properties.CORE, properties.CUSTOM):
        if name in read.members:
            _read_properties(read, name)
    return read


def _tidy_settings(members: dict[str, bytes]) -> None:
    # Word must check the spelling of what was filled in, so the template may not say "checked".
    if "word/settings.xml" in members:
        settings = package.tree(members["word/settings.xml"])
        for proofed in list(settings.iter("{*}proofState")):
            settings.remove(proofed)
        members["word/settings.xml"] = etree.tostring(settings, encoding="UTF-8")


def _read_body(read: ReadTemplate, clauses: Mapping[str, bytes]) -> Element:
    body = package.tree(read.members[BODY])
    if body.tag != W + "document":
        sentence = "it is saved as Strict Open XML: use Save As, Word Document (.docx)"
        read.faults.append(Fault(NOWHERE, sentence))
        return body
    spots = spots_of(body, BODY)
    put_in = shared.put_in(body, read.styles, clauses, spots)
    read.faults += put_in.faults
    spots |= put_in.spots
    _read_words(read, BODY, body, spots)
    return body


def _read_words(read: ReadTemplate, name: str, root: Element, spots: dict[Element, Spot]) -> None:
    """Reads a part that is made of paragraphs."""
    spots = spots or spots_of(root, name)
    texts = (shared.words_of_paragraph(paragraph) for paragraph in root.iter(W + "p"))
    read.paragraphs += [text for text in texts if text]
    read.faults += leaks(root, spots, read.styles)
    make_lean(root)
    etree.cleanup_namespaces(root, keep_ns_prefixes=prefixes_in_use(root))
    if holds_token_characters(root):
        sentence = "it holds characters that stand for nothing: type the words again"
        read.faults.append(Fault(NOWHERE, sentence))
        return
    _add_part(read, name, take_out_tags(root, spots))


def _read_properties(read: ReadTemplate, name: str) -> None:
    root = package.tree(read.members[name])
    if name == properties.CORE:
        read.paragraphs.append(root.findtext(_TITLE) or "")
    if holds_token_characters(root):
        sentence = "the document properties hold characters that stand for nothing"
        read.faults.append(Fault(NOWHERE, sentence))
        return
    part = take_out_property_tags(root, name)
    before = len(read.parts)
    _add_part(read, name, part)
    for added in read.parts[before:]:
        on_one_line(added.tree)


def _add_part(read: ReadTemplate, name: str, part: TaggedPart) -> None:
    """Keeps the part where each letter has something to fill in."""
    read.faults += part.faults
    if part.faults or not (part.tags or name == BODY):
        return
    try:
        tree = LETTERS.parse(part.source)
    except TemplateSyntaxError as problem:
        tag = ReadPart(name, nodes.Template([]), tuple(part.tags)).tag_on(problem.lineno)
        read.faults.append(_unreadable(tag, str(problem.message)))
    except RecursionError:
        read.faults.append(Fault(NOWHERE, TOO_DEEP))
    else:
        added = ReadPart(name, tree, tuple(part.tags))
        read.faults += _faults_of_tree(added, part.words)
        read.parts.append(added)


def _unreadable(tag: Tag | None, message: str) -> Fault:
    unexpected = _UNEXPECTED.search(message)
    piece = next(filter(None, unexpected.groups()), "") if unexpected else ""
    where = f": '{piece}' has no place in it" if piece else ""
    shape = (
        "write {{ name }}, or {{ name|filter }}"
        if tag is None or tag.opening == "{{"
        else 'write {%p if name == "value" %}, {%p for row in list %}, or its end'
    )
    spot, words = (NOWHERE, "") if tag is None else (tag.spot, tag.words)
    return Fault(spot, f"this tag cannot be read{where}; {shape}", words)


def _faults_of_tree(part: ReadPart, words: list[str]) -> Iterator[Fault]:
    for line, sentence in objections(part.tree):
        yield _at_tag(part, line, sentence)
    for node in part.tree.find_all(nodes.Getattr):
        of_letter = isinstance(node.node, nodes.Name) and node.node.name == "letter"
        if part.name == BODY and of_letter and node.attr == "fingerprint":
            sentence = "the fingerprint is made from the body, so it stands in the footer"
            yield _at_tag(part, node.lineno, sentence)
    if part.name.startswith("word/"):
        for lost in lost_words(part.tree, words):
            yield Fault(NOWHERE, "words would be lost or glued together", lost)


def _at_tag(part: ReadPart, line: int, sentence: str) -> Fault:
    tag = part.tag_on(line)
    return Fault(NOWHERE, sentence) if tag is None else Fault(tag.spot, sentence, tag.words)
