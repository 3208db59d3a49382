"""An e-mail address."""

import re
from collections.abc import Mapping

from engine.forms.components import kind_wanted, validation_of
from engine.forms.fields import OF_EVERY_QUESTION
from engine.forms.kinds.written import Written


class Email(Written):
    """A text field whose validation in the editor is *Email*."""

    name = "email"
    components = frozenset({"textfield"})
    properties = OF_EVERY_QUESTION | {"autocomplete", "width"}
    format = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
    example = "name@example.com"

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """By its validation, unless it says its kind."""
        return validation_of(component) == self.name and not kind_wanted(component)
