"""What the kinds that offer a choice have in common."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.feel.values import TEXT, Value
from engine.forms.errors import Wrong
from engine.forms.fields import Field, Kind, Option, plain_value

YES = frozenset({"yes", "true", "on", "1"})
NO = frozenset({"no", "false", "off", "0", ""})


class Chosen(Kind):
    """A question answered by one of its options."""

    feel = TEXT
    offers = True

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The value that was chosen, or None."""
        value = value_in(raw)
        if value == "":
            return None
        if value not in {option.value for option in options}:
            raise Wrong(f"Select one of the options for {field.noun}")
        return value

    def missing(self, field: Field) -> str:
        """What a person reads when nothing is chosen that must be."""
        return f"Select {field.noun}"

    def possible_values(self, field: Field) -> tuple[Value, ...]:
        """Those of its options, where the form writes them down."""
        if field.options_from is not None or not field.options:
            return ()
        return (*(option.value for option in field.options), None)


def value_in(raw: object) -> str | None:
    """The value of an option as it came; None for what can be none."""
    if isinstance(raw, bool):  # a story written in YAML says yes without quotes
        return "yes" if raw else "no"
    if isinstance(raw, str):
        return raw.strip()
    return str(raw) if isinstance(raw, int | Decimal) else None


def word_in(raw: object) -> str | None:
    """What was said of a box or of yes and no, in small letters; None for what is no word."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return raw.strip().casefold() if isinstance(raw, str) else None


def yes_or_no(value: Value, labels: Mapping[str, str]) -> str:
    """A truth value as a person reads it; nothing when it was not given."""
    if value is None:
        return ""
    word = "yes" if value else "no"
    return labels.get(word, word.capitalize())


def has_option(field: Field, value: str) -> bool:
    """Whether a field offers what FEEL writes as *value*, as far as its form says."""
    return bool(field.options_from) or plain_value(value) in {
        option.value for option in field.options
    }
