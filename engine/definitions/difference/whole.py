"""Everything that differs between two versions of a definition, in sentences. Pure.

A file that differs and of which no sentence tells is told by one that says so: its text is beside.
"""

from collections.abc import Iterable, Iterator

from engine.bpmn.elements import Model
from engine.bpmn.read import read
from engine.definitions.bundle import Bundle
from engine.definitions.difference.change import Change, Names, Topic, sentence
from engine.definitions.difference.processes import process_changes
from engine.definitions.difference.questions import form_changes
from engine.definitions.difference.residue import residue_changes
from engine.definitions.difference.steps import step_changes
from engine.definitions.difference.tables import table_changes
from engine.definitions.difference.templates import template_changes
from engine.definitions.difference.ways import way_changes
from engine.errors import DiagramRefused

_NO_MODEL = Model({}, {}, {})


def changes(before: Bundle, after: Bundle, names: Names) -> tuple[Change, ...]:
    """Every difference, one sentence each, and none where every file is the same."""
    differing = [
        path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)
    ]
    in_words = list(dict.fromkeys(_changes(before, after, differing, names)))
    files = {change.file for change in in_words}
    others = [path for path in differing if path not in files]
    return (*in_words, *(Change("other", path, sentence("untold", file=path)) for path in others))


def by_topic(every: Iterable[Change], topics: Iterable[str]) -> tuple[Topic, ...]:
    """The changes under those of *topics* that have any, in their order."""
    all_of = tuple(every)
    groups = (Topic(one, tuple(c for c in all_of if c.topic == one)) for one in topics)
    return tuple(topic for topic in groups if topic.changes)


def _changes(before: Bundle, after: Bundle, differing: list[str], names: Names) -> Iterator[Change]:
    if any(path.endswith(".bpmn") for path in differing):
        yield from _diagram_changes(before, after, names)
    for path in differing:
        was, now = before.get(path), after.get(path)
        if path.endswith(".form"):
            yield from form_changes(path, was, now)
        elif path.endswith(".dmn"):
            yield from table_changes(path, was, now)
        elif path.endswith(".docx"):
            yield from template_changes(path, was, now, names)


def _diagram_changes(before: Bundle, after: Bundle, names: Names) -> Iterator[Change]:
    try:
        old, new = _model(before), _model(after)
        others = tuple(residue_changes(_diagrams(before), _diagrams(after), old, new))
    except DiagramRefused:
        return  # each diagram is then one of those of which no sentence tells
    yield from process_changes(old, new, names)
    yield from step_changes(old, new, names)
    yield from way_changes(old, new)
    yield from others


def _model(bundle: Bundle) -> Model:
    diagrams = _diagrams(bundle)
    return read(diagrams) if diagrams else _NO_MODEL


def _diagrams(bundle: Bundle) -> dict[str, bytes]:
    return {path: content for path, content in bundle.items() if path.endswith(".bpmn")}
