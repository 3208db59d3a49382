"""Any of several answers."""

from collections.abc import Sequence
from itertools import combinations

from engine.feel.values import LIST, Value
from engine.forms.errors import Wrong
from engine.forms.fields import Field, Option
from engine.forms.kinds.chosen import Chosen, has_option, value_in

MOST_TICKED = 6  # of more options, there are too many ways of ticking them to try


class Checklist(Chosen):
    """A question answered by ticking some of its options."""

    name = "checklist"
    components = frozenset({"checklist"})
    feel = LIST
    takes_several = True

    def blank(self) -> Value:
        """Nothing ticked."""
        return []

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The values that were chosen, in the order of the options."""
        values = [value_in(item) for item in (raw if isinstance(raw, list | tuple) else [raw])]
        chosen = {value for value in values if value != ""}
        offered = [option.value for option in options]
        if not chosen <= set(offered):
            raise Wrong(f"Select one of the options for {field.noun}")
        return [value for value in offered if value in chosen]

    def reveals(self, field: Field, value: str, *, among_several: bool) -> bool:
        """Under an option that may be ticked among several."""
        return among_several and has_option(field, value)

    def possible_values(self, field: Field) -> tuple[Value, ...]:
        """Every way of ticking its options, where they are few."""
        if field.options_from is not None or not 0 < len(field.options) <= MOST_TICKED:
            return ()
        values = [option.value for option in field.options]
        sizes = range(len(values) + 1)
        return tuple(list(ticked) for size in sizes for ticked in combinations(values, size))
