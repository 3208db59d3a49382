"""Exact decimals: what a person means by what they typed, and how a number is read."""

import re
from decimal import Decimal

_PLAIN = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


def in_pounds(amount: Decimal) -> str:
    """An amount of money as it is read: £1,250.00."""
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.2f}"


def plain(number: Decimal) -> str:
    """A number without an exponent and without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_in(raw: object, sign: str = "") -> Decimal | None:
    """The number typed, perhaps after a *sign*; None for none, and NaN for what is no number."""
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


def decimals_of(number: Decimal) -> int:
    """How many places it has after the point."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
