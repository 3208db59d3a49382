"""A kind of field that no form of ours has: all that is said of it stands in this one file."""

from collections.abc import Mapping, Sequence

from engine.feel.values import TEXT, Value
from engine.forms.errors import Wrong
from engine.forms.fields import OF_EVERY_QUESTION, Field, Kind, Option


class Postcode(Kind):
    """A question answered by a postcode."""

    name = "postcode"
    components = frozenset({"postcode"})
    feel = TEXT
    properties = OF_EVERY_QUESTION | {"width"}

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The postcode in capitals, or None when there is none."""
        text = str(raw).strip().upper()
        if text and " " not in text:
            raise Wrong(f"{field.name} must be a postcode, like LA1 1YB")
        return text or None

    def missing(self, field: Field) -> str:
        """What a person reads when it is not there."""
        return f"Enter {field.noun}, with its space"

    def shown(self, raw: object, value: Value, labels: Mapping[str, str]) -> str:
        """With the town that it stands for."""
        return f"{value} (Lancaster)" if value else ""


QUESTION: dict[str, object] = {
    "type": "postcode",
    "key": "place",
    "label": "Postcode",
    "validate": {"required": True},
    "properties": {"noun": "the postcode", "width": "10"},
}
