"""Questions under one heading."""

from engine.forms.fields import Kind


class Group(Kind):
    """A heading with its questions, whose answers stand beside the others."""

    name = "group"
    components = frozenset({"group"})
    properties = frozenset({"kind", "section"})
    asks = False
    flattens = True
