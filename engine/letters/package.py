"""Whether a Word file is safe to open: every reason why not, each with its place. Nothing is run.

The same look is given to a template that is uploaded and to a letter that comes back signed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from engine.letters.fields_in_word import instructions

MOST_MEMBERS = 200
LARGEST_MEMBER = 20_000_000
LARGEST_PACKAGE = 50_000_000
HIGHEST_RATIO = 200
MOST_LISTED = 2_000
MOST_TAGS = 1_000_000
SMALL = 100_000  # a small member may squeeze as well as it likes

_LISTED = b"PK\x01\x02"  # what begins each entry in a zip's list of files
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    IndexError,
    OSError,
    ValueError,
    RuntimeError,
)
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
    """The members of a Word file in their order, and every reason it is not safe to open."""
    members, refused = unpacked(content)
    return members, refused or tuple(_contents(members))


def unpacked(content: bytes) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The members of a package in their order, or every reason it was not unpacked.

    What they hold is for the caller to look at.
    """
    if content.count(_LISTED) > MOST_LISTED:  # each costs memory before it can be counted rightly
        return {}, ("it has far too many parts inside",)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            refused = tuple(_directory(package.infolist()))
            if refused:
                return {}, refused
            members = {info.filename: _member_of(package, info) for info in package.infolist()}
    except _UNREADABLE:
        return {}, ("it is not a Word document that can be opened: save it again as .docx",)
    return members, ()


def _member_of(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member, no more of it unpacked than it says there is; BadZipFile when that is not all."""
    with package.open(info) as member:
        return member.read(info.file_size)


def tree(content: bytes) -> Any:
    """The XML of a member, read with no entities, no network and no external file."""
    return etree.fromstring(content, _parser())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _directory(infos: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(infos) > MOST_MEMBERS:
        yield f"it has {len(infos)} parts inside; at most {MOST_MEMBERS} are allowed"
    if sum(info.file_size for info in infos) > LARGEST_PACKAGE:
        yield f"unpacked it is larger than {LARGEST_PACKAGE // 1_000_000} MB"
    seen: set[str] = set()
    for info in infos:
        yield from _member(info)
        if info.filename.lower() in seen:
            yield f"{info.filename}: this part is there twice"
        seen.add(info.filename.lower())


def _member(info: zipfile.ZipInfo) -> Iterator[str]:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        yield f"{name}: a part may not have this name"
    if info.flag_bits & 0x1:
        yield f"{name}: it is encrypted; remove the password and save it again"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield f"{name}: it is packed in a way Word does not use"
    if info.file_size > LARGEST_MEMBER:
        yield f"{name}: unpacked it is larger than {LARGEST_MEMBER // 1_000_000} MB"
    elif info.file_size > SMALL and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1):
        yield f"{name}: it is packed too tightly to be a letter"


def _contents(members: Mapping[str, bytes]) -> Iterator[str]:
    if not members.keys() >= {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}:
        yield "it is not a Word document (.docx)"
        return
    for name, content in members.items():
        if _PLACES.search(name):
            yield f"{name}: macros, embedded objects and controls are not allowed"
        if name.endswith((".xml", ".rels")):
            yield from _xml(name, content)


def _xml(name: str, content: bytes) -> Iterator[str]:
    if content.count(b"<") > MOST_TAGS:
        yield f"{name}: it is far too long to be a letter"
        return
    try:
        root = tree(content)
    except etree.XMLSyntaxError as problem:
        yield f"{name}: it is not well-formed XML ({problem.msg})"
        return
    if root.getroottree().docinfo.internalDTD is not None:
        yield f"{name}: it has a DOCTYPE"
    elif name == "[Content_Types].xml":
        yield from _types(root)
    elif name.endswith(".rels"):
        yield from _relationships(name, root)
    else:
        yield from _elements(name, root)


def _types(root: Any) -> Iterator[str]:
    kinds = {item.get("PartName"): item.get("ContentType", "") for item in root.iter("{*}Override")}
    kinds |= {
        item.get("Extension"): item.get("ContentType", "") for item in root.iter("{*}Default")
    }
    for place, kind in kinds.items():
        if "macroEnabled" in kind or "vbaProject" in kind:
            yield f"{place}: it has macros; save it as a Word document (.docx)"
    if kinds.get("/word/document.xml", "") != _DOCUMENT:
        yield "it is not saved as a Word document (.docx): use Save As, Word Document"


def _relationships(name: str, root: Any) -> Iterator[str]:
    for link in root.iter("{*}Relationship"):
        kind, target = link.get("Type", "").rsplit("/", 1)[-1], link.get("Target", "")
        external = link.get("TargetMode") == "External"
        if external and not (kind == "hyperlink" and _LINKS.match(target)):
            yield f"{name}: it fetches something from outside ({kind} {target[:80]})"
        elif kind in {"aFChunk", "oleObject", "control", "subDocument", "vbaProject", "package"}:
            yield f"{name}: it holds another document, object or macro ({kind})"


def _elements(name: str, root: Any) -> Iterator[str]:
    found = {element.tag for element in root.iter(*_EMBEDDED)}
    yield from (f"{name}: it {_EMBEDDED[tag]}" for tag in sorted(found))
    for instruction in instructions(root):
        code = instruction.split()[0].upper() if instruction.split() else ""
        if not _FIELDS.fullmatch(code):
            yield f"{name}: the field {code or '(empty)'} is not allowed in a letter"
