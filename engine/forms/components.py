"""What a form-js component says, read with care: it may be anything that JSON can be."""

from collections.abc import Mapping

Component = Mapping[str, object]


def part_of(component: Component, name: str) -> Component:
    """The object under a name; an empty one where there is none."""
    inner = component.get(name)
    return inner if isinstance(inner, Mapping) else {}


def text_of(component: Component, name: str) -> str:
    """The text under a name, without the space around it; empty where there is none."""
    text = component.get(name)
    return text.strip() if isinstance(text, str) else ""


def type_of(component: Component) -> str:
    """What kind of component form-js calls it."""
    return str(component.get("type"))


def kind_wanted(component: Component) -> str:
    """The kind that its author gave it under *Custom properties*, or nothing."""
    return str(part_of(component, "properties").get("kind") or "")


def validation_of(component: Component) -> str:
    """The validation that the editor was told, such as email."""
    return str(part_of(component, "validate").get("validationType"))
