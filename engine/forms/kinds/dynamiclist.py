"""A group of questions that is asked once for each of several things."""

from engine.feel.values import LIST, Value
from engine.forms.fields import OF_EVERY_QUESTION, Kind


class DynamicList(Kind):
    """A repeating group; what it holds is asked in each of its rows."""

    name = "dynamiclist"
    components = frozenset({"dynamiclist"})
    feel = LIST
    properties = (OF_EVERY_QUESTION - {"needed"}) | {"row", "compact"}
    repeats = True

    def blank(self) -> Value:
        """No rows."""
        return []
