"""An amount of money, in pounds and pence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.feel.values import NUMBER, Value
from engine.forms.components import kind_wanted
from engine.forms.errors import Wrong
from engine.forms.fields import OF_EVERY_QUESTION, Field, Kind, Option
from engine.forms.kinds.number import must_fit
from engine.forms.numbers import decimals_of, in_pounds, number_in

_PENNY = Decimal("0.01")


class Money(Kind):
    """A text field or number whose property `kind` is money."""

    name = "money"
    components = frozenset({"textfield", "number"})
    feel = NUMBER
    properties = OF_EVERY_QUESTION | {"min", "max", "width"}
    usual_least = "0"

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """Only when it says so."""
        return kind_wanted(component) == self.name

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The amount to the penny, or None when there is none."""
        amount = number_in(raw, "£")
        if amount is None:
            return None
        if not amount.is_finite() or decimals_of(amount) > 2:
            raise Wrong(f"{field.name} must be an amount of money, like £1,250.00")
        must_fit(field, amount)
        return amount.quantize(_PENNY)

    def at_least(self, limit: Value, source: str) -> str:
        """Pounds or more."""
        return f"{_pounds(limit)} or more"

    def at_most(self, limit: Value, source: str) -> str:
        """Pounds or less: money is not counted, so not fewer."""
        return f"{_pounds(limit)} or less"

    def shown(self, raw: object, value: Value, labels: Mapping[str, str]) -> str:
        """With its sign, to the penny."""
        return in_pounds(raw) if isinstance(raw, Decimal) else super().shown(raw, value, labels)

    def typed(self, raw: object) -> str | Mapping[str, str]:
        """To the penny, without its sign, which stands before the input."""
        is_amount = isinstance(raw, Decimal | int) and not isinstance(raw, bool)
        return f"{raw:.2f}" if is_amount else super().typed(raw)


def _pounds(limit: Value) -> str:
    return in_pounds(limit) if isinstance(limit, Decimal) else str(limit)
