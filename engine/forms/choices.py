"""Answers that are chosen: from a list, yes or no, or a box that is ticked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.forms.conditions import value_of
from engine.forms.errors import Wrong
from engine.forms.fields import Field, Option

_YES = frozenset({"yes", "true", "on", "1"})
_NO = frozenset({"no", "false", "off", "0", ""})


def options_of(field: Field, context: Mapping[str, Any]) -> tuple[Option, ...]:
    """What may be chosen: the form's own options, or those that a fact gives."""
    if field.options_from is None:
        return field.options
    given = value_of(field.options_from, context)
    read = [_option(item) for item in given] if isinstance(given, list) else []
    return tuple(option for option in read if option is not None)


def read_choice(field: Field, raw: object, options: Sequence[Option]) -> str | None:
    """The value that was chosen, or None."""
    value = _value(raw)
    if value == "":
        return None
    if value not in {option.value for option in options}:
        raise Wrong(f"Select one of the options for {field.noun}")
    return value


def read_choices(field: Field, raw: object, options: Sequence[Option]) -> list[str]:
    """The values that were chosen, in the order of the options."""
    given = [_value(item) for item in (raw if isinstance(raw, list | tuple) else [raw])]
    chosen = {value for value in given if value != ""}
    known = [option.value for option in options]
    if not chosen <= set(known):
        raise Wrong(f"Select one of the options for {field.noun}")
    return [value for value in known if value in chosen]


def read_yes_no(field: Field, raw: object) -> bool | None:
    """True for yes, False for no, None for neither."""
    word = _word(raw)
    if word == "":
        return None
    if word in _YES | _NO:
        return word in _YES
    raise Wrong(f"Select {field.noun}")


def read_tick(field: Field, raw: object) -> bool:
    """Whether the box was ticked."""
    word = _word(raw)
    if word in _YES | _NO:
        return word in _YES
    raise Wrong(f"{field.name} could not be read: reload the page and try again")


def _option(item: object) -> Option | None:
    if isinstance(item, str):
        return Option(item, item)
    if not isinstance(item, Mapping) or not isinstance(item.get("value"), str):
        return None
    label = item.get("label")
    return Option(item["value"], label if isinstance(label, str) else item["value"])


def _word(raw: object) -> str | None:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return raw.strip().casefold() if isinstance(raw, str) else None


def _value(raw: object) -> str | None:
    if isinstance(raw, bool):  # a story written in YAML says yes without quotes
        return "yes" if raw else "no"
    if isinstance(raw, str):
        return raw.strip()
    return str(raw) if isinstance(raw, int | Decimal) else None
