"""One form-js component as a field, or the sentence that says why it cannot be one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.forms.conditions import can_name
from engine.forms.errors import Wrong
from engine.forms.fields import SILENT, Check, Field, Limits
from engine.forms.files import TYPES
from engine.forms.nouns import name_from, noun_from
from engine.forms.options import options_in, options_source
from engine.forms.patterns import refused
from engine.forms.posted import CONTROLS
from engine.forms.properties import Properties

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_TYPES = {
    "textfield": {"textfield", "money"},
    "number": {"number", "money"},
    "radio": {"radio", "yesno"},
    "datetime": {"date"},
}
_SAME = {
    *("textarea", "checkbox", "checklist", "select", "filepicker"),
    *("group", "dynamiclist", "text", "separator"),
}
# what form-js can do that a page of ours does not
_REFUSED = {
    "defaultValue": "it may not come with an answer: the person gives it",
    "disabled": "it may not be disabled: use a text view to show a fact",
    "readonly": "it may not be read-only: use a text view to show a fact",
    "multiple": "it may take one file only: use a repeating group for several",
}


def field_of(component: Mapping[str, Any], children: tuple[Field, ...] = ()) -> Field:
    """The field that a component describes; raises Wrong with what its author must change."""
    kind = _kind(component)
    for switch, sentence in _REFUSED.items():
        if component.get(switch) not in (None, False, ""):
            raise Wrong(sentence)
    given = Properties(kind, component.get("properties"))
    if kind in SILENT:
        return _silent(kind, component, children)
    return replace(
        _named(kind, component, given),
        required=_required(component),
        needed=given.get("needed") or None,
        options=options_in(kind, component),
        options_from=options_source(kind, component),
        hide=_hide(component),
        limits=_limits(kind, component, given),
        checks=tuple(Check(test, problem) for test, problem in given.checks()),
        person=given.get("person"),
        autocomplete=given.get("autocomplete") or None,
        width=given.number("width"),
        children=children,
    )


def _named(kind: str, component: Mapping[str, Any], given: Properties) -> Field:
    """The field with its key and the words for it."""
    label = _text(component, "dateLabel" if "dateLabel" in component else "label")
    if not label:
        raise Wrong("it has no label: write the question")
    noun = given.get("noun") or noun_from(label)
    return Field(
        kind,
        key=_key(component, kind),
        label=label,
        hint=_text(component, "description"),
        noun="yes or no" if kind == "yesno" and not given.get("noun") else noun,
        name=given.get("name") or name_from(noun),
        short=given.get("short"),
        missing=given.get("missing"),
        outcome=bool(given.get("outcome")),
        row=given.get("row") or "item",
    )


def _kind(component: Mapping[str, Any]) -> str:
    written = str(component.get("type"))
    if written in _SAME:
        return written
    kinds = _TYPES.get(written)
    if kinds is None:
        raise Wrong(f"a component of type “{written}” cannot be used here: choose another")
    if written == "datetime" and component.get("subtype", "date") != "date":
        raise Wrong("it asks for a time: only dates can be asked for")
    wanted = str(_mapping(component, "properties").get("kind") or "")
    if wanted and wanted not in kinds:
        raise Wrong(f"a {written} cannot be of kind “{wanted}”")
    validation = str(_mapping(component, "validate").get("validationType"))
    if written == "textfield" and validation in {"email", "phone"} and not wanted:
        return validation
    return wanted or ("date" if written == "datetime" else written)


def _silent(kind: str, component: Mapping[str, Any], children: tuple[Field, ...]) -> Field:
    if component.get("path"):
        raise Wrong("a group may not have a path: its answers stand beside the others")
    words = _text(component, "text") if kind == "text" else ""
    if kind == "text" and (words.startswith("=") or "{{#" in words):
        raise Wrong("its text may hold {{facts}}, but not a whole expression, #if or #loop")
    label = _text(component, "label") if kind == "group" else ""
    return Field(kind, label=label, words=words, hide=_hide(component), children=children)


def _key(component: Mapping[str, Any], kind: str) -> str:
    key = component.get("path" if kind == "dynamiclist" else "key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Wrong(f"its key “{key}” must be letters, digits and _ only, starting with a letter")
    if not can_name(key):
        raise Wrong(f"its key may not be “{key}”, a word of the expression language: add to it")
    if key in CONTROLS:
        raise Wrong(f"its key may not be “{key}”, which the page itself uses")
    return key


def _required(component: Mapping[str, Any]) -> bool:
    required = _mapping(component, "validate").get("required", False)
    if not isinstance(required, bool):
        raise Wrong("“required” must be on or off: put an expression in its property “needed”")
    return required


def _hide(component: Mapping[str, Any]) -> str | None:
    hide = _mapping(component, "conditional").get("hide")
    if hide in (None, "", False):
        return None
    if not isinstance(hide, str):
        raise Wrong("its condition must be an expression")
    return hide


def _limits(kind: str, component: Mapping[str, Any], given: Properties) -> Limits:
    rules = _mapping(component, "validate")
    pattern = rules.get("pattern") or None
    if pattern is not None and (why := refused(pattern)):
        raise Wrong(f"its pattern {why}")
    today = "today" if component.get("disallowPassedDates") is True else None
    least = given.get("min") or _bound(rules, "min") or today
    if kind == "money" and least is None:
        least = "0"
    return Limits(
        shortest=_count(rules, "minLength") or 0,
        longest=_count(rules, "maxLength"),
        least=least,
        most=given.get("max") or _bound(rules, "max"),
        decimals=_count(component, "decimalDigits") or 0,
        pattern=pattern,
        accepts=_accepts(component),
    )


def _accepts(component: Mapping[str, Any]) -> tuple[str, ...]:
    accept = component.get("accept")
    if not isinstance(accept, str) or not accept.strip():
        return ()
    asked = [ending.strip().lstrip(".").casefold() for ending in accept.split(",")]
    endings = dict.fromkeys({"jpeg": "jpg"}.get(ending, ending) for ending in asked)
    if not set(endings) <= set(TYPES):
        raise Wrong("it may accept .pdf, .docx, .png and .jpg files only")
    return tuple(endings)


def _bound(rules: Mapping[str, Any], name: str) -> str | None:
    bound = rules.get(name)
    if bound in (None, ""):
        return None
    if isinstance(bound, bool) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", str(bound)):
        raise Wrong(f"its {name} must be a number")
    return str(bound)


def _count(rules: Mapping[str, Any], name: str) -> int | None:
    count = rules.get(name)
    if count in (None, ""):
        return None
    if isinstance(count, bool) or not re.fullmatch(r"[0-9]{1,6}", str(count)):
        raise Wrong(f"its {name} must be a whole number")
    return int(count)


def _mapping(component: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = component.get(name)
    return inner if isinstance(inner, Mapping) else {}


def _text(component: Mapping[str, Any], name: str) -> str:
    text = component.get(name)
    return text.strip() if isinstance(text, str) else ""
