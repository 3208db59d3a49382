"""A telephone number."""

import re
from collections.abc import Mapping

from engine.forms.components import kind_wanted, validation_of
from engine.forms.fields import OF_EVERY_QUESTION
from engine.forms.kinds.written import Written


class Phone(Written):
    """A text field whose validation in the editor is *Phone*."""

    name = "phone"
    components = frozenset({"textfield"})
    properties = OF_EVERY_QUESTION | {"autocomplete", "width"}
    format = re.compile(r"\+?[0-9 ()-]{7,25}")
    example = "01632 960 001"

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """By its validation, unless it says its kind."""
        return validation_of(component) == self.name and not kind_wanted(component)
