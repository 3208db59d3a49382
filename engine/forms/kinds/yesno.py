"""Yes or no."""

from collections.abc import Mapping, Sequence

from engine.feel.values import BOOLEAN, Value
from engine.forms.components import kind_wanted
from engine.forms.errors import Wrong
from engine.forms.fields import Field, Option
from engine.forms.kinds.chosen import NO, YES, Chosen, has_option, word_in, yes_or_no


class YesNo(Chosen):
    """A radio group whose property `kind` is yesno."""

    name = "yesno"
    components = frozenset({"radio"})
    feel = BOOLEAN
    usual_noun = "yes or no"
    only_options = (Option("yes", "Yes"), Option("no", "No"))

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """Only when it says so."""
        return kind_wanted(component) == self.name

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """True for yes, False for no, None for neither."""
        word = word_in(raw)
        if word == "":
            return None
        if word in YES | NO:
            return word in YES
        raise Wrong(f"Select {field.noun}")

    def shown(self, raw: object, value: Value, labels: Mapping[str, str]) -> str:
        """The label of what was chosen."""
        return yes_or_no(value, labels)

    def reveals(self, field: Field, value: str, *, among_several: bool) -> bool:
        """Under yes or no, which FEEL calls true and false."""
        return not among_several and not value.startswith('"') and has_option(field, value)

    def possible_values(self, field: Field) -> tuple[Value, ...]:
        """Both, and neither."""
        return (True, False, None)
