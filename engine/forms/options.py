"""The options of a question: those its component writes down, or those that a fact gives."""

from collections.abc import Mapping

from engine.feel.values import Facts
from engine.forms.components import Component
from engine.forms.conditions import value_of
from engine.forms.errors import Wrong
from engine.forms.fields import Field, Kind, Option

_FROM = ("values", "valuesKey", "valuesExpression")


def options_in(kind: Kind, component: Component) -> tuple[Option, ...]:
    """The options that the form itself writes down."""
    if not kind.offers or options_source(kind, component) is not None:
        return ()
    items = component.get("values")
    if kind.only_options and not items:
        return kind.only_options
    if not isinstance(items, list) or not items:
        raise Wrong("it has nothing to choose from: add options, or the fact that gives them")
    options = tuple(_option(item) for item in items)
    values = {option.value for option in options}
    if len(values) < len(options):
        raise Wrong("two of its options have the same value")
    only = [option.value for option in kind.only_options]
    if only and values != set(only):
        quoted = " and ".join(f"“{value}”" for value in only)
        raise Wrong(f"its options must have the values {quoted}")
    return options


def options_source(kind: Kind, component: Component) -> str | None:
    """The FEEL that gives the options, when the form does not write them down."""
    sources = [name for name in _FROM if component.get(name)]
    if len(sources) > 1:
        raise Wrong(f"its options come from {' and '.join(sources)}: keep one")
    if not kind.offers or sources in ([], ["values"]):
        return None
    if kind.only_options:
        only = " and ".join(option.value for option in kind.only_options)
        raise Wrong(f"its options must be written down: they are {only}")
    source = component[sources[0]]
    if not isinstance(source, str):
        raise Wrong(f"its {sources[0]} must be text")
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


def options_of(field: Field, context: Facts) -> tuple[Option, ...]:
    """What may be chosen: the form's own options, or those that a fact gives."""
    if field.options_from is None:
        return field.options
    return _options_from(field.options_from, context)


def suggestions_of(field: Field, context: Facts) -> tuple[str, ...]:
    """What the page offers while somebody types an answer, which may be another."""
    if field.suggest is None:
        return ()
    return tuple(dict.fromkeys(option.label for option in _options_from(field.suggest, context)))


def _options_from(source: str, context: Facts) -> tuple[Option, ...]:
    value = value_of(source, context)
    offered = [_option_offered(item) for item in value] if isinstance(value, list) else []
    return tuple(option for option in offered if option is not None)


def _option_offered(item: object) -> Option | None:
    if isinstance(item, str):
        return Option(item, item)
    if not isinstance(item, Mapping) or not isinstance(item.get("value"), str):
        return None
    label, group = item.get("label"), item.get("group")
    return Option(
        item["value"],
        label if isinstance(label, str) else item["value"],
        group if isinstance(group, str) else "",
    )
