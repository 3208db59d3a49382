"""Which questions can stand under an option of the one that decides whether they are asked."""

import re
from collections.abc import Mapping

from engine.forms.fields import Field, Reveal

_NAME = r"([A-Za-z_][A-Za-z0-9_]*)"
_VALUE = r'("[^"\\]*"|true|false)'
_UNLESS = (
    re.compile(rf"{_NAME} ?!= ?{_VALUE}"),
    re.compile(rf"not\( ?{_NAME} ?= ?{_VALUE} ?\)"),
    re.compile(rf"if {_NAME} ?= ?{_VALUE} then false else true"),
)
_LACKS = re.compile(rf'not\( ?list contains\( ?{_NAME} ?, ?("[^"\\]*") ?\) ?\)')
_ONE = frozenset({"radio", "yesno", "checkbox"})
_WORDS = {"true": "yes", "false": "no"}


def reveal_of(field: Field, earlier: Mapping[str, Field]) -> Reveal | None:
    """The option that *field* appears under: it is asked when that one is chosen, else not."""
    if field.hide is None or field.kind == "separator":
        return None
    source = " ".join(field.hide.removeprefix("=").split())
    found = _asked_when(source)
    if found is None:
        return None
    key, value, many = found
    decider = earlier.get(key)
    if decider is None or decider.reveal or not _offers(decider, value, many=many):
        return None
    return Reveal(key, _plain(value))


def _asked_when(source: str) -> tuple[str, str, bool] | None:
    for unless in _UNLESS:
        if one := unless.fullmatch(source):
            return one[1], one[2], False
    if several := _LACKS.fullmatch(source):
        return several[1], several[2], True
    return None


def _offers(decider: Field, value: str, *, many: bool) -> bool:
    if many:
        return decider.kind == "checklist" and _has(decider, value)
    if decider.kind not in _ONE or (decider.kind == "radio") != value.startswith('"'):
        return False
    return _has(decider, value) if decider.kind != "checkbox" else value == "true"


def _has(decider: Field, value: str) -> bool:
    return bool(decider.options_from) or _plain(value) in {o.value for o in decider.options}


def _plain(value: str) -> str:
    return _WORDS.get(value, value.strip('"'))
