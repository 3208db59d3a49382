"""Parts of a Word file without what no reader sees, so that each letter has less to write. Pure."""

from engine.letters.spots import W
from engine.readers.xml_tree import Element

_MARKS = (W + "proofErr", W + "lastRenderedPageBreak")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NAMES_PREFIXES = ("Ignorable", "MustUnderstand", "ProcessContent")


def make_lean(root: Element) -> None:
    """Take out revision numbers of editing sessions, marks of proofing, and space between tags."""
    for element in list(root.iter("*")):
        if len(element) and (element.text or "").isspace():
            element.text = None
        if (element.tail or "").isspace():
            element.tail = None
        for key in [key for key in element.attrib if str(key).startswith(W + "rsid")]:
            del element.attrib[key]
        parent = element.getparent()
        if element.tag in _MARKS and parent is not None:
            parent.remove(element)


def prefixes_in_use(root: Element) -> list[str]:
    """The prefixes that attributes name, which must stay declared."""
    prefixes: list[str] = []
    for name in _NAMES_PREFIXES:
        prefixes += root.get(_COMPATIBILITY + name, "").split()
    for choice in root.iter(_COMPATIBILITY + "Choice"):
        prefixes += choice.get("Requires", "").split()
    return [prefix.partition(":")[0] for prefix in prefixes]
