"""A line between the questions."""

from engine.forms.fields import Kind


class Separator(Kind):
    """A line across the page."""

    name = "separator"
    components = frozenset({"separator"})
    properties = frozenset({"kind"})
    asks = False
    may_be_revealed = False
