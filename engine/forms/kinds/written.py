"""What the kinds that are written in have in common: text on one line or on several."""

import re
from collections.abc import Mapping, Sequence

from engine.feel.values import TEXT, Value
from engine.forms.components import kind_wanted, validation_of
from engine.forms.errors import Wrong
from engine.forms.fields import OF_EVERY_QUESTION, Field, Kind, Option
from engine.forms.text import has_unseen, tidied


class Written(Kind):
    """A question answered in the person's own words."""

    feel = TEXT
    lines = False  # whether the answer may have several
    longest = 300  # characters, where the form does not say
    format: re.Pattern[str] | None = None  # what every answer must look like
    example = ""  # of that format

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The text, or None when there is none."""
        if not isinstance(raw, str):
            raise Wrong(f"{field.name} could not be read: reload the page and try again")
        if has_unseen(raw):
            raise Wrong(f"{field.name} must not contain hidden characters: type it again")
        text = tidied(raw, lines=self.lines)
        if not text:
            return None
        self._measure(field, text)
        self._match(field, text)
        return text

    def _measure(self, field: Field, text: str) -> None:
        longest = self.longest if field.limits.longest is None else field.limits.longest
        if len(text) > longest:
            raise Wrong(f"{field.name} must be {longest:,} characters or fewer")
        if len(text) < field.limits.shortest:
            raise Wrong(f"{field.name} must be {field.limits.shortest:,} characters or more")

    def _match(self, field: Field, text: str) -> None:
        if self.format and not self.format.fullmatch(text):
            raise Wrong(f"Enter {field.noun} in the correct format, like {self.example}")
        if field.limits.pattern and not re.search(field.limits.pattern, text):
            raise Wrong(f"{field.name} must be in the correct format")


class Validated(Written):
    """A text field that the validation chosen in the editor makes a kind of its own."""

    components = frozenset({"textfield"})
    properties = OF_EVERY_QUESTION | {"autocomplete", "width"}

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """By its validation, unless it says its kind."""
        return validation_of(component) == self.name and not kind_wanted(component)
