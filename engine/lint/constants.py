"""The words that a definition itself keeps as facts: in the diagram, in tables, as answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.dmn.read import Decisions
from engine.dmn.table import Table
from engine.forms.fields import Field, Form, flat
from engine.lint.finding import Place, Thing

_QUOTED = re.compile(r'"((?:[^"\\\\]|\\\\.)*)"')
_SHORTEST = 12  # what is shorter says nothing by itself


@dataclass(frozen=True, slots=True)
class Constant:
    """Words that are written out, what keeps them, and how a sentence calls that."""

    thing: Thing
    keeper: str
    words: str


def constants(definition: Definition) -> Iterator[Constant]:
    """Everything written out that may become a fact, and so be said by a letter."""
    for source in (_set_by_steps, _decided_by_tables, _offered_by_forms):
        for constant in source(definition):
            if len(constant.words) >= _SHORTEST:
                yield constant


def _set_by_steps(definition: Definition) -> Iterator[Constant]:
    for node in definition.drawing.nodes:
        for fact, source in node.sets.items():
            keeper = f"the fact {fact} that {called(node)} keeps,"
            yield Constant(node, keeper, _quoted_words(source))


def _decided_by_tables(definition: Definition) -> Iterator[Constant]:
    for name, decisions in definition.contents.decisions.items():
        if not isinstance(decisions, Decisions):
            continue
        for decision in decisions.ids:
            table = decisions.table(decision)
            if table is not None:
                yield from _rows(f"decisions/{name}.dmn", decision, table)


def _rows(file: str, decision: str, table: Table) -> Iterator[Constant]:
    for row in table.rows:
        words = " ".join(map(_quoted_words, row.given))
        yield Constant(Place(file, row.id), f"row {row.index} of the decision {decision}", words)


def _offered_by_forms(definition: Definition) -> Iterator[Constant]:
    for name, form in definition.contents.forms.items():
        if not isinstance(form, Form):
            continue
        place = Place(f"forms/{name}.form", name, form.title)
        for field in flat(form.fields):
            yield from _options(place, field)


def _options(place: Place, field: Field) -> Iterator[Constant]:
    for child in field.children:
        yield from _options(place, child)
    for option in field.options:
        words = f"{option.label}. {option.value}"
        yield Constant(place, f"an answer to the question '{field.key}'", words)


def _quoted_words(source: str) -> str:
    """What stands in quotes in an expression, put together as it may be."""
    return "".join(_QUOTED.findall(source))
