"""One of several answers, all of them on the page."""

from collections.abc import Mapping

from engine.forms.components import kind_wanted
from engine.forms.fields import Field
from engine.forms.kinds.chosen import Chosen, has_option


class Radio(Chosen):
    """A question answered by ticking one of its options."""

    name = "radio"
    components = frozenset({"radio"})

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """A radio group of form-js may be yes or no too."""
        return kind_wanted(component) in {"", self.name}

    def reveals(self, field: Field, value: str, *, among_several: bool) -> bool:
        """Under any of its options, whose values are texts."""
        return not among_several and value.startswith('"') and has_option(field, value)
