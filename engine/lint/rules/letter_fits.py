"""What a letter says of a fact fits what that fact is: its kind, its names and its values."""

from collections.abc import Iterator, Mapping

from engine.analysis.definition import Definition
from engine.analysis.shapes import OF_LETTER, Shape, shapes_of_groups
from engine.feel.values import BOOLEAN, CONTEXT, DATE, INSTANT, LIST, NUMBER, TEXT
from engine.letters.compile import Letter
from engine.letters.mentions import ASKED, EACH, ORDERED, REPEATED, Mention
from engine.letters.spots import Fault as AtSpot
from engine.lint.finding import Fault, Place
from engine.people.nearly import did_you_mean

# What may stand before a filter, or where a loop or comparison wants something of its own.
_WANTED: Mapping[str, frozenset[str]] = {
    "date": frozenset({DATE, INSTANT}),
    "money": frozenset({NUMBER}),
    "unsigned": frozenset({NUMBER}),
    "number": frozenset({NUMBER}),
    "number_of": frozenset({NUMBER}),
    "yes_no": frozenset({BOOLEAN}),
    "count": frozenset({LIST}),
    "list_and": frozenset({LIST}),
    "lines": frozenset({LIST, TEXT, NUMBER, DATE, BOOLEAN}),
    "paragraphs": frozenset({LIST, TEXT, NUMBER, DATE, BOOLEAN}),
    REPEATED: frozenset({LIST}),
    ORDERED: frozenset({NUMBER}),
}
_CALLED = {
    DATE: "a date",
    INSTANT: "a time",
    NUMBER: "a number",
    BOOLEAN: "yes or no",
    LIST: "a list",
    TEXT: "a text",
    CONTEXT: "a group of values",
}


def faults(definition: Definition) -> Iterator[Fault]:
    """Names, values and filters in a letter's template that no case can fill as they stand."""
    for code, letter in definition.contents.letters.items():
        if isinstance(letter, Letter):
            place = Place(f"letters/{code}.docx", code, code)
            for misfit in misfits(definition, letter):
                spot = f"{misfit.spot.where}: " if misfit.spot.where else ""
                correct = (
                    " Correct the tag." if misfit.sentence.endswith("?") else ": correct the tag."
                )
                yield Fault(place, f"letter {code}: {spot}{misfit.sentence}{correct}")


def misfits(definition: Definition, letter: Letter) -> Iterator[AtSpot]:
    """The same of one letter, each at its place in the template."""
    shapes = {
        **definition.facts.shapes,
        **shapes_of_groups(definition.setting.groups),
        "letter": OF_LETTER,
    }
    for mention in letter.mentions:
        for sentence in _misfits(mention, shapes):
            yield AtSpot(mention.spot, sentence, mention.words)


def _misfits(mention: Mention, shapes: Mapping[str, Shape]) -> Iterator[str]:
    shape = shapes.get(mention.path[0])
    said = mention.path[0]
    for key in mention.path[1:]:
        if shape is None:
            return
        step = _step(shape, said, key)
        if isinstance(step, str):
            yield step
            return
        shape, said = step, said if key == EACH else f"{said}.{key}"
    if shape is not None:
        yield from _of_kind(mention, shape)
        yield from _of_values(mention, shape)


def _step(shape: Shape, said: str, key: str) -> Shape | str | None:
    """What stands under *key*; a sentence where nothing can."""
    if key == EACH:
        return shape.item if shape.type == LIST else None  # that it is no list is said of the loop
    if shape.type == CONTEXT:
        if not shape.inside or key in shape.inside:
            return shape.inside.get(key)
        meant = did_you_mean(key, shape.inside)
        return f"'{said}.{key}' is not there{meant or f': {said} holds {_listed(shape)}'}"
    if shape.type == LIST:
        return f"'{said}' is a list: name '{key}' of each of its rows, in a loop over it"
    return f"'{said}' is {_CALLED.get(shape.type, 'a single value')}: nothing stands under it"


def _listed(shape: Shape) -> str:
    return ", ".join(sorted(shape.inside))


def _of_kind(mention: Mention, shape: Shape) -> Iterator[str]:
    called = _CALLED.get(shape.type, shape.type)
    wanted = _WANTED.get(mention.use)
    if wanted is not None and shape.type not in wanted:
        kinds = " or ".join(_CALLED[kind] for kind in _CALLED if kind in wanted)
        what = "a loop" if mention.use == REPEATED else f"'|{mention.use}'"
        what = "'<' or '>'" if mention.use == ORDERED else what
        yield f"'{mention.name}' is {called}, and {what} wants {kinds}"
    elif wanted is None and mention.use != ASKED and (shape.type == CONTEXT or shape.rows):
        example = "name" if "name" in shape.inside else min(shape.inside, default="")
        name = f", as in {{{{ {mention.name}.{example} }}}}" if example else ""
        if shape.rows:
            yield f"'{mention.name}' is a list of rows: say each of them in a loop"
        else:
            yield f"'{mention.name}' is a group of values: say which one{name}"


def _of_values(mention: Mention, shape: Shape) -> Iterator[str]:
    if not shape.options:
        return
    for text in mention.equals:
        if text and text not in shape.options:
            meant = did_you_mean(text, shape.options)
            there = f": there are {', '.join(sorted(shape.options))}"
            yield f"'{mention.name}' is never '{text}'{meant or there}"
