"""A bundle's diagrams, read into a Model. Answers for any BPMN file: what cannot run is an oddity.

No SpiffWorkflow here: this is what the checks, the pages and the runtime all go by.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.bpmn.coverage import NODES, REFUSED
from engine.bpmn.elements import Flow, Lane, Model, Node, Oddity, Process
from engine.bpmn.foreign import check_foreign
from engine.bpmn.nodes import read_node
from engine.bpmn.place import Names, Place, names_of
from engine.bpmn.sources import refuse_too_many
from engine.bpmn.structure import check_structure
from engine.bpmn.xml import (
    camunda,
    child,
    children,
    documentation,
    identity,
    local,
    parse,
    properties,
    text,
)
from engine.errors import DiagramRefused
from engine.readers.xml_tree import Element, line_of

MOST_NODES = 3_000  # of a bundle: ten processes of the most that one may have
MOST_FLOWS = 10_000
MOST_PROCESSES = 200
SUFFIXES = (".bpmn", ".bpmn20.xml")


def read(files: Mapping[str, bytes]) -> Model:
    """All the processes of a bundle, as drawn; DiagramRefused when a file is not BPMN at all."""
    reading = _Reading()
    for file in sorted(name for name in files if name.endswith(SUFFIXES)):
        reading.take(parse(files[file], file), file)
    if not reading.processes:
        raise DiagramRefused("there is no process here; add a diagram (.bpmn) that holds a process")
    return reading.finished()


class _Reading:
    def __init__(self) -> None:
        self.processes: dict[str, Process] = {}
        self.nodes: dict[str, Node] = {}
        self.flows: dict[str, Flow] = {}
        self.oddities: list[Oddity] = []
        self.seen: dict[str, str] = {}

    def take(self, root: Element, file: str) -> None:
        names = names_of(root)
        outside = Place(file, "", "", names, oddities=self.oddities)
        for element in children(root):
            if local(element) == "process":
                self._read_process(element, file, names)
            elif local(element) in REFUSED:
                outside.odd(element, REFUSED[local(element)])

    def finished(self) -> Model:
        refuse_too_many(self.nodes.values(), self.flows.values())
        self._ask_again()
        model = Model(self.processes, self.nodes, self.flows)
        oddities = (*self.oddities, *check_structure(model))
        return Model(self.processes, self.nodes, self.flows, oddities)

    def _ask_again(self) -> None:
        """Gives each step that amends others the forms of those."""
        for node in [node for node in self.nodes.values() if node.amends]:
            amended = [self.nodes[step] for step in node.amends if step in self.nodes]
            forms = tuple(step.form for step in amended if step.form and step is not node)
            self.nodes[node.id] = replace(node, also_asks=forms)

    def _read_process(self, element: Element, file: str, names: Names) -> None:
        lanes = tuple(_lanes(element, identity(element)))
        within = {member: lane for lane in lanes for member in lane.members}
        key = identity(element)
        place = Place(file, key, key, names, within, None, self.oddities)
        if self._is_duplicate(element, place):
            return
        if len(self.processes) == MOST_PROCESSES:
            raise DiagramRefused(f"there are more than {MOST_PROCESSES} processes in this bundle")
        self.processes[key] = Process(
            id=key,
            name=" ".join((element.get("name") or "").split()),
            file=file,
            executable=element.get("isExecutable") == "true",
            documentation=documentation(element),
            properties=properties(element),
            starters=_listed(camunda(element, "candidateStarterGroups")),
            retention=camunda(element, "historyTimeToLive"),
            version_label=camunda(element, "versionTag"),
            lanes=lanes,
            pool=names.pools.get(key, ""),
        )
        check_foreign(element, place)
        self._read_inside(element, place)

    def _read_inside(self, element: Element, place: Place) -> None:
        for item in children(element):
            kind = local(item)
            if kind in REFUSED:
                place.odd(item, REFUSED[kind])
            elif kind in NODES and not self._is_duplicate(item, place):
                self._add_node(item, place)
            elif kind == "sequenceFlow" and not self._is_duplicate(item, place):
                self._add_flow(item, place)

    def _add_flow(self, item: Element, place: Place) -> None:
        if len(self.flows) == MOST_FLOWS:
            raise DiagramRefused(
                f"there are more than {MOST_FLOWS:,} flows in this bundle; split it into several "
                "definitions"
            )
        self.flows[identity(item)] = _read_flow(item, place)

    def _add_node(self, item: Element, place: Place) -> None:
        if len(self.nodes) == MOST_NODES:
            raise DiagramRefused(
                f"there are more than {MOST_NODES:,} tasks, gateways and events in this bundle; "
                "split it into several definitions"
            )
        node = self.nodes[identity(item)] = read_node(item, place)
        check_foreign(item, place)
        for part in _describing_parts(item):
            told_inside = node.kind == "subProcess" and part.getparent() is item
            if local(part) in REFUSED and not told_inside:
                place.odd(item, REFUSED[local(part)])
        if node.kind == "subProcess":
            lane = place.lane(node.id)
            self._read_inside(item, place.within(node.id, lane))

    def _is_duplicate(self, element: Element, place: Place) -> bool:
        key = identity(element)
        if not element.get("id"):
            place.odd(element, f"({local(element)}) has no id; save it again", "duplicate-id")
        elif key in self.seen:
            where = self.seen[key]
            sentence = f"has the id '{key}', which {where} uses already; give it another id"
            place.odd(element, sentence, "duplicate-id")
            return True
        self.seen[key] = f"an element of {place.file}"
        return False


def _describing_parts(element: Element) -> Iterator[Element]:
    """What describes *element* itself; not what is drawn inside it."""
    for item in children(element):
        if local(item) not in NODES:
            yield item
            if local(item) not in REFUSED:
                yield from _describing_parts(item)


def _read_flow(item: Element, place: Place) -> Flow:
    condition = child(item, "conditionExpression")
    return Flow(
        id=identity(item),
        source=item.get("sourceRef") or "",
        target=item.get("targetRef") or "",
        scope=place.scope,
        name=" ".join((item.get("name") or "").split()),
        condition=_condition(item, condition, place) if condition is not None else None,
        line=line_of(item),
    )


def _condition(item: Element, condition: Element, place: Place) -> str | None:
    language = (condition.get("language") or "feel").lower()
    if "feel" not in language and "juel" not in language:
        place.odd(item, f"has a condition in {language}; write it in FEEL", "expression")
    if camunda(condition, "resource"):
        place.odd(item, "has a condition kept in a script file; write it in FEEL", "expression")
    return place.feel(item, text(condition))


def _lanes(
    element: Element, process: str, outer: str | None = None, around: tuple[str, ...] = ()
) -> Iterator[Lane]:
    """The lanes of a process, outer before inner, so that the innermost has the last word."""
    for lanes in children(element, "laneSet", "childLaneSet"):
        for item in children(lanes, "lane"):
            role = properties(item).get("role") or outer
            members = tuple(text(ref) for ref in children(item, "flowNodeRef"))
            name = " ".join((item.get("name") or "").split())
            yield Lane(identity(item), name, process, role, members, around)
            yield from _lanes(item, process, role, (*around, name))


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())
