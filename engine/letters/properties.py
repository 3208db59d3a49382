"""The document properties of a letter: what identifies the file even when its name is lost.

Written by us whatever the template holds, so that nobody who edits a template can lose them. The
dates are the letter's own, never the clock's: the same facts give the same bytes.
"""

from collections.abc import MutableMapping

from lxml import etree

from engine.letters import package
from engine.readers.xml_tree import Element

CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_TYPES, _RELATIONSHIPS = "[Content_Types].xml", "_rels/.rels"
_CUSTOM_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_LINK = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_NAMES = ("doc_id", "version", "template", "fingerprint", "case")
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_STAMPED = {"created", "modified"}


def identify(members: MutableMapping[str, bytes]) -> None:
    """Give a template's package the properties that each letter fills in."""
    members[CUSTOM] = _custom()
    if CORE in members:
        members[CORE] = _core(members[CORE])
    types = package.tree(members[_TYPES])
    _once(types, "Override", {"PartName": f"/{CUSTOM}", "ContentType": _CUSTOM_KIND})
    members[_TYPES] = _bytes(types)
    links = package.tree(members[_RELATIONSHIPS])
    _once(links, "Relationship", {"Type": _CUSTOM_LINK, "Target": CUSTOM, "Id": "rIdLetter"})
    members[_RELATIONSHIPS] = _bytes(links)


def _custom() -> bytes:
    properties = "".join(
        f'<property fmtid="{_FORMAT}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{{{{ stamp.{name} }}}}</vt:lpwstr></property>"
        for pid, name in enumerate(_NAMES, start=2)
    )
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes">{properties}</Properties>'
    ).encode()


def _core(content: bytes) -> bytes:
    root = package.tree(content)
    for child in list(root):
        name = etree.QName(child).localname
        if name in _STAMPED:
            child.text = "{{ stamp.issued_at }}"
        elif name in {"lastModifiedBy", "lastPrinted", "revision"}:
            root.remove(child)
    return _bytes(root)


def _once(root: Element, tag: str, wanted: dict[str, str]) -> None:
    key, value = next(iter(wanted.items()))
    namespace = etree.QName(root).namespace
    if not any(child.get(key) == value for child in root):
        etree.SubElement(root, f"{{{namespace}}}{tag}", wanted)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
