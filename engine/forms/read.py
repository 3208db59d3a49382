"""A form-js file read into a `Form`, or every fault in it at once. Nothing is answered here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.forms.component import field_of, kind_of
from engine.forms.components import Component
from engine.forms.errors import FormFault, Wrong
from engine.forms.fields import Field, Form, Kind, flat
from engine.forms.kinds.registry import KINDS
from engine.forms.reveals import reveal_of
from engine.forms.sources import out_of_order, reads, titled, unreadable
from engine.readers.errors import NotRead
from engine.readers.json_text import json_value

MAX_BYTES = 1_000_000
MAX_COMPONENTS = 200
MAX_DEPTH = 5
_NOT_JSON = "The file is not JSON that we can read"


def parse(content: bytes, kinds: Sequence[Kind] = KINDS) -> Form:
    """The form in a form-js file; raises FormFault with a sentence for each component at fault."""
    id_, components, title = _document(content)
    reader = _Reader(kinds)
    fields = reader.fields(components, inside=())
    if reader.count > MAX_COMPONENTS:
        raise FormFault([f"A form may have {MAX_COMPONENTS} components at most: use two steps"])
    faults = reader.faults or [
        *_keys_used_twice(fields),
        *_outside_sections(fields),
        *out_of_order(fields),
    ]
    if faults:
        raise FormFault(faults)
    fields = _with_reveals(fields, {})
    keys = {field_.key: field_.kind.name for field_ in flat(fields) if field_.asks}
    return Form(id_, title if isinstance(title, str) else "", fields, keys, reads(fields))


@dataclass(slots=True)
class _Reader:
    """The components of one file, and what is wrong with them."""

    kinds: Sequence[Kind]
    faults: list[str] = field(default_factory=list)
    count: int = 0

    def fields(self, components: Sequence[object], inside: tuple[Kind, ...]) -> tuple[Field, ...]:
        fields_read = (self._field(component, inside) for component in components)
        return tuple(field_ for field_ in fields_read if field_ is not None)

    def _field(self, component: object, inside: tuple[Kind, ...]) -> Field | None:
        self.count += 1
        if self.count > MAX_COMPONENTS:
            return None
        if not isinstance(component, Mapping):
            self.faults.append("A component is not an object: draw the form again")
            return None
        try:
            kind = self._kind(component, inside)
            children = self.fields(_inner(kind, component), (*inside, kind))
            field_ = field_of(kind, component, children)
            fault = unreadable(field_)
        except Wrong as wrong:
            field_, fault = None, str(wrong)
        if fault:
            self.faults.append(f"{_title_of(component)}: {fault}")
        return None if fault else field_

    def _kind(self, component: Component, inside: tuple[Kind, ...]) -> Kind:
        if len(inside) >= MAX_DEPTH:
            raise Wrong(f"groups may stand {MAX_DEPTH} deep at most")
        kind = kind_of(component, self.kinds)
        if kind.repeats and any(around.repeats for around in inside):
            raise Wrong("a repeating group may not stand inside another")
        return kind


def _document(content: bytes) -> tuple[str, list[object], object]:
    """The id, the components and the title of a form."""
    try:
        document = json_value(content, MAX_BYTES)
    except NotRead as problem:
        raise FormFault([f"{_NOT_JSON}: {problem}"]) from problem
    if not isinstance(document, dict) or document.get("type") != "default":
        raise FormFault(["The file is not a form-js form: its type must be “default”"])
    id_, components = document.get("id"), document.get("components")
    if not isinstance(id_, str) or not id_:
        raise FormFault(["The form has no id: give it one"])
    if not isinstance(components, list):
        raise FormFault(["The form has no list of components"])
    return id_, components, document.get("title")


def not_json(content: bytes) -> str:
    """Why no form at all can be read from a file; empty when it is JSON, a form or not."""
    try:
        json_value(content, MAX_BYTES)
    except NotRead as problem:
        return str(problem)
    return ""


def _inner(kind: Kind, component: Component) -> list[object]:
    if not kind.flattens and not kind.repeats:
        return []
    components = component.get("components")
    if not isinstance(components, list) or not components:
        raise Wrong("it has no questions in it")
    return components


def _keys_used_twice(fields: tuple[Field, ...]) -> Iterator[str]:
    keys = Counter(field_.key for field_ in flat(fields) if field_.asks)
    for key, times in keys.items():
        if times > 1:
            yield f"The key “{key}” is used by {times} questions: each needs its own"
    for field_ in flat(fields):
        yield from _keys_used_twice(field_.children) if field_.kind.repeats else ()


def _outside_sections(fields: tuple[Field, ...]) -> Iterator[str]:
    """A sentence for each question beside sections: no page would ask it."""
    if any(field_.section for field_ in fields):
        for field_ in fields:
            if not field_.section:
                yield f"{titled(field_)} stands outside the sections: put it into one of them"


def _with_reveals(fields: tuple[Field, ...], deciders: dict[str, Field]) -> tuple[Field, ...]:
    fields_done = []
    for original in fields:
        field_ = replace(original, reveal=reveal_of(original, deciders))
        if not field_.reveal:  # nothing is revealed inside what is itself revealed
            field_ = replace(field_, children=_with_reveals(original.children, {}))
        if original.asks:
            deciders[original.key] = field_
        fields_done.append(field_)
    return tuple(fields_done)


def _title_of(component: Component) -> str:
    names = (component.get(name) for name in ("label", "dateLabel", "key", "path", "id", "type"))
    return f"“{next((str(name) for name in names if name), 'A component')}”"
