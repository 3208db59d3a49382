"""One letter written from its facts: the same facts always give the same bytes. No clock here."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jinja2 import Template, UndefinedError
from lxml import etree

from engine.errors import LetterLacks, TemplateRefused
from engine.feel.values import Facts, Value
from engine.letters import fingerprint as prints
from engine.letters.compile import BODY, EPOCH, Letter
from engine.letters.groups import context
from engine.letters.words import WrongKind
from engine.readers.xml_tree import Element
from engine.witness import witness

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What is written here is ours, and as long as its facts make it; no limit of readers is held to it.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is particular to this copy: its number, its case and the day it was issued."""

    doc_id: str
    case_ref: str
    code: str
    version: int
    template_sha256: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as bytes, with what proves it."""

    content: bytes
    fingerprint: str
    sha256: str


def render(letter: Letter, facts: Facts, stamp: Stamp) -> Rendered:
    """The letter those facts and that stamp make."""
    values = context({**facts, "letter": _about(stamp), "stamp": _for_properties(stamp)})
    body, root = _write(BODY, letter.parts[BODY], values, stamp)
    mark = prints.fingerprint(prints.paragraphs(root))
    contents = {BODY: body}
    printed = {"fingerprint": mark}
    values |= context(
        {"letter": _about(stamp) | printed, "stamp": _for_properties(stamp) | printed}
    )
    for member, part in letter.parts.items():
        if member != BODY:
            contents[member], _ = _write(member, part, values, stamp)
    if (onlooker := witness()) is not None:
        onlooker.wrote(stamp.code, values)
    content = _append_members(letter.packed, contents)
    return Rendered(content, mark, hashlib.sha256(content).hexdigest())


def _about(stamp: Stamp) -> dict[str, Value]:
    return {
        "id": stamp.doc_id,
        "version": stamp.version,
        "code": stamp.code,
        "date": stamp.issued_on,
    }


def _for_properties(stamp: Stamp) -> dict[str, Value]:
    return {
        "doc_id": stamp.doc_id,
        "version": stamp.version,
        "template": stamp.template_sha256,
        "case": stamp.case_ref,
        "issued_at": f"{stamp.issued_on.isoformat()}T00:00:00Z",
    }


def _write(
    member: str, part: Template, values: dict[str, object], stamp: Stamp
) -> tuple[bytes, Element]:
    try:
        content = (_DECLARATION + part.render(values)).encode()
        return content, etree.fromstring(content, _PARSER)
    except UndefinedError as lacking:
        raise LetterLacks(stamp.code, str(lacking)) from lacking
    except (WrongKind, TypeError, ArithmeticError, AttributeError) as problem:
        raise TemplateRefused(stamp.code, [f"{_place(member)}, {problem}"]) from problem
    except etree.XMLSyntaxError as problem:
        sentence = f"{_place(member)}, these facts make it not well-formed ({problem.msg})"
        raise TemplateRefused(stamp.code, [sentence]) from problem


def _place(member: str) -> str:
    """Where in a letter a part of its file stands, in words."""
    part = member.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    return f"in its {'text' if part == 'document' else part}"


def _append_members(packed: bytes, contents: Mapping[str, bytes]) -> bytes:
    letter = io.BytesIO()
    letter.write(packed)  # members without tags, packed when the template was compiled
    with zipfile.ZipFile(letter, "a") as out:
        for member, content in contents.items():
            out.writestr(zipfile.ZipInfo(member, EPOCH), content, zipfile.ZIP_DEFLATED, 6)
    return letter.getvalue()
