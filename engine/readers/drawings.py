"""Whether an SVG drawing only draws: no script, nothing that acts, nothing from elsewhere. Pure."""

import re

from lxml import etree

from engine.readers.errors import NotRead
from engine.readers.xml_tree import xml_root

_ACTING = {
    *("script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler"),
    *("animate", "set", "animateMotion", "animateTransform"),
}
_OWN = re.compile(r"\s*(#|data:image/(png|jpeg|gif);base64,)", re.IGNORECASE)
_FETCHES = re.compile(r"(url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\()", re.IGNORECASE)


def must_only_draw(content: bytes) -> None:
    """Refuses an SVG that could do something when it is opened; NotRead says what."""
    for element in xml_root(content).iter(etree.Element):
        name = etree.QName(element).localname
        if name in _ACTING:
            raise NotRead(f"this drawing has a <{name}> in it: put it in as a picture (PNG)")
        for attribute, value in element.attrib.items():
            _must_be_still(etree.QName(attribute).localname, str(value))
        if name == "style" and _FETCHES.search("".join(map(str, element.itertext()))):
            raise NotRead("this drawing fetches something: put it in as a picture (PNG)")


def _must_be_still(attribute: str, value: str) -> None:
    if attribute.lower().startswith("on"):
        raise NotRead(f"this drawing has a script ({attribute}): put it in as a picture (PNG)")
    leads_out = attribute.lower() in {"href", "src"} and not _OWN.match(value)
    if leads_out or _FETCHES.search(value):
        raise NotRead("this drawing leads to something outside: put it in as a picture (PNG)")
