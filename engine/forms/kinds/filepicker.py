"""A file to hand in."""

from collections.abc import Sequence

from engine.feel.values import CONTEXT, Value
from engine.forms.fields import Field, Kind, Option
from engine.forms.files import read_file


class FilePicker(Kind):
    """A question answered by a file."""

    name = "filepicker"
    components = frozenset({"filepicker"})
    feel = CONTEXT
    takes_file = True

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The file just handed in or kept from before, as a fact."""
        return read_file(raw, field.noun, field.limits.accepts)

    def missing(self, field: Field) -> str:
        """What a person reads when no file is there."""
        return f"Upload {field.noun}"
