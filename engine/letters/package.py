"""Whether a Word file is safe to open: every reason why not, each with its place. Nothing is run.

The same look is given to a template that is uploaded and to a letter that comes back signed.
"""

import re
from collections.abc import Iterator, Mapping

from engine.letters.fields_in_word import instructions
from engine.letters.main_part import main_part, with_usual_name
from engine.readers.drawings import must_only_draw
from engine.readers.errors import NotRead
from engine.readers.pictures import must_not_be_huge
from engine.readers.xml_tree import MOST_TAGS, Element, tags_in, xml_root
from engine.readers.zip_file import unzipped
from engine.readers.zip_limits import WORD

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EMBEDDED = {
    _W + "altChunk": "imports another document (altChunk)",
    _W + "subDoc": "is a master document with sub-documents",
    _W + "object": "holds an embedded object (OLE)",
    _W + "control": "holds an ActiveX control",
    _W + "mailMerge": "is a mail merge document",
}
_PLACES = re.compile(r"^word/(embeddings|activeX)/|^customUI/|vbaProject|vbaData", re.IGNORECASE)
_LINKS = re.compile(r"(https?|mailto):", re.IGNORECASE)
_FIELDS = re.compile(
    "PAGE|NUMPAGES|SECTION|SECTIONPAGES|SEQ|REF|PAGEREF|NOTEREF|STYLEREF|TOC|HYPERLINK|DATE|TIME|"
    "CREATEDATE|SAVEDATE|PRINTDATE|TITLE|SUBJECT|AUTHOR|DOCPROPERTY|FILENAME|SYMBOL|FORMTEXT|"
    "FORMCHECKBOX"
)


def read(content: bytes) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The members of a Word file in their order, and every reason it is not safe to open.

    Its text is under the usual name, whatever the file calls it.
    """
    members, refused = unpacked(content)
    if refused:
        return members, refused
    reasons = tuple(_contents(members))
    if reasons:
        return members, reasons
    try:
        return with_usual_name(members), ()
    except NotRead as problem:
        return members, (str(problem),)


def unpacked(content: bytes) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The members of a package in their order, or the reason it was not unpacked.

    What they hold is for the caller to look at.
    """
    try:
        return unzipped(content, WORD), ()
    except NotRead as problem:
        return {}, (str(problem),)


def tree(content: bytes) -> Element:
    """The XML of a member, read with no entities, no network and no external file."""
    return xml_root(content)


def _contents(members: Mapping[str, bytes]) -> Iterator[str]:
    if sum(tags_in(content) for name, content in members.items() if _is_xml(name)) > MOST_TAGS:
        yield "it is far too long to be a letter"  # all parts together, as each takes its time
        return
    try:
        main = main_part(members)
    except NotRead as problem:
        yield str(problem)
        return
    for name, content in members.items():
        if _PLACES.search(name):
            yield f"{name}: macros, embedded objects and controls are not allowed"
        try:
            yield from _part(name, content, main)
        except NotRead as problem:
            sentence = str(problem)
            yield sentence if sentence.startswith(f"{name}: ") else f"{name}: {sentence}"


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".svg"))


def _part(name: str, content: bytes, main: str) -> Iterator[str]:
    """What a part holds that none may; NotRead when it cannot be looked at."""
    if name.lower().endswith(".svg"):
        must_only_draw(content)
    if not _is_xml(name):
        must_not_be_huge(name, content)
        return
    root = xml_root(content)
    if name == "[Content_Types].xml":
        yield from _types(root, main)
    elif name.endswith(".rels"):
        yield from _relationships(name, root)
    else:
        yield from _elements(name, root)


def _types(root: Element, main: str) -> Iterator[str]:
    kinds = {item.get("PartName"): item.get("ContentType", "") for item in root.iter("{*}Override")}
    kinds |= {
        item.get("Extension"): item.get("ContentType", "") for item in root.iter("{*}Default")
    }
    for place, kind in kinds.items():
        if "macroEnabled" in kind or "vbaProject" in kind:
            yield f"{place}: it has macros; save it as a Word document (.docx)"
    if kinds.get(f"/{main}", "") != _DOCUMENT:
        yield "it is not saved as a Word document (.docx): use Save As, Word Document"


def _relationships(name: str, root: Element) -> Iterator[str]:
    for link in root.iter("{*}Relationship"):
        kind, target = link.get("Type", "").rsplit("/", 1)[-1], link.get("Target", "")
        external = link.get("TargetMode") == "External"
        if external and not (kind == "hyperlink" and _LINKS.match(target)):
            yield f"{name}: it fetches something from outside ({kind} {target[:80]})"
        elif kind in {"aFChunk", "oleObject", "control", "subDocument", "vbaProject", "package"}:
            yield f"{name}: it holds another document, object or macro ({kind})"


def _elements(name: str, root: Element) -> Iterator[str]:
    tags = {element.tag for element in root.iter(*_EMBEDDED)}
    yield from (f"{name}: it {_EMBEDDED[tag]}" for tag in sorted(tags))
    for instruction in instructions(root):
        code = instruction.split()[0].upper() if instruction.split() else ""
        if not _FIELDS.fullmatch(code):
            yield f"{name}: the field {code or '(empty)'} is not allowed in a letter"
