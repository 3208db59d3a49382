"""One answer read by the kind of its question: the value to keep, or why it will not do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from engine.forms.choices import read_choice, read_choices, read_tick, read_yes_no
from engine.forms.conditions import holds, value_of
from engine.forms.dates import in_words, read_date
from engine.forms.errors import Wrong
from engine.forms.fields import CHOSEN, Field, Option
from engine.forms.files import read_file
from engine.forms.numbers import in_pounds, plain, read_money, read_number
from engine.forms.text import read_text

_READERS: dict[str, Callable[[Field, object], Any]] = {
    "textfield": read_text,
    "email": read_text,
    "phone": read_text,
    "textarea": read_text,
    "number": read_number,
    "money": read_money,
    "date": read_date,
    "checkbox": read_tick,
    "yesno": read_yes_no,
    "filepicker": read_file,
}
_CHOOSERS: dict[str, Callable[[Field, object, Sequence[Option]], Any]] = {
    "radio": read_choice,
    "select": read_choice,
    "checklist": read_choices,
}


def read_value(
    field: Field, raw: object, options: Sequence[Option], context: Mapping[str, Any]
) -> Any:
    """The value of an answer; raises Wrong with the sentence the person reads."""
    value = _as_kind(field, raw, options)
    if not_answered(field, value) and _must(field, context):
        raise Wrong(missing(field))
    if isinstance(value, date | Decimal):
        _within(field, value, context)
    return value


def not_answered(field: Field, value: Any) -> bool:
    """Whether a value read is no answer: nothing, an empty list, a box left unticked."""
    return value is None or value == [] or (field.kind == "checkbox" and value is False)


def blank(field: Field) -> Any:
    """The value of a question that was not answered."""
    if field.kind in {"checklist", "dynamiclist"}:
        return []
    return False if field.kind == "checkbox" else None


def is_blank(raw: object) -> bool:
    """Whether nothing was typed, chosen, ticked or handed in."""
    if isinstance(raw, Mapping):
        return all(is_blank(inner) for inner in raw.values())
    if isinstance(raw, list | tuple):
        return all(is_blank(inner) for inner in raw)
    return raw is None or (isinstance(raw, str) and not raw.strip())


def missing(field: Field) -> str:
    """What a person reads when a required answer is not there."""
    if field.missing:
        return field.missing
    if field.kind == "filepicker":
        return f"Upload {field.noun}"
    if field.kind == "checkbox":
        return f"Select “{field.label}” to continue"
    return f"{'Select' if field.kind in CHOSEN else 'Enter'} {field.noun}"


def _must(field: Field, context: Mapping[str, Any]) -> bool:
    return field.required or (field.needed is not None and holds(field.needed, context))


def _as_kind(field: Field, raw: object, options: Sequence[Option]) -> Any:
    if raw is None:
        return blank(field)
    if field.kind in _CHOOSERS:
        return _CHOOSERS[field.kind](field, raw, options)
    return _READERS[field.kind](field, raw)


def _within(field: Field, value: Any, context: Mapping[str, Any]) -> None:
    least, most = (
        _limit(source, context, value) for source in (field.limits.least, field.limits.most)
    )
    if least is not None and value < least:
        raise Wrong(f"{field.name} must be {_bound(field, field.limits.least, least, 'least')}")
    if most is not None and value > most:
        raise Wrong(f"{field.name} must be {_bound(field, field.limits.most, most, 'most')}")


def _limit(source: str | None, context: Mapping[str, Any], value: Any) -> Any:
    limit = None if source is None else value_of(source, context)
    return limit if type(limit) is type(value) else None


def _bound(field: Field, source: str | None, limit: Any, side: str) -> str:
    if isinstance(limit, date):
        if source is not None and source.removeprefix("=").strip() == "today":
            return "today or in the future" if side == "least" else "today or in the past"
        return f"{'on or after' if side == 'least' else 'on or before'} {in_words(limit)}"
    if field.kind == "money":
        return f"{in_pounds(limit)} or {'more' if side == 'least' else 'less'}"
    return f"{plain(limit)} or {'more' if side == 'least' else 'fewer'}"
