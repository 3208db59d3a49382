"""What the modeller offers: what a step of a version may name, and which elements are run."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from engine.bpmn.coverage import EVENT_KINDS, REFUSED
from engine.bpmn.panel import LABELS
from engine.context import QueryContext
from engine.definitions import bundle as bundles
from engine.definitions.registry import files_of, version
from engine.errors import NotAllowed
from engine.people.may import may_read_definitions


@dataclass(frozen=True, slots=True)
class Palette:
    """What the modeller offers to choose from and to draw."""

    roles: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    decisions: tuple[str, ...]
    refused: frozenset[str]  # the elements that the check refuses
    events: Mapping[str, frozenset[str | None]]  # the kinds of each event that are run
    labels: Mapping[str, str]  # what the panel calls each thing that a diagram may say


def palette(context: QueryContext, key: str, number: int) -> Palette:
    """The roles, forms, letters and decisions a step of this version may name, and what is run."""
    if why_not := may_read_definitions(context.who):
        raise NotAllowed(why_not)
    version(context.db, key, number)
    paths = sorted(files_of(context.db, key, number))
    lanes = [row for row in context.reference.roles(context.today).values() if row["lane"] == "yes"]
    codes = [_stem(path) for path in paths if bundles.kind(path) == "letter"]
    titled = partial(context.reference.letter_title, on=context.today)
    return Palette(
        roles=tuple((row["role"], row["title"]) for row in lanes),
        forms=tuple(_stem(path) for path in paths if bundles.kind(path) == "form"),
        letters=tuple((code, titled(code)) for code in codes),
        decisions=tuple(_stem(path) for path in paths if bundles.kind(path) == "decision"),
        refused=frozenset(REFUSED),
        events=EVENT_KINDS,
        labels=LABELS,
    )


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
