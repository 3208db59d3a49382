"""The one reader of XML: counted before it is parsed, no entities, no network. Pure.

libxml2 itself stops at 256 levels; it is never told to go on beyond (`huge_tree`).
"""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from engine.readers.errors import Fault, NotRead, shown

Element = etree._Element  # noqa: SLF001 - lxml has no other name for its type

# lxml takes 140 bytes and 0.2 µs an element, 330 bytes and 0.4 µs an attribute.
MOST_TAGS = 100_000  # the longest letter in use has 6,200, two for an element with words
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """How much one kind of XML file may hold: bytes, and in them `<`, and `=` as often."""

    largest: int = MOST_BYTES
    tags: int = MOST_TAGS


# In these a sign of markup is that sign's own byte, with zeros beside it or without: it can be
# counted. (In UTF-7, `<` may be written `+ADw-`.)
PLAIN = frozenset(
    {
        *("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"),
        *("iso-8859-1", "iso-8859-15", "latin1", "windows-1252"),
    }
)
_LONGEST_HEAD = 1_000  # bytes of the declaration that a file begins with
_WRITTEN_IN = re.compile(rb"""<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"'>]*)""")


def tags_in(content: bytes) -> int:
    """How much there is in an XML file: its tags, or its attributes where these are more."""
    return max(content.count(b"<"), content.count(b"="))


def _must_be_written_plainly(content: bytes) -> None:
    head = content[:_LONGEST_HEAD].replace(b"\0", b"")
    if b"<?xml" in head and b"?>" not in head:
        raise NotRead("its first line does not end: save it again as UTF-8", Fault.BROKEN)
    written_in = _WRITTEN_IN.search(head)
    if written_in and written_in[1].decode("latin-1").lower() not in PLAIN:
        name = shown(written_in[1].decode("latin-1"))
        raise NotRead(f"it is written in {name}, which is not read here: save it again as UTF-8")


def xml_root(content: bytes, limits: XmlLimits = XmlLimits(), *, notes: bool = True) -> Element:
    """The first element of an XML file, without comments and instructions unless *notes*.

    Raises NotRead with what is wrong, its line and column where it is no well-formed XML.
    """
    if len(content) > limits.largest:
        raise NotRead(f"it is larger than {limits.largest / 1_000_000:g} MB: make it smaller")
    if tags_in(content) > limits.tags:
        raise NotRead(f"it has more than {limits.tags:,} elements or attributes: make it smaller")
    _must_be_written_plainly(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=not notes,
        remove_pis=not notes,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        why = str(getattr(problem, "msg", problem))[:200]  # without the name of the string read
        raise NotRead(f"it is not well-formed XML ({why})", Fault.BROKEN) from None
    about: Any = root.getroottree().docinfo  # the stubs know nothing of it
    if about.doctype:
        raise NotRead("it has a DOCTYPE, which is not allowed: take it out")
    return root


def line_of(element: Element) -> int:
    """The line of the file that an element stands on; 0 where that is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0
