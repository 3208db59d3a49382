"""A text on one line."""

from collections.abc import Mapping

from engine.forms.components import kind_wanted
from engine.forms.fields import OF_EVERY_QUESTION
from engine.forms.kinds.written import Written


class TextField(Written):
    """A question answered on one line."""

    name = "textfield"
    components = frozenset({"textfield"})
    properties = OF_EVERY_QUESTION | {"autocomplete", "width", "person", "suggest"}

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """A text field of form-js may be one of money too."""
        return kind_wanted(component) in {"", self.name}
