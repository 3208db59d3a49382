"""A box to tick."""

from collections.abc import Mapping, Sequence

from engine.feel.values import BOOLEAN, Value
from engine.forms.errors import Wrong
from engine.forms.fields import Field, Kind, Option
from engine.forms.kinds.chosen import NO, YES, word_in, yes_or_no


class Checkbox(Kind):
    """A statement that is ticked or not; one that is required must be ticked."""

    name = "checkbox"
    components = frozenset({"checkbox"})
    feel = BOOLEAN

    def blank(self) -> Value:
        """Not ticked."""
        return False

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """Whether the box was ticked."""
        word = word_in(raw)
        if word in YES | NO:
            return word in YES
        raise Wrong(f"{field.name} could not be read: reload the page and try again")

    def is_left_out(self, value: Value) -> bool:
        """A box that is not ticked says nothing."""
        return value is None or value is False

    def missing(self, field: Field) -> str:
        """What a person reads who has not ticked it."""
        return f"Select “{field.label}” to continue"

    def shown(self, raw: object, value: Value, labels: Mapping[str, str]) -> str:
        """Yes or no."""
        return yes_or_no(value, labels)

    def items(self, label: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """The box itself."""
        return (Option("yes", label),)

    def reveals(self, field: Field, value: str, *, among_several: bool) -> bool:
        """Under the box, once it is ticked."""
        return not among_several and value == "true"

    def possible_values(self, field: Field) -> tuple[Value, ...]:
        """Ticked, not ticked, and never asked."""
        return (True, False, None)
