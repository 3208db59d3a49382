"""Numbers and amounts of money: exact decimals, whatever the person typed around them."""

import re
from decimal import Decimal

from engine.forms.errors import Wrong
from engine.forms.fields import Field

MAX_DIGITS = 15
_PLAIN = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_PENNY = Decimal("0.01")


def read_number(field: Field, raw: object) -> Decimal | None:
    """The number of an answer, or None when there is none."""
    number = _number(raw, "")
    if number is None:
        return None
    if not number.is_finite():
        raise Wrong(f"{field.name} must be a number, like 12")
    _fit(field, number)
    decimals = _decimals(number)
    if decimals > field.limits.decimals:
        raise Wrong(_too_exact(field))
    return number


def read_money(field: Field, raw: object) -> Decimal | None:
    """The amount of an answer in pounds and pence, or None when there is none."""
    number = _number(raw, "£")
    if number is None:
        return None
    if not number.is_finite() or _decimals(number) > 2:
        raise Wrong(f"{field.name} must be an amount of money, like £1,250.00")
    _fit(field, number)
    return number.quantize(_PENNY)


def in_pounds(amount: Decimal) -> str:
    """An amount of money as it is read: £1,250.00."""
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.2f}"


def plain(number: Decimal) -> str:
    """A number without an exponent and without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(raw: object, sign: str) -> Decimal | None:
    if isinstance(raw, bool):
        return Decimal("NaN")
    if isinstance(raw, int | Decimal):
        return Decimal(raw)
    if isinstance(raw, float):
        return Decimal(repr(raw))
    if not isinstance(raw, str):
        return Decimal("NaN")
    return _typed(raw, sign)


def _typed(raw: str, sign: str) -> Decimal | None:
    typed = re.sub(r"\s", "", raw)
    if sign:
        typed = re.sub(f"^(-?){sign}", r"\1", typed)
    if not typed:
        return None
    return Decimal(typed.replace(",", "")) if _PLAIN.fullmatch(typed) else Decimal("NaN")


def _fit(field: Field, number: Decimal) -> None:
    if abs(number) >= Decimal(10) ** MAX_DIGITS:
        raise Wrong(f"{field.name} must have {MAX_DIGITS} digits or fewer")


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _too_exact(field: Field) -> str:
    if field.limits.decimals == 0:
        return f"{field.name} must be a whole number"
    return f"{field.name} must have {field.limits.decimals} decimal places or fewer"
