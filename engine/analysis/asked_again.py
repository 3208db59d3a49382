"""Which steps the conditions of a definition ask about, once an amending step has touched some."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from engine.analysis.drawing import Drawing
from engine.analysis.supplied_facts import TOUCHED, names
from engine.bpmn.elements import Flow
from engine.feel.values import Value

_TEXT = re.compile(r'"([^"\\]*)"')
MOST_ASKED = 8  # ids of which every combination is tried


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A flow that is taken when one of these elements is touched."""

    flow: Flow
    elements: tuple[str, ...]


def asked_again(drawing: Drawing) -> Iterator[AskedAgain]:
    """The flows whose condition looks at what was touched, with the ids of elements in it."""
    for flow in drawing.model.flows.values():
        if flow.condition is not None and TOUCHED in names(flow.condition):
            texts = dict.fromkeys(_TEXT.findall(flow.condition))
            elements = tuple(text for text in texts if drawing.node(text) is not None)
            yield AskedAgain(flow, elements)


def possible_touched(drawing: Drawing) -> tuple[Value, ...]:
    """Every value of what was touched that the conditions tell apart; none where they are many."""
    elements: dict[str, None] = {}
    for asked in asked_again(drawing):
        elements.update(dict.fromkeys(asked.elements))
    if not elements or len(elements) > MOST_ASKED:
        return ()
    values: list[Value] = []
    for size in range(len(elements) + 1):
        values += [list(some) for some in combinations(elements, size)]
    return tuple(values)
