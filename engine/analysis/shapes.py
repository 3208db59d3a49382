"""What the value of each fact is, as far as the forms and the reference tables say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from engine.feel.values import CONTEXT, DATE, LIST, NUMBER, TEXT
from engine.forms.fields import Field, flat

_LISTS = frozenset({"address", "delegations", "excludes"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of value: one of FEEL's types, with what stands inside it."""

    type: str
    inside: Mapping[str, "Shape"] = field(default_factory=dict)  # of a group, or of each row
    options: frozenset[str] = frozenset()  # the texts there are to choose; none where any will do
    rows: bool = False  # a list of rows

    @property
    def item(self) -> "Shape | None":
        """What each item of a list is; None where that is not known."""
        if self.rows:
            return Shape(CONTEXT, self.inside)
        return Shape(TEXT, options=self.options) if self.options else None


OF_LETTER = Shape(
    CONTEXT,
    {
        "id": Shape(TEXT),
        "version": Shape(NUMBER),
        "code": Shape(TEXT),
        "date": Shape(DATE),
        "fingerprint": Shape(TEXT),
    },
)


def shapes_of_groups(groups: Mapping[str, Collection[str]]) -> dict[str, Shape]:
    """The shapes of facts such as `force`, whose values stand under names."""
    return {
        name: Shape(CONTEXT, {key: Shape(LIST if key in _LISTS else TEXT) for key in keys})
        for name, keys in groups.items()
    }


def shapes_of_questions(questions: Iterable[Field]) -> dict[str, Shape]:
    """The shapes of the facts that questions set, where all that ask for one agree."""
    shapes: dict[str, Shape | None] = {}
    for question in questions:
        if question.asks:
            shape = _shape(question)
            known = shapes.get(question.key, shape)
            shapes[question.key] = _both(known, shape)
    return {name: shape for name, shape in shapes.items() if shape is not None}


def _shape(question: Field) -> Shape:
    kind = question.kind
    if kind.repeats:
        return Shape(LIST, shapes_of_questions(flat(question.children)), rows=True)
    values = {option.value for option in question.options}
    options = frozenset(values) if kind.offers and not question.options_from else frozenset()
    return Shape(kind.feel, options=options)


def _both(one: Shape | None, other: Shape) -> Shape | None:
    """What fits two questions for the same fact; None where they ask for different things."""
    if one is None or one.type != other.type or one.rows != other.rows:
        return None
    options = one.options | other.options if one.options and other.options else frozenset()
    inside = {**one.inside, **other.inside}
    for name in one.inside.keys() & other.inside.keys():
        agreed = _both(one.inside[name], other.inside[name])
        if agreed is None:
            del inside[name]
        else:
            inside[name] = agreed
    return Shape(one.type, inside, options, one.rows)
