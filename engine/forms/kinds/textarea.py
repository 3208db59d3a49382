"""A text in paragraphs."""

from engine.forms.kinds.written import Written


class TextArea(Written):
    """A question answered at some length."""

    name = "textarea"
    components = frozenset({"textarea"})
    lines = True
    longest = 10_000
