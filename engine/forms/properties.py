"""What a form's author adds to a component under "properties": the names we know, and no others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.forms.components import Component
from engine.forms.errors import Wrong
from engine.forms.fields import Kind

ACTS = "acts"  # of a name: whoever acts in this step
_SWITCHES = frozenset({"compact", "outcome", "section"})
_RULE = re.compile(r"(check|problem)(\.[0-9]{1,2})?")
_AUTOCOMPLETE = re.compile(r"off|on|[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of one component."""

    kind: Kind
    given: Mapping[str, object]

    def __post_init__(self) -> None:
        for name, value in self.given.items():
            self._must_be_known(name)
            _must_be_sound(name, value)

    def get(self, name: str) -> str:
        """The text of a property, or nothing."""
        return str(self.given.get(name, "")).strip()

    def number(self, name: str) -> int | None:
        """The whole number of a property, or None."""
        text = self.get(name)
        if text and not re.fullmatch(r"[0-9]{1,3}", text):
            raise Wrong(f"its property “{name}” must be a whole number")
        return int(text) if text else None

    def checks(self) -> Iterator[tuple[str, str]]:
        """Each check with its problem, in the order of their numbers."""
        ends = {name.partition(".")[2] for name in self.given if _RULE.fullmatch(name)}
        for end in sorted(ends, key=lambda end: int(end or 0)):
            dot = f".{end}" if end else ""
            test, problem = self.get(f"check{dot}"), self.get(f"problem{dot}")
            if not test or not problem:
                raise Wrong(f"“check{dot}” and “problem{dot}” must both be there")
            yield test, problem

    def _must_be_known(self, name: str) -> None:
        is_rule = self.kind.asks and _RULE.fullmatch(name)
        if name not in self.kind.properties and not is_rule:
            raise Wrong(f"its property “{name}” is not one we know: remove it")


def properties_of(kind: Kind, component: Component) -> Properties:
    """What its author says of a component; Wrong where that cannot be said of its kind."""
    properties = component.get("properties")
    if properties is None:
        return Properties(kind, {})
    if not isinstance(properties, dict):
        raise Wrong("its properties must be names and values")
    return Properties(kind, properties)


def _must_be_sound(name: str, value: object) -> None:
    """Refuses a value that its property cannot have."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Wrong(f"its property “{name}” must be text")
    if name == "person" and value != ACTS:
        raise Wrong(f"its property “person” can only be “{ACTS}”, for the name of who acts here")
    if name in _SWITCHES and value != "yes":
        raise Wrong(f"its property “{name}” can only be “yes”: leave it out otherwise")
    if name == "autocomplete" and not _AUTOCOMPLETE.fullmatch(str(value)):
        raise Wrong("its autocomplete must be a word such as “off” or “email”")
