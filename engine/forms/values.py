"""One answer read by the kind of its question: the value to keep, or why it will not do."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from engine.feel.compare import ordered
from engine.feel.values import Facts, Value
from engine.forms.conditions import holds, value_of
from engine.forms.errors import Wrong
from engine.forms.fields import Field, Option


def read_value(field: Field, raw: object, options: Sequence[Option], context: Facts) -> Value:
    """The value of an answer; raises Wrong with the sentence the person reads."""
    value = field.kind.blank() if raw is None else field.kind.read(field, raw, options)
    if field.kind.is_left_out(value) and _must_be_answered(field, context):
        raise Wrong(missing(field))
    if isinstance(value, date | Decimal):
        _must_be_within(field, value, context)
    return value


def missing(field: Field) -> str:
    """What a person reads when a required answer is not there."""
    return field.missing or field.kind.missing(field)


def _must_be_answered(field: Field, context: Facts) -> bool:
    return field.required or (field.needed is not None and holds(field.needed, context))


def _must_be_within(field: Field, value: date | Decimal, context: Facts) -> None:
    least, most = field.limits.least or "", field.limits.most or ""
    lowest, highest = _limit(least, context, value), _limit(most, context, value)
    if lowest is not None and ordered(value, lowest, "<"):
        raise Wrong(f"{field.name} must be {field.kind.at_least(lowest, least)}")
    if highest is not None and ordered(value, highest, ">"):
        raise Wrong(f"{field.name} must be {field.kind.at_most(highest, most)}")


def _limit(source: str, context: Facts, value: Value) -> Value:
    """What a source gives; null when it gives nothing, or what *value* cannot be held against."""
    limit = value_of(source, context) if source else None
    return limit if type(limit) is type(value) else None
