"""The order in which findings are told: what is gravest first, then as a diagram is read."""

from collections.abc import Iterable, Mapping

from engine.bpmn.elements import Lane, Model
from engine.bpmn.reading_order import reading_places
from engine.lint.finding import Finding

STATUTORY = "statutory-"  # rules that hold a definition to the law
FOLLOWS = "-facts-supplied"  # what such rules find may follow from what another finds


def in_order(findings: Iterable[Finding], model: Model) -> list[Finding]:
    """Errors before warnings, those of the law first, and each where its element is read."""
    places = _places(model)
    return sorted(findings, key=lambda one: (*_gravity(one), *_place(one, places)))


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, otherwise in the order in which they come."""
    return sorted(findings, key=_is_mild)


def _is_mild(finding: Finding) -> bool:
    return finding.severity != "error"


def _gravity(finding: Finding) -> tuple[bool, bool, bool]:
    of_law = finding.rule.startswith(STATUTORY)
    return _is_mild(finding), finding.rule.endswith(FOLLOWS), not of_law


def _place(finding: Finding, places: Mapping[str, int]) -> tuple[int, bool, str, int, str, str]:
    """Where a reader comes upon it: a process before its elements, a file that none names last."""
    around = -1 if finding.file.endswith(".bpmn") else len(places)
    place = places.get(finding.element, places.get(finding.file, around))
    within = finding.element not in places  # a form, a table or a letter of the element
    return place, within, finding.file, finding.line, finding.rule, finding.sentence


def _places(model: Model) -> Mapping[str, int]:
    """Where each element is read, by its id, and each file that it names, by its path."""
    places: dict[str, int] = {}
    nodes = reading_places(model)
    for node in sorted(model.nodes.values(), key=lambda one: nodes[one.id]):
        letters = [f"letters/{rule.code}.docx" for rule in node.letters]
        for path in (f"forms/{node.form}.form", f"decisions/{node.decision}.dmn", *letters):
            places.setdefault(path, nodes[node.id])
    places |= {flow.id: nodes.get(flow.source, 0) for flow in model.flows.values()}
    lanes = (lane for process in model.processes.values() for lane in process.lanes)
    return places | {lane.id: _first_in(lane, nodes) for lane in lanes} | nodes


def _first_in(lane: Lane, nodes: Mapping[str, int]) -> int:
    return min((nodes[member] for member in lane.members if member in nodes), default=0)
