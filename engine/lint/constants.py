"""The words that a definition itself keeps as facts: in the diagram, in tables, as answers."""

import re
from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.dmn.read import Decisions
from engine.forms.fields import Field, Form, flat
from engine.lint.finding import Place, Thing

_QUOTED = re.compile(r'"((?:[^"\\\\]|\\\\.)*)"')
_SHORTEST = 12  # what is shorter says nothing by itself
Constant = tuple[Thing, str, str]  # what keeps it, how a sentence calls that, and the words


def constants(definition: Definition) -> Iterator[Constant]:
    """Everything written out that may become a fact, and so be said by a letter."""
    found = (*_set(definition), *_decided(definition), *_offered(definition))
    return (one for one in found if len(one[2]) >= _SHORTEST)


def _set(definition: Definition) -> Iterator[Constant]:
    for node in definition.drawing.nodes:
        for fact, source in node.sets.items():
            yield node, f"the fact {fact} that {called(node)} keeps,", _written(source)


def _decided(definition: Definition) -> Iterator[Constant]:
    for name, decisions in definition.contents.decisions.items():
        if isinstance(decisions, Decisions):
            for decision in decisions.ids:
                table = decisions.table(decision)
                for row in table.rows if table is not None else ():
                    place = Place(f"decisions/{name}.dmn", row.id)
                    words = " ".join(map(_written, row.given))
                    yield place, f"row {row.index} of the decision {decision}", words


def _offered(definition: Definition) -> Iterator[Constant]:
    for name, form in definition.contents.forms.items():
        if isinstance(form, Form):
            for field in flat(form.fields):
                yield from _options(Place(f"forms/{name}.form", name, form.title), field)


def _options(place: Place, field: Field) -> Iterator[Constant]:
    for child in field.children:
        yield from _options(place, child)
    for option in field.options:
        words = f"{option.label}. {option.value}"
        yield place, f"an answer to the question '{field.key}'", words


def _written(source: str) -> str:
    """What stands in quotes in an expression, put together as it may be."""
    return "".join(_QUOTED.findall(source))
