"""Which questions can stand under an option of the one that decides whether they are asked."""

import re
from collections.abc import Mapping

from engine.forms.fields import Field, Reveal, plain_value

_NAME = r"([A-Za-z_][A-Za-z0-9_]*)"
_VALUE = r'("[^"\\]*"|true|false)'
_UNLESS = (
    re.compile(rf"{_NAME} ?!= ?{_VALUE}"),
    re.compile(rf"not\( ?{_NAME} ?= ?{_VALUE} ?\)"),
    re.compile(rf"if {_NAME} ?= ?{_VALUE} then false else true"),
)
_LACKS = re.compile(rf'not\( ?list contains\( ?{_NAME} ?, ?("[^"\\]*") ?\) ?\)')


def reveal_of(field: Field, deciders: Mapping[str, Field]) -> Reveal | None:
    """The option that *field* appears under: it is asked when that one is chosen, else not."""
    if field.hide is None or not field.kind.may_be_revealed:
        return None
    source = " ".join(field.hide.removeprefix("=").split())
    condition = _asked_when(source)
    if condition is None:
        return None
    key, value, among_several = condition
    decider = deciders.get(key)
    if decider is None or decider.reveal:
        return None
    if not decider.kind.reveals(decider, value, among_several=among_several):
        return None
    return Reveal(key, plain_value(value))


def _asked_when(source: str) -> tuple[str, str, bool] | None:
    for unless in _UNLESS:
        if match := unless.fullmatch(source):
            return match[1], match[2], False
    if several := _LACKS.fullmatch(source):
        return several[1], several[2], True
    return None
