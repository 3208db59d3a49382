"""Words between the questions."""

from engine.forms.fields import Kind


class Text(Kind):
    """A text view: light markdown with {{facts}}."""

    name = "text"
    components = frozenset({"text"})
    properties = frozenset({"kind"})
    asks = False
    has_words = True
