"""A form-js file read into a `Form`, or every fault in it at once. Nothing is answered here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.forms.component import field_of
from engine.forms.errors import FormFault, Wrong
from engine.forms.fields import Field, Form, flat
from engine.forms.reveals import reveal_of
from engine.forms.sources import out_of_order, reads, unreadable
from engine.readers.errors import NotRead
from engine.readers.json_text import json_value

MAX_BYTES = 1_000_000
MAX_COMPONENTS = 200
MAX_DEPTH = 5
_NOT_JSON = "The file is not JSON that we can read"


def parse(content: bytes) -> Form:
    """The form in a form-js file; raises FormFault with a sentence for each component at fault."""
    document = _document(content)
    reader = _Reader()
    fields = reader.fields(document["components"], inside=())
    if reader.count > MAX_COMPONENTS:
        raise FormFault([f"A form may have {MAX_COMPONENTS} components at most: use two steps"])
    faults = reader.faults or [*_twice(fields), *out_of_order(fields)]
    if faults:
        raise FormFault(faults)
    fields = _revealed(fields, {})
    keys = {one.key: one.kind for one in flat(fields) if one.asks}
    title = document.get("title")
    return Form(
        document["id"], title if isinstance(title, str) else "", fields, keys, reads(fields)
    )


@dataclass(slots=True)
class _Reader:
    """The components of one file, and what is wrong with them."""

    faults: list[str] = field(default_factory=list)
    count: int = 0

    def fields(self, components: list[Any], inside: tuple[str, ...]) -> tuple[Field, ...]:
        read = (self._field(component, inside) for component in components)
        return tuple(one for one in read if one is not None)

    def _field(self, component: object, inside: tuple[str, ...]) -> Field | None:
        self.count += 1
        if self.count > MAX_COMPONENTS:
            return None
        if not isinstance(component, Mapping):
            self.faults.append("A component is not an object: draw the form again")
            return None
        try:
            self._fit(component, inside)
            children = self.fields(_inner(component), (*inside, str(component.get("type"))))
            read = field_of(component, children)
            fault = unreadable(read)
        except Wrong as wrong:
            read, fault = None, str(wrong)
        if fault:
            self.faults.append(f"{_titled(component)}: {fault}")
        return None if fault else read

    def _fit(self, component: Mapping[str, Any], inside: tuple[str, ...]) -> None:
        if len(inside) >= MAX_DEPTH:
            raise Wrong(f"groups may stand {MAX_DEPTH} deep at most")
        if component.get("type") == "dynamiclist" and "dynamiclist" in inside:
            raise Wrong("a repeating group may not stand inside another")


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json_value(content, MAX_BYTES)
    except NotRead as problem:
        raise FormFault([f"{_NOT_JSON}: {problem}"]) from problem
    if not isinstance(document, dict) or document.get("type") != "default":
        raise FormFault(["The file is not a form-js form: its type must be “default”"])
    if not isinstance(document.get("id"), str) or not document["id"]:
        raise FormFault(["The form has no id: give it one"])
    if not isinstance(document.get("components"), list):
        raise FormFault(["The form has no list of components"])
    return document


def not_json(content: bytes) -> str:
    """Why no form at all can be read from a file; empty when it is JSON, a form or not."""
    try:
        json_value(content, MAX_BYTES)
    except NotRead as problem:
        return str(problem)
    return ""


def _inner(component: Mapping[str, Any]) -> list[Any]:
    if str(component.get("type")) not in {"group", "dynamiclist"}:
        return []
    components = component.get("components")
    if not isinstance(components, list) or not components:
        raise Wrong("it has no questions in it")
    return components


def _twice(fields: tuple[Field, ...]) -> Iterator[str]:
    keys = Counter(one.key for one in flat(fields) if one.asks)
    for key, times in keys.items():
        if times > 1:
            yield f"The key “{key}” is used by {times} questions: each needs its own"
    for one in flat(fields):
        yield from _twice(one.children) if one.kind == "dynamiclist" else ()


def _revealed(fields: tuple[Field, ...], earlier: dict[str, Field]) -> tuple[Field, ...]:
    done = []
    for one in fields:
        found = replace(one, reveal=reveal_of(one, earlier))
        if not found.reveal:  # nothing is revealed inside what is itself revealed
            found = replace(found, children=_revealed(one.children, {}))
        if one.asks:
            earlier[one.key] = found
        done.append(found)
    return tuple(done)


def _titled(component: Mapping[str, Any]) -> str:
    names = (component.get(name) for name in ("label", "dateLabel", "key", "path", "id", "type"))
    return f"“{next((str(name) for name in names if name), 'A component')}”"
