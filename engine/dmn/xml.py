"""Reading the XML of a decision file and nothing else: no entities, no network, nothing huge."""

from collections.abc import Iterator

from lxml import etree

from engine.dmn.errors import DecisionFault
from engine.readers.errors import NotRead
from engine.readers.xml_tree import Element, XmlLimits, xml_root

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 40_000
_LIMITS = XmlLimits(MAX_BYTES, 3 * MAX_ELEMENTS)
NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    }
)


def root_of(content: bytes) -> Element:
    """The <definitions> of a decision file."""
    if len(content) > MAX_BYTES:
        raise DecisionFault(f"the decision file is larger than {MAX_BYTES // 1_000_000} MB")
    root = _parse(content)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise DecisionFault(f"the decision file has more than {MAX_ELEMENTS} elements")
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise DecisionFault("the file is not a DMN file; its first element must be <definitions>")
    return root


def _parse(content: bytes) -> Element:
    try:
        root: Element = xml_root(content, _LIMITS, notes=False)
    except NotRead as problem:
        raise DecisionFault(
            f"the decision file cannot be read: {problem}; save it again from the modeller"
        ) from None
    return root


def tag(element: Element) -> str:
    """The element's name when it is one of DMN's own, else ''."""
    name = etree.QName(element)
    return name.localname if name.namespace in NAMESPACES else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The element's children with one of these names, in order."""
    return (child for child in element if tag(child) in names)


def child(element: Element, *names: str) -> Element | None:
    """The first child with one of these names."""
    return next(children(element, *names), None)


def text(element: Element | None) -> str:
    """What the element's <text> says, without the space around it."""
    if element is None:
        return ""
    text_element = child(element, "text")
    return "" if text_element is None else "".join(map(str, text_element.itertext())).strip()


def target(element: Element) -> str:
    """The id that the element's href points at."""
    return (element.get("href") or "").rpartition("#")[2]
