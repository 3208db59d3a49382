"""The one reader of XML: counted before it is parsed, no entities, no network. Pure.

libxml2 itself stops at 256 levels; it is never told to go on beyond (`huge_tree`).
"""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from engine.readers.errors import Fault, NotRead

# lxml takes 140 bytes and 0.6 µs an element, and as much for an attribute.
MOST_TAGS = 150_000  # the longest letter in use has 6,200, two for an element with words
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """How much one kind of XML file may hold: bytes, and `<` in them."""

    largest: int = MOST_BYTES
    tags: int = MOST_TAGS


def xml_root(content: bytes, limits: XmlLimits = XmlLimits(), *, notes: bool = True) -> Any:
    """The first element of an XML file, without comments and instructions unless *notes*.

    Raises NotRead with what is wrong, its line and column where it is no well-formed XML.
    """
    if len(content) > limits.largest:
        raise NotRead(f"it is larger than {limits.largest / 1_000_000:g} MB: make it smaller")
    if content.count(b"<") > limits.tags or content.count(b"=") > 4 * limits.tags:
        raise NotRead(f"it has more than {limits.tags:,} elements: make it smaller")
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
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise NotRead("it has a DOCTYPE, which is not allowed: take it out")
    return root
