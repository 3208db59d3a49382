"""Which part of a Word file is its text, by its relationships as Word itself finds it. Pure.

Word Online calls it word/document2.xml; what is written here from a template has the usual name.
"""

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from engine.readers.errors import NotRead
from engine.readers.xml_tree import xml_root

USUAL = "word/document.xml"
_KINDS, _FIRST = "[Content_Types].xml", "_rels/.rels"
_LEADS_TO_TEXT = "/officeDocument"


def main_part(members: Mapping[str, bytes]) -> str:
    """The name of the part that is the text; NotRead when there is none, or more than one."""
    if not {_KINDS, _FIRST} <= members.keys():
        raise NotRead("it is not a Word document (.docx)")
    names = {
        _place(link.get("Target", ""))
        for link in xml_root(members[_FIRST]).iter("{*}Relationship")
        if link.get("Type", "").endswith(_LEADS_TO_TEXT) and link.get("TargetMode") != "External"
    }
    if len(names) > 1:
        raise NotRead("it says of two parts that they are its text: save it again in Word")
    name = names.pop() if names else ""
    if name not in members or not name.startswith("word/"):
        raise NotRead("it is not a Word document (.docx)")
    return name


def parts_led_to(
    members: Mapping[str, bytes], main: str, kinds: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """The parts that the text leads to, each with its kind (header, …), whatever it is called."""
    links = members.get(_links_of(main))
    if links is None:
        return
    for link in xml_root(links).iter("{*}Relationship"):
        kind = link.get("Type", "").rpartition("/")[2]
        name = posixpath.join(posixpath.dirname(main), link.get("Target", ""))
        part = _place(name)
        if kind in kinds and link.get("TargetMode") != "External" and part in members:
            yield part, kind


def with_usual_name(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same Word file with its text under the usual name; NotRead when that is taken."""
    name = main_part(members)
    if name == USUAL:
        return dict(members)
    if USUAL in members or posixpath.dirname(name) != posixpath.dirname(USUAL):
        raise NotRead("its text has a place of its own: save it again in Word")
    new_names = {name: USUAL, _links_of(name): _links_of(USUAL)}
    renamed = {new_names.get(member, member): content for member, content in members.items()}
    renamed[_FIRST] = _point_to_usual(members[_FIRST], "Target", name)
    renamed[_KINDS] = _point_to_usual(members[_KINDS], "PartName", name)
    return renamed


def _links_of(part: str) -> str:
    folder, leaf = posixpath.split(part)
    return f"{folder}/_rels/{leaf}.rels"


def _place(target: str) -> str:
    return posixpath.normpath(posixpath.join("/", target)).lstrip("/")


def _point_to_usual(content: bytes, attribute: str, name: str) -> bytes:
    """A list of parts in which what led to *name* leads to the usual one."""
    root = xml_root(content)
    for element in root.iter(etree.Element):
        if _place(element.get(attribute, "")) == name:
            element.set(attribute, f"/{USUAL}")
    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))
