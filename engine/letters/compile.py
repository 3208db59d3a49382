"""A Word template made ready to write letters from: checked, its clauses put in, compiled once.

The tag language is docxtpl's; the members of the file that hold no tag are packed here once and
never again. Compiled letters are kept by the SHA-256 of what they were made from.
"""

import hashlib
import io
import re
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jinja2 import Template, TemplateSyntaxError, nodes
from lxml import etree

from engine.errors import TemplateRefused
from engine.letters import clauses as shared
from engine.letters import package, properties
from engine.letters.dialect import PROPERTY, WORD, Dialect, objections
from engine.letters.drawn_words import drawn_words
from engine.letters.fields import Use, uses
from engine.readers.xml_tree import Element

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip file can hold: a letter's bytes have no clock
BODY = "word/document.xml"
_TAGGED = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml"
)
_TOO_DEEP = "conditions, loops or brackets stand too deep in one another; say it more simply"
_TAG = re.compile(r"\{\{|\{%|\{#")
_INSERT = re.compile(r"\{\{\s?(?:p|r|tr|tc) ")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Letter:
    """A compiled template: the parts each letter fills in, and the rest already packed."""

    sha256: str
    packed: bytes
    parts: Mapping[str, Template]
    needs: frozenset[str]
    unconditional_needs: frozenset[str]
    paragraphs: tuple[str, ...]  # what is written in it, tags and all


@dataclass(slots=True)
class _Draft:
    members: dict[str, bytes]
    reasons: list[str] = field(default_factory=list)
    parts: dict[str, Template] = field(default_factory=dict)
    used: list[Use] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


_kept: dict[str, Letter] = {}
_one_at_a_time = threading.Lock()


def compile_letter(
    template: bytes, clauses: Mapping[str, bytes] = MappingProxyType({}), name: str = "the template"
) -> Letter:
    """The letter that *template* writes; `clauses` holds the clause files by name."""
    key = _key(template, clauses)
    with _one_at_a_time:
        if key not in _kept:
            letter = _compile_members(template, clauses, name, key)
            while len(_kept) >= _MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[key] = letter
        return _kept[key]


def tagged_parts(template: bytes, clauses: Mapping[str, bytes]) -> dict[str, str]:
    """The source of each part of the text that may hold tags, by its name, the clauses put in."""
    draft = _Draft(dict(package.read(template)[0]))
    _put_in_clauses(draft, clauses)
    return {
        member: _source(package.tree(content))
        for member, content in draft.members.items()
        if member.startswith("word/") and _TAGGED.fullmatch(member)
    }


def _key(template: bytes, clauses: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(hashlib.sha256(template).digest())
    for name in sorted(clauses):
        digest.update(name.encode() + b"\0" + hashlib.sha256(clauses[name]).digest())
    return digest.hexdigest()


def _compile_members(template: bytes, clauses: Mapping[str, bytes], name: str, key: str) -> Letter:
    members, unsafe = package.read(template)
    if unsafe:
        raise TemplateRefused(name, unsafe)
    draft = _Draft(dict(members))
    _put_in_clauses(draft, clauses)
    _tidy_settings(draft.members)
    properties.identify(draft.members)
    draft.paragraphs += drawn_words(draft.members)
    for member, content in draft.members.items():
        if member == properties.CUSTOM or _TAGGED.fullmatch(member):
            _part(draft, member, content)
    if draft.reasons:
        raise TemplateRefused(name, draft.reasons)
    return Letter(
        sha256=key,
        packed=_pack(draft),
        parts=MappingProxyType(draft.parts),
        needs=frozenset(use.path for use in draft.used),
        unconditional_needs=frozenset(use.path for use in draft.used if use.certain),
        paragraphs=tuple(draft.paragraphs),
    )


def _put_in_clauses(draft: _Draft, clauses: Mapping[str, bytes]) -> None:
    body = package.tree(draft.members[BODY])
    styles = package.tree(draft.members.get("word/styles.xml", b"<none/>"))
    draft.reasons += [f"{BODY}: {reason}" for reason in shared.put_in(body, styles, clauses)]
    draft.members[BODY] = etree.tostring(body, encoding="UTF-8")


def _tidy_settings(members: dict[str, bytes]) -> None:
    # Word must check the spelling of what was filled in, so the template may not say "checked".
    if "word/settings.xml" in members:
        settings = package.tree(members["word/settings.xml"])
        for proofed in list(settings.iter("{*}proofState")):
            settings.remove(proofed)
        members["word/settings.xml"] = etree.tostring(settings, encoding="UTF-8")


def _part(draft: _Draft, member: str, content: bytes) -> None:
    in_word = member.startswith("word/")
    dialect: Dialect = WORD if in_word else PROPERTY
    root = package.tree(content)
    draft.paragraphs += _paragraphs(root) if in_word else [root.findtext(_TITLE) or ""]
    if in_word:
        draft.reasons += [f"{member}: {reason}" for reason in _awkward(root)]
    source = _source(root) if in_word else etree.tostring(root, encoding="unicode")
    if member != BODY and not _TAG.search(source):
        return
    try:
        _compile(draft, member, source, dialect)
    except TemplateSyntaxError as problem:
        draft.reasons.append(f"{member}: {problem.message}, {_place(source, problem.lineno)}")
    except (RecursionError, SyntaxError, MemoryError):  # of Python, which Jinja is made into
        draft.reasons.append(f"{member}: {_TOO_DEEP}")


def _compile(draft: _Draft, member: str, source: str, dialect: Dialect) -> None:
    tree = dialect.parse(source)
    refused = list(_refusals(member, source, tree))
    draft.reasons += refused
    draft.used += uses(tree)
    if not refused:
        draft.parts[member] = dialect.from_string(source)


def _source(root: Element) -> str:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - 0.1 s that only reading a template needs

    patched: str = DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode"))
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)  # a paragraph a line, for the places


def _paragraphs(root: Element) -> list[str]:
    return [
        text for paragraph in root.iter("{*}p") if (text := shared.words_of_paragraph(paragraph))
    ]


def _awkward(root: Element) -> Iterator[str]:
    for paragraph in root.iter("{*}p"):
        text = shared.words_of_paragraph(paragraph)
        if _INSERT.search(text):
            yield f"'{text[:60]}' would put in raw XML; only {{{{p clauses.NAME }}}} may"
    if next(root.iter("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo"), None) is not None:
        yield "there are tracked changes; accept or reject them all, then save again"


def _refusals(member: str, source: str, tree: nodes.Template) -> Iterator[str]:
    for line, sentence in objections(tree):
        yield f"{member}: {sentence}, {_place(source, line)}"
    for tag in tree.find_all(nodes.Getattr):
        of_letter = isinstance(tag.node, nodes.Name) and tag.node.name == "letter"
        if member == BODY and of_letter and tag.attr == "fingerprint":
            yield f"{member}: the fingerprint is made from the body, so it stands in the footer"


def _place(source: str, line: int) -> str:
    lines = source.splitlines()[line - 1 : line] or [""]
    text = " ".join(re.sub(r"<[^>]*>", "", lines[0]).split())
    return f"paragraph {line - 1} ('{text[:60]}')" if text else f"paragraph {line - 1}"


def _pack(draft: _Draft) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for member, content in draft.members.items():
            if member not in draft.parts and not member.endswith("/"):
                out.writestr(zipfile.ZipInfo(member, EPOCH), content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()
