"""BPMN bytes to an XML tree, hardened: no DOCTYPE, no network; size, elements and depth capped."""

from collections.abc import Iterator

from engine.errors import DiagramRefused
from engine.readers.errors import NotRead
from engine.readers.xml_tree import Element, XmlLimits, line_of, xml_root

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
MOST_BYTES = 2_000_000
MOST_ELEMENTS = 30_000
_LIMITS = XmlLimits(MOST_BYTES, 3 * MOST_ELEMENTS)


def parse(content: bytes, file: str) -> Element:
    """The `definitions` element of a BPMN file, or a refusal that says why not."""
    if len(content) > MOST_BYTES:
        raise DiagramRefused(f"{file} is larger than 2 MB; split it into several diagrams")
    if content.count(b"<") > 3 * MOST_ELEMENTS:
        raise DiagramRefused(_too_many(file))
    root = _root(content, file)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise DiagramRefused(_too_many(file))
    if root.tag != f"{{{BPMN}}}definitions":
        raise DiagramRefused(
            f"{file} is XML but not BPMN 2.0: its first element must be bpmn:definitions; "
            "export it again as BPMN 2.0"
        )
    return root


def _root(content: bytes, file: str) -> Element:
    try:
        return xml_root(content, _LIMITS, notes=False)
    except NotRead as problem:
        raise DiagramRefused(
            f"{file} cannot be read: {problem}; save it again from the modeller"
        ) from problem


def _too_many(file: str) -> str:
    return f"{file} has more than {MOST_ELEMENTS:,} elements; split it into several diagrams"


def local(element: Element) -> str:
    """The element's name without its namespace; empty for anything outside BPMN."""
    tag = str(element.tag)
    return tag[len(BPMN) + 2 :] if tag.startswith(f"{{{BPMN}}}") else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The BPMN children of *element*, or those of the given names."""
    for child in element:
        name = local(child)
        if name and (not names or name in names):
            yield child


def child(element: Element, name: str) -> Element | None:
    """The first BPMN child of that name, or None."""
    return next(children(element, name), None)


def text(element: Element | None) -> str:
    """The words inside *element*, without the white space around them."""
    return "".join(map(str, element.itertext())).strip() if element is not None else ""


def camunda(element: Element, name: str) -> str | None:
    """A Camunda attribute's value, or None when it is absent or blank."""
    value = element.get(f"{{{CAMUNDA}}}{name}")
    return value.strip() or None if value is not None else None


def identity(element: Element) -> str:
    """The element's id; a place in the file for one that has none."""
    return element.get("id") or f"line {line_of(element)}"


def properties(element: Element) -> dict[str, str]:
    """The element's own camunda:properties; never those of elements inside it."""
    by_name: dict[str, str] = {}
    for extension in children(element, "extensionElements"):
        for item in extension.iterfind(f"{{{CAMUNDA}}}properties/{{{CAMUNDA}}}property"):
            name = (item.get("name") or "").strip()
            if name:
                by_name[name] = (item.get("value") or "").strip()
    return by_name


def documentation(element: Element) -> str:
    """The guidance written on the element; reviewers' comments of other formats left out."""
    return "\n\n".join(
        text(item)
        for item in children(element, "documentation")
        if item.get("textFormat", "text/plain") == "text/plain" and text(item)
    )
