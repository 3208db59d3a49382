"""Functions on numbers: rounding, modulo, roots and logarithms."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)

from engine.feel.arithmetic import DECIMAL, finite, negate
from engine.feel.compare import ordered
from engine.feel.library.builtin import Shelf
from engine.feel.limits import Budget
from engine.feel.values import Value, YearsMonths

SHELF = Shelf()
_MIN_SCALE, _MAX_SCALE = -6111, 6176
_TENS = Decimal("1e34")  # from here on every number is a whole number of tens
_ROOT = 15  # what a root or a logarithm costs
_WIDE = Context(prec=7000, Emin=-7000, Emax=7000, traps=[])

_ROUNDINGS: Mapping[str, str] = {
    "round up": ROUND_UP,
    "round down": ROUND_DOWN,
    "round half up": ROUND_HALF_UP,
    "round half down": ROUND_HALF_DOWN,
}


def rounded(number: Decimal, scale: Decimal | None, rounding: str) -> Decimal | None:
    """*number* with *scale* places, dropped or carried as *rounding* says."""
    places = Decimal(0) if scale is None else scale
    if not _MIN_SCALE <= places <= _MAX_SCALE:
        return None
    step = Decimal(1).scaleb(-int(places))
    quantized = Decimal(number).quantize(step, rounding=rounding, context=_WIDE)
    return finite(DECIMAL.plus(quantized))


def _add_rounding(name: str, rounding: str) -> None:
    @SHELF.add(name, "n: number, scale: number")
    def _round(n: Decimal, scale: Decimal) -> Decimal | None:
        return rounded(n, scale, rounding)


for _name, _rounding in _ROUNDINGS.items():
    _add_rounding(_name, _rounding)


@SHELF.add("decimal", "n: number, scale: number")
def _decimal(n: Decimal, scale: Decimal) -> Decimal | None:
    return rounded(n, scale, ROUND_HALF_EVEN)


@SHELF.add("floor", "n: number, scale: number?")
def _floor(n: Decimal, scale: Decimal | None) -> Decimal | None:
    return rounded(n, scale, ROUND_FLOOR)


@SHELF.add("ceiling", "n: number, scale: number?")
def _ceiling(n: Decimal, scale: Decimal | None) -> Decimal | None:
    return rounded(n, scale, ROUND_CEILING)


@SHELF.add("abs", "n: number|days and time duration|years and months duration")
def _abs(n: Value) -> Value:
    zeros: Mapping[type, Value] = {YearsMonths: YearsMonths(0), timedelta: timedelta()}
    zero = zeros.get(type(n), Decimal(0))
    return negate(n) if ordered(n, zero, "<") else n


@SHELF.add("modulo", "dividend: number, divisor: number")
def _modulo(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    if not divisor:
        return None
    left, right = Decimal(dividend), Decimal(divisor)
    times = rounded(DECIMAL.divide(left, right), Decimal(0), ROUND_FLOOR)
    return None if times is None else finite(DECIMAL.subtract(left, DECIMAL.multiply(right, times)))


@SHELF.add("sqrt", "number: number", budgeted=True)
def _sqrt(budget: Budget, number: Decimal) -> Decimal | None:
    budget.spend(_ROOT)
    return finite(DECIMAL.sqrt(Decimal(number)))


@SHELF.add("log", "number: number", budgeted=True)
def _log(budget: Budget, number: Decimal) -> Decimal | None:
    budget.spend(_ROOT)
    return finite(DECIMAL.ln(Decimal(number)))


@SHELF.add("exp", "number: number", budgeted=True)
def _exp(budget: Budget, number: Decimal) -> Decimal | None:
    budget.spend(_ROOT)
    return finite(DECIMAL.exp(Decimal(number)))


@SHELF.add("odd", "number: number")
def _odd(number: Decimal) -> bool | None:
    even = _even(number)
    return None if even is None else not even


@SHELF.add("even", "number: number")
def _even(number: Decimal) -> bool | None:
    if abs(number) >= _TENS:
        return True
    return None if number != int(number) else int(number) % 2 == 0
