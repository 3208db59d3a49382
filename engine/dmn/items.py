"""Reading the item definitions of a decision file into shapes."""

from collections.abc import Callable

from engine.dmn.shapes import Shape, Shapes, simple_name
from engine.dmn.xml import child, children, text
from engine.feel.compile import UnaryTests
from engine.readers.xml_tree import Element

_MAX_DEPTH = 20
Compile = Callable[[Element], UnaryTests]


def shapes_of(root: Element, compile_allowed: Compile) -> Shapes:
    """Every item definition of the file."""
    return Shapes(
        {
            element.get("name") or "": _shape(element, compile_allowed, 0)
            for element in children(root, "itemDefinition")
        }
    )


def _shape(element: Element, compile_allowed: Compile, depth: int) -> Shape:
    parts = list(children(element, "itemComponent")) if depth < _MAX_DEPTH else []
    is_list = element.get("isCollection") == "true"
    allowed_values = _test(child(element, "allowedValues"), compile_allowed)
    type_constraint = _test(child(element, "typeConstraint"), compile_allowed)
    return Shape(
        ref=_ref(element),
        is_list=is_list,
        components={
            part.get("name") or "": _shape(part, compile_allowed, depth + 1) for part in parts
        },
        allowed=type_constraint or (None if is_list else allowed_values),
        each_allowed=allowed_values if is_list else None,
    )


def _test(constraint: Element | None, compile_allowed: Compile) -> UnaryTests | None:
    """The test that a constraint writes; None when there is none, or nothing is written in it."""
    if constraint is None or not text(constraint):
        return None
    return compile_allowed(constraint)


def _ref(element: Element) -> str:
    """The name of the type the definition is made from."""
    if child(element, "functionItem") is not None:
        return "function"
    type_element = child(element, "typeRef")
    ref = "" if type_element is None else (type_element.text or "").strip()
    name = ref.rpartition(":")[2] or "Any"
    simple = simple_name(name)
    return name if simple == "Any" else simple
