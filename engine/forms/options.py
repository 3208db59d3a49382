"""The options a component writes down, or where it says they come from."""

from collections.abc import Mapping
from typing import Any

from engine.forms.errors import Wrong
from engine.forms.fields import CHOSEN, Option

_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_FROM = ("values", "valuesKey", "valuesExpression")


def options_in(kind: str, component: Mapping[str, Any]) -> tuple[Option, ...]:
    """The options that the form itself writes down."""
    if kind not in CHOSEN or options_source(kind, component) is not None:
        return ()
    written = component.get("values")
    if kind == "yesno" and not written:
        return _YES_NO
    if not isinstance(written, list) or not written:
        raise Wrong("it has nothing to choose from: add options, or the fact that gives them")
    options = tuple(_option(item) for item in written)
    values = {option.value for option in options}
    if len(values) < len(options):
        raise Wrong("two of its options have the same value")
    if kind == "yesno" and values != {"yes", "no"}:
        raise Wrong("its options must have the values “yes” and “no”")
    return options


def options_source(kind: str, component: Mapping[str, Any]) -> str | None:
    """The FEEL that gives the options, when the form does not write them down."""
    given = [name for name in _FROM if component.get(name)]
    if len(given) > 1:
        raise Wrong(f"its options come from {' and '.join(given)}: keep one")
    if kind not in CHOSEN or given in ([], ["values"]):
        return None
    if kind == "yesno":
        raise Wrong("its options must be written down: they are yes and no")
    source = component[given[0]]
    if not isinstance(source, str):
        raise Wrong(f"its {given[0]} must be text")
    return source


def _option(item: object) -> Option:
    if not isinstance(item, Mapping):
        raise Wrong("each of its options needs a label and a value")
    label, value = item.get("label"), item.get("value")
    if not isinstance(label, str) or not isinstance(value, str):
        raise Wrong("each of its options needs a label and a value")
    if not label.strip() or not value.strip() or value != value.strip():
        raise Wrong("an option may not be blank, nor start or end with a space")
    return Option(value, label.strip())
