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
    paths = sorted(before.keys() | after.keys())
    differing = [path for path in paths if before.get(path) != after.get(path)]
    in_words = dict.fromkeys(_changes_in_words(before, after, differing, names))
    files_in_words = {change.file for change in in_words}
    untold = [
        Change("other", path, sentence("untold", file=path))
        for path in differing
        if path not in files_in_words
    ]
    return (*in_words, *untold)


def by_topic(changes: Iterable[Change], topics: Iterable[str]) -> tuple[Topic, ...]:
    """The changes under those of *topics* that have any, in their order."""
    by_name: dict[str, list[Change]] = {}
    for change in changes:
        by_name.setdefault(change.topic, []).append(change)
    return tuple(Topic(name, tuple(by_name[name])) for name in topics if name in by_name)


def _changes_in_words(
    before: Bundle, after: Bundle, differing: list[str], names: Names
) -> Iterator[Change]:
    if any(path.endswith(".bpmn") for path in differing):
        yield from _diagram_changes(before, after, names)
    for path in differing:
        old, new = before.get(path), after.get(path)
        if path.endswith(".form"):
            yield from form_changes(path, old, new)
        elif path.endswith(".dmn"):
            yield from table_changes(path, old, new)
        elif path.endswith(".docx"):
            yield from template_changes(path, old, new, names)


def _diagram_changes(before: Bundle, after: Bundle, names: Names) -> Iterator[Change]:
    try:
        old, new = _model(before), _model(after)
        # Read first: when one of the diagrams is refused here, nothing is told of any of them.
        residue = tuple(residue_changes(_diagrams(before), _diagrams(after), old, new))
    except DiagramRefused:
        return  # each diagram is then one of those of which no sentence tells
    yield from process_changes(old, new, names)
    yield from step_changes(old, new, names)
    yield from way_changes(old, new)
    yield from residue


def _model(bundle: Bundle) -> Model:
    diagrams = _diagrams(bundle)
    return read(diagrams) if diagrams else _NO_MODEL


def _diagrams(bundle: Bundle) -> dict[str, bytes]:
    return {path: content for path, content in bundle.items() if path.endswith(".bpmn")}
