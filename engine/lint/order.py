"""The order in which findings are told: what is gravest first, then as a diagram is read."""

from collections.abc import Iterable, Mapping

from engine.bpmn.elements import Lane, Model, Node
from engine.bpmn.reading_order import reading_places
from engine.lint.finding import Finding

STATUTORY = "statutory-"  # rules that hold a definition to the law
FOLLOWS = "-facts-supplied"  # what such rules find may follow from what another finds


def in_order(findings: Iterable[Finding], model: Model) -> list[Finding]:
    """Errors before warnings, those of the law first, and each where its element is read."""
    places = _reading_places(model)

    def key(finding: Finding) -> tuple[object, ...]:
        return (*_gravity(finding), *_place_read(finding, places))

    return sorted(findings, key=key)


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, otherwise in the order in which they come."""
    return sorted(findings, key=_is_mild)


def _is_mild(finding: Finding) -> bool:
    return finding.severity != "error"


def _gravity(finding: Finding) -> tuple[bool, bool, bool]:
    """False sorts before true: an error, one that follows from no other, one of the law."""
    of_law = finding.rule.startswith(STATUTORY)
    return _is_mild(finding), finding.rule.endswith(FOLLOWS), not of_law


def _place_read(
    finding: Finding, places: Mapping[str, int]
) -> tuple[int, bool, str, int, str, str]:
    """Where a reader comes upon it; the rest makes the order the same every time."""
    is_in_a_file = finding.element not in places  # a form, a table or a letter of the element
    place = _first_place(finding, places)
    return place, is_in_a_file, finding.file, finding.line, finding.rule, finding.sentence


def _first_place(finding: Finding, places: Mapping[str, int]) -> int:
    """A process comes before its elements, and a file that no element names last."""
    for name in (finding.element, finding.file):
        if name in places:
            return places[name]
    return -1 if finding.file.endswith(".bpmn") else len(places)


def _reading_places(model: Model) -> Mapping[str, int]:
    """Where each element is read, by its id, and each file that it names, by its path."""
    node_places = reading_places(model)
    places: dict[str, int] = {}
    for node in sorted(model.nodes.values(), key=lambda node: node_places[node.id]):
        for path in _files_named(node):
            places.setdefault(path, node_places[node.id])
    for flow in model.flows.values():
        places[flow.id] = node_places.get(flow.source, 0)
    for process in model.processes.values():
        for lane in process.lanes:
            places[lane.id] = _first_in(lane, node_places)
    return places | node_places


def _files_named(node: Node) -> list[str]:
    letters = [f"letters/{rule.code}.docx" for rule in node.letters]
    return [f"forms/{node.form}.form", f"decisions/{node.decision}.dmn", *letters]


def _first_in(lane: Lane, node_places: Mapping[str, int]) -> int:
    members = [node_places[member] for member in lane.members if member in node_places]
    return min(members, default=0)
