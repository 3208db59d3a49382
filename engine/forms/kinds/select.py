"""One of many answers, in a list that opens."""

from engine.forms.kinds.chosen import Chosen


class Select(Chosen):
    """A question answered from a list."""

    name = "select"
    components = frozenset({"select"})
