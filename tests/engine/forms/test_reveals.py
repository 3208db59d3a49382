"""Which questions can stand under one option of another."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.forms.fields import Reveal

Ask = Callable[..., Any]

VALUES = [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]
RADIO = {"type": "radio", "key": "r", "label": "R", "values": VALUES}
YES = {"type": "radio", "key": "y", "label": "Y", "properties": {"kind": "yesno"}}
BOX = {"type": "checkbox", "key": "c", "label": "C"}
LIST = {"type": "checklist", "key": "l", "label": "L", "values": VALUES}
FACT = {"type": "radio", "key": "f", "label": "F", "valuesKey": "members"}
SELECT = {"type": "select", "key": "s", "label": "S", "values": VALUES}


def asked(hide: str) -> dict[str, object]:
    return {"type": "textfield", "key": "t", "label": "T", "conditional": {"hide": hide}}


@pytest.mark.parametrize(
    ("hide", "reveal"),
    [
        ('=r != "a"', Reveal("r", "a")),
        ('= not( r = "b" )', Reveal("r", "b")),
        ("=if y = false then false else true", Reveal("y", "no")),
        ("=y != true", Reveal("y", "yes")),
        ("=not(y = false)", Reveal("y", "no")),
        ("=c != true", Reveal("c", "yes")),
        ('=not(list contains(l, "a"))', Reveal("l", "a")),
        ('f != "mod"', Reveal("f", "mod")),
        ('=r != "x"', None),
        ('=r = "a"', None),
        ('=s != "a"', None),
        ('=l != "a"', None),
        ('=not(list contains(r, "a"))', None),
        ("=c != false", None),
        ('=y != "yes"', None),
        ("=r != true", None),
        ('=elsewhere != "a"', None),
        ('=r != "a" and y != true', None),
    ],
)
def test_a_simple_condition_reveals(form: Ask, hide: Any, reveal: Any) -> None:
    read = form(RADIO, YES, BOX, LIST, FACT, SELECT, asked(hide))

    assert read.fields[-1].reveal == reveal


def test_nothing_is_revealed_by_what_is_itself_revealed(form: Ask) -> None:
    inner = YES | {"conditional": {"hide": '=r != "a"'}}
    read = form(RADIO, inner, asked("=y != true"))

    assert [field.reveal for field in read.fields] == [None, Reveal("r", "a"), None]


def test_a_question_in_a_group_is_revealed_only_from_within_it(form: Ask) -> None:
    group = {"type": "group", "components": [YES, asked("=y != true")]}
    apart = {"type": "group", "components": [asked('=r != "a"')]}
    hidden = {**group, "conditional": {"hide": '=r != "a"'}}

    assert form(RADIO, group).fields[1].children[1].reveal == Reveal("y", "yes")
    assert form(RADIO, apart).fields[1].children[0].reveal is None
    assert form(RADIO, hidden).fields[1].reveal == Reveal("r", "a")
    assert form(RADIO, hidden).fields[1].children[1].reveal is None


def test_rows_may_stand_under_an_option_or_have_their_own(form: Ask) -> None:
    inner = [YES, asked("=y != true")]
    rows = {"type": "dynamiclist", "path": "p", "label": "P", "components": inner}
    under = form(RADIO, {**rows, "conditional": {"hide": '=r != "a"'}})

    assert form(rows).fields[0].children[1].reveal == Reveal("y", "yes")
    assert under.fields[1].reveal == Reveal("r", "a")
    assert under.fields[1].children[1].reveal is None
