"""A number, whole unless its form allows decimals."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.feel.values import NUMBER, Value
from engine.forms.components import kind_wanted
from engine.forms.errors import Wrong
from engine.forms.fields import OF_EVERY_QUESTION, Field, Kind, Option
from engine.forms.numbers import decimals_of, number_in

MAX_DIGITS = 15


class Number(Kind):
    """A question answered by a number."""

    name = "number"
    components = frozenset({"number"})
    feel = NUMBER
    properties = OF_EVERY_QUESTION | {"min", "max", "width"}

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """A number of form-js may be one of money too."""
        return kind_wanted(component) in {"", self.name}

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The number, or None when there is none."""
        number = number_in(raw)
        if number is None:
            return None
        if not number.is_finite():
            raise Wrong(f"{field.name} must be a number, like 12")
        must_fit(field, number)
        if decimals_of(number) > field.limits.decimals:
            raise Wrong(_too_exact(field))
        return number


def must_fit(field: Field, number: Decimal) -> None:
    """Refuses a number with more digits than anything here is counted in."""
    if abs(number) >= Decimal(10) ** MAX_DIGITS:
        raise Wrong(f"{field.name} must have {MAX_DIGITS} digits or fewer")


def _too_exact(field: Field) -> str:
    if field.limits.decimals == 0:
        return f"{field.name} must be a whole number"
    return f"{field.name} must have {field.limits.decimals} decimal places or fewer"
