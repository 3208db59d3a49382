"""One form-js component as a field, or the sentence that says why it cannot be one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.forms.components import Component, kind_wanted, part_of, text_of, type_of
from engine.forms.conditions import can_name
from engine.forms.errors import Wrong
from engine.forms.fields import Check, Field, Kind, Limits
from engine.forms.files import TYPES
from engine.forms.nouns import name_from, noun_from
from engine.forms.options import options_in, options_source
from engine.forms.patterns import refused
from engine.forms.posted import CONTROLS
from engine.forms.properties import Properties, properties_of

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
# what form-js can do that a page of ours does not
_REFUSED = {
    "defaultValue": "it may not come with an answer: the person gives it",
    "disabled": "it may not be disabled: use a text view to show a fact",
    "readonly": "it may not be read-only: use a text view to show a fact",
    "multiple": "it may take one file only: use a repeating group for several",
}


def field_of(kind: Kind, component: Component, children: tuple[Field, ...] = ()) -> Field:
    """The field that a component describes; raises Wrong with what its author must change."""
    for switch, sentence in _REFUSED.items():
        if component.get(switch) not in (None, False, ""):
            raise Wrong(sentence)
    properties = properties_of(kind, component)
    if not kind.asks:
        return _silent(kind, component, children, properties)
    return replace(
        _field_in_words(kind, component, properties),
        required=_required(component),
        needed=properties.get("needed") or None,
        options=options_in(kind, component),
        options_from=options_source(kind, component),
        suggest=properties.get("suggest") or None,
        compact=bool(properties.get("compact")),
        hide=_hide(component),
        limits=_limits(kind, component, properties),
        checks=tuple(Check(test, problem) for test, problem in properties.checks()),
        person=properties.get("person"),
        autocomplete=properties.get("autocomplete") or None,
        width=properties.number("width"),
        children=children,
    )


def kind_of(component: Component, kinds: Sequence[Kind]) -> Kind:
    """The kind of field that a component is meant as; Wrong when it is none of ours."""
    type_name = type_of(component)
    possible = [kind for kind in kinds if type_name in kind.components]
    if not possible:
        raise Wrong(f"a component of type “{type_name}” cannot be used here: choose another")
    for kind in possible:
        if kind.is_meant_by(component):
            return kind
    raise Wrong(f"a {type_name} cannot be of kind “{kind_wanted(component)}”")


def _field_in_words(kind: Kind, component: Component, properties: Properties) -> Field:
    """The field with its key and the words for it."""
    label = text_of(component, "dateLabel" if "dateLabel" in component else "label")
    if not label:
        raise Wrong("it has no label: write the question")
    noun = properties.get("noun") or noun_from(label)
    return Field(
        kind,
        key=_key(component, kind),
        label=label,
        hint=text_of(component, "description"),
        noun=properties.get("noun") or kind.usual_noun or noun,
        name=properties.get("name") or name_from(noun),
        short=properties.get("short"),
        missing=properties.get("missing"),
        outcome=bool(properties.get("outcome")),
        row=properties.get("row") or "item",
    )


def _silent(
    kind: Kind, component: Component, children: tuple[Field, ...], properties: Properties
) -> Field:
    if component.get("path"):
        raise Wrong("a group may not have a path: its answers stand beside the others")
    words = text_of(component, "text") if kind.has_words else ""
    if words.startswith("=") or "{{#" in words:
        raise Wrong("its text may hold {{facts}}, but not a whole expression, #if or #loop")
    label = text_of(component, "label") if kind.flattens else ""
    section = bool(properties.get("section"))
    if section and not label:
        raise Wrong("a section needs a label: the list of sections shows it")
    hide = _hide(component)
    return Field(kind, label=label, words=words, hide=hide, section=section, children=children)


def _key(component: Component, kind: Kind) -> str:
    key = component.get("path" if kind.repeats else "key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Wrong(f"its key “{key}” must be letters, digits and _ only, starting with a letter")
    if not can_name(key):
        raise Wrong(f"its key may not be “{key}”, a word of the expression language: add to it")
    if key in CONTROLS:
        raise Wrong(f"its key may not be “{key}”, which the page itself uses")
    return key


def _required(component: Component) -> bool:
    required = part_of(component, "validate").get("required", False)
    if not isinstance(required, bool):
        raise Wrong("“required” must be on or off: put an expression in its property “needed”")
    return required


def _hide(component: Component) -> str | None:
    hide = part_of(component, "conditional").get("hide")
    if hide in (None, "", False):
        return None
    if not isinstance(hide, str):
        raise Wrong("its condition must be an expression")
    return hide


def _limits(kind: Kind, component: Component, properties: Properties) -> Limits:
    rules = part_of(component, "validate")
    pattern = _pattern(rules)
    today = "today" if component.get("disallowPassedDates") is True else None
    least = properties.get("min") or _bound(rules, "min") or today
    return Limits(
        shortest=_count(rules, "minLength") or 0,
        longest=_count(rules, "maxLength"),
        least=least or kind.usual_least,
        most=properties.get("max") or _bound(rules, "max"),
        decimals=_count(component, "decimalDigits") or 0,
        pattern=pattern,
        accepts=_accepts(component),
    )


def _pattern(rules: Component) -> str | None:
    pattern = rules.get("pattern") or None
    if pattern is None:
        return None
    if why := refused(pattern):
        raise Wrong(f"its pattern {why}")
    return str(pattern)


def _accepts(component: Component) -> tuple[str, ...]:
    accept = component.get("accept")
    if not isinstance(accept, str) or not accept.strip():
        return ()
    written_endings = [ending.strip().lstrip(".").casefold() for ending in accept.split(",")]
    endings = dict.fromkeys({"jpeg": "jpg"}.get(ending, ending) for ending in written_endings)
    if not set(endings) <= set(TYPES):
        raise Wrong("it may accept .pdf, .docx, .png and .jpg files only")
    return tuple(endings)


def _bound(rules: Component, name: str) -> str | None:
    bound = rules.get(name)
    if bound in (None, ""):
        return None
    if isinstance(bound, bool) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", str(bound)):
        raise Wrong(f"its {name} must be a number")
    return str(bound)


def _count(rules: Component, name: str) -> int | None:
    count = rules.get(name)
    if count in (None, ""):
        return None
    if isinstance(count, bool) or not re.fullmatch(r"[0-9]{1,6}", str(count)):
        raise Wrong(f"its {name} must be a whole number")
    return int(str(count))
