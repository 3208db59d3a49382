"""A Word template made ready to write letters from: read, refused or compiled, kept.

All its parts are one Jinja template, so that a letter is written in one go; the members of the
file that hold no tag are packed here once and never again. Compiled letters are kept by the
SHA-256 of what they were made from.
"""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from jinja2 import Template, nodes

from engine.errors import TemplateRefused
from engine.letters.dialect import LETTERS
from engine.letters.fields import Use, uses
from engine.letters.mentions import Mention, mentions
from engine.letters.packed import Packed, packed
from engine.letters.spoken import spoken
from engine.letters.spots import NOWHERE, Fault
from engine.letters.tag_tokens import Tag
from engine.letters.template import TOO_DEEP, ReadPart, ReadTemplate, read_template

PART_END = "\ufdd2"  # stands between the parts of a letter while it is written
_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Letter:
    """A compiled template: what each letter fills in, and the rest already packed."""

    sha256: str
    packed: Packed
    parts: tuple[str, ...]  # the names of those that are filled in, the text first
    template: Template  # writes them in that order
    tags: tuple[Tag | None, ...]  # the tag on each line of the template
    spoken: Mapping[str, str]  # the words of each constant piece
    needs: frozenset[str]
    unconditional_needs: frozenset[str]
    paragraphs: tuple[str, ...]  # what is written in it, tags and all
    mentions: tuple[Mention, ...]  # each use of a fact, with its place


_kept: dict[str, Letter] = {}
_one_at_a_time = threading.Lock()


def compile_letter(
    template: bytes, clauses: Mapping[str, bytes] = MappingProxyType({}), name: str = "the template"
) -> Letter:
    """The letter that *template* writes; `clauses` holds the clause files by name.

    TemplateRefused says everything that is wrong with it, each with its place.
    """
    key = _key(template, clauses)
    with _one_at_a_time:
        if key not in _kept:
            letter = _compile(read_template(template, clauses), name, key)
            while len(_kept) >= _MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[key] = letter
        return _kept[key]


def _key(template: bytes, clauses: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(hashlib.sha256(template).digest())
    for name in sorted(clauses):
        digest.update(name.encode() + b"\0" + hashlib.sha256(clauses[name]).digest())
    return digest.hexdigest()


def _compile(read: ReadTemplate, name: str, key: str) -> Letter:
    if read.faults:
        raise TemplateRefused(name, [str(fault) for fault in read.faults])
    all_uses: list[Use] = []
    uses_with_places: list[Mention] = []
    for part in read.parts:
        all_uses += uses(part.tree)
        uses_with_places += _with_places(part)
    tree, tags = _joined(read.parts)
    try:
        template = LETTERS.from_string(tree)
    except (RecursionError, SyntaxError, MemoryError) as problem:  # of Python, made from the tree
        raise TemplateRefused(name, [str(Fault(NOWHERE, TOO_DEEP))]) from problem
    names = tuple(part.name for part in read.parts)
    rest = {
        member: content
        for member, content in read.members.items()
        if member not in names and not member.endswith("/")
    }
    return Letter(
        sha256=key,
        packed=packed(rest),
        parts=names,
        template=template,
        tags=tags,
        spoken=MappingProxyType({piece: spoken(piece) for piece in _constants(read.parts[0])}),
        needs=frozenset(use.path for use in all_uses),
        unconditional_needs=frozenset(use.path for use in all_uses if use.certain),
        paragraphs=tuple(read.paragraphs),
        mentions=tuple(uses_with_places),
    )


def _with_places(part: ReadPart) -> list[Mention]:
    places = ((mention, part.tag_on(mention.line)) for mention in mentions(part.tree))
    return [
        replace(mention, spot=tag.spot, words=tag.words)
        for mention, tag in places
        if tag is not None
    ]


def _joined(parts: list[ReadPart]) -> tuple[nodes.Template, tuple[Tag | None, ...]]:
    """One tree of all the parts, and the tag on each of its lines."""
    body: list[nodes.Node] = []
    tags: list[Tag | None] = [None]  # there is no line 0
    for part in parts:
        for node in part.tree.find_all(nodes.Node):
            node.lineno = (node.lineno or 1) + len(tags) - 1
        tags += [None, *part.tags]  # the first line of a part is before its first tag
        end = nodes.Output([nodes.TemplateData(PART_END)], lineno=len(tags))
        body += [*part.tree.body, *([end] if part is not parts[-1] else [])]
    tree = nodes.Template(body, lineno=1)
    tree.set_environment(LETTERS)
    return tree, tuple(tags)


def _constants(part: ReadPart) -> Iterator[str]:
    return (data.data for data in part.tree.find_all(nodes.TemplateData))
