"""The parts of a returned Word file, found by their relationships as Word itself finds them.

Their names are no guide: Word Online calls the text word/document2.xml. What has no place in any
letter (macros, objects, content from elsewhere) is named here, before anything else is looked at.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.letters.returned.outcome import Kind
from engine.readers.errors import Fault, NotRead
from engine.readers.pictures import must_not_be_huge
from engine.readers.xml_tree import Element, XmlLimits, xml_root

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDGES = ("header", "footer", "footnotes", "endnotes")
MOST_TAGS = 100_000
LARGEST_PART = 3_000_000
_LIMITS = XmlLimits(LARGEST_PART, MOST_TAGS)
DANGERS = {
    "aFChunk": "another document",
    "control": "a control",
    "frame": "another document",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "subDocument": "another document",
    "vbaProject": "macros",
}
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
_OWN_LINKS = re.compile(r"https?:|mailto:", re.IGNORECASE)
_PLACES = re.compile(r"word/(embeddings|activeX)/|customUI/|.*vba(Project|Data)", re.IGNORECASE)
_DRAWINGS = (".svg", ".emf", ".wmf")


class NotWord(Exception):
    """The file is no Word document that can be compared: what it is, and why in a sentence."""

    def __init__(self, kind: Kind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship of a part: what kind of thing it leads to, and where."""

    kind: str
    target: str
    external: bool


NO_WORD = (
    "it is not a Word document (.docx), although it is packed like one. Hand in the signed letter "
    "as a PDF, a Word document, a JPG or a PNG"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A Word file taken apart: its text, what stands round it, and what was refused."""

    members: Mapping[str, bytes]
    text: Element  # the element <w:document>
    linked: Mapping[str, tuple[str, ...]]  # kind of relationship: the parts the text leads to

    def trees(self, kind: str) -> list[Element]:
        """The parts of a kind (header, styles, …) that the text leads to."""
        return [tree(self.members[name]) for name in self.linked.get(kind, ())]


def parts_of(members: Mapping[str, bytes]) -> Parts:
    """The text of a Word file and the parts it leads to; NotWord where there is none."""
    first = [link for link in links_of(members, "") if link.kind == "officeDocument"]
    if len(first) > 1:
        raise NotWord(Kind.UNSAFE, "it says of two parts that they are its text")
    main = first[0].target if first else ""
    if main not in members:
        raise NotWord(Kind.CONVERT, NO_WORD)
    text = tree(members[main])
    if text.tag == _STRICT:
        sentence = "it is saved as Strict Open XML: use Save As, Word Document (.docx)"
        raise NotWord(Kind.CONVERT, sentence)
    if text.tag != W + "document":
        raise NotWord(Kind.CONVERT, NO_WORD)
    return Parts(members, text, _parts_linked(members, main))


def _parts_linked(members: Mapping[str, bytes], main: str) -> dict[str, tuple[str, ...]]:
    """The parts of the file that its text leads to, by the kind of relationship."""
    linked: dict[str, tuple[str, ...]] = {}
    for link in links_of(members, main):
        if not link.external and link.target in members:
            linked[link.kind] = (*linked.get(link.kind, ()), link.target)
    return linked


def links_of(members: Mapping[str, bytes], part: str) -> list[Link]:
    """The relationships of a part, or of the package itself where *part* is empty."""
    folder, leaf = posixpath.split(part)
    listed = members.get(posixpath.join(folder, "_rels", f"{leaf}.rels"))
    if listed is None:
        return []
    links = []
    for element in tree(listed).iter("{*}Relationship"):
        target = str(element.get("Target", ""))
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        links.append(Link(str(element.get("Type", "")).rpartition("/")[2], target, external))
    return links


def dangers(members: Mapping[str, bytes]) -> Iterator[str]:
    """Everything in the file that no letter needs, each with what to do about it."""
    if b"macroEnabled" in members.get("[Content_Types].xml", b""):
        yield "it is made for macros: use Save As, Word Document (.docx)"
    for name in members:
        if _PLACES.match(name):
            yield f"it holds a macro, a control or an embedded file ({name}): delete it"
        if name.casefold().endswith(_DRAWINGS):
            yield "it holds a drawing (SVG or metafile): put it in as a picture (PNG)"
        yield from _huge(name, members[name])
        if name.endswith(".rels"):
            folder, leaf = posixpath.split(name)
            part = posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))
            yield from _leading_astray(links_of(members, part))


def _huge(name: str, content: bytes) -> Iterator[str]:
    try:
        must_not_be_huge(name, content)
    except NotRead as problem:
        yield f"it holds a picture that nobody could open: {problem}"


def _leading_astray(links: list[Link]) -> Iterator[str]:
    for link in links:
        if link.kind in DANGERS:
            yield f"it holds {DANGERS[link.kind]}: delete it"
        elif not link.external or link.kind == "attachedTemplate":
            continue  # the template a file was made from is only named; nobody fetches it here
        elif link.kind != "hyperlink" or not _OWN_LINKS.match(link.target):
            yield f"it fetches something from outside ({link.kind}): break the link"


def tree(content: bytes) -> Element:
    """The XML of a part, no longer than a letter's may be; NotWord when it cannot be read."""
    if content.count(b"<") > MOST_TAGS or len(content) > LARGEST_PART:
        raise NotWord(Kind.UNSAFE, "one of its parts is far too long for a letter")
    try:
        return xml_root(content, _LIMITS)
    except NotRead as problem:
        if problem.fault is Fault.BROKEN:
            sentence = "one of its parts cannot be read: save it again in Word"
            raise NotWord(Kind.UNREADABLE, sentence) from problem
        raise NotWord(Kind.UNSAFE, f"of one of its parts, {problem}") from problem
