"""From the elements of a decision file to its requirement graph."""

import itertools
from collections.abc import Callable, Iterator
from typing import TypeVar

from engine.dmn.boxed import logic_in
from engine.dmn.errors import DecisionFault
from engine.dmn.graph import DecisionNode, Graph, InputData, Knowledge, Service, order
from engine.dmn.reading import Reading, id_near
from engine.dmn.run import Boxed
from engine.dmn.table import read_table
from engine.dmn.xml import child, children, target
from engine.readers.xml_tree import Element

Made = TypeVar("Made", DecisionNode, InputData, Knowledge, Service)
MAX_OF_A_KIND = 500
_NOTHING = Boxed(lambda _names, _run: None)


def graph_of(root: Element, reading: Reading) -> Graph:
    """The graph of the file; what cannot be read becomes a fault and decides nothing."""
    faults: list[DecisionFault] = []

    def read(name: str, make: Callable[[Element, Reading], Made]) -> dict[str, Made]:
        nodes: dict[str, Made] = {}
        for element in itertools.islice(children(root, name), MAX_OF_A_KIND):
            try:
                node = make(element, reading)
            except DecisionFault as fault:
                faults.append(fault)
                continue
            if node.id in nodes:
                faults.append(DecisionFault("another element has the same id", node.id))
            nodes[node.id] = node
        return nodes

    if sum(1 for _ in children(root, "decision")) > MAX_OF_A_KIND:
        faults.append(DecisionFault(f"the file has more than {MAX_OF_A_KIND} decisions; split it"))
    decisions = read("decision", _decision)
    faults.extend(order(decisions))
    return Graph(
        decisions=decisions,
        inputs=read("inputData", _input),
        knowledge=read("businessKnowledgeModel", _knowledge),
        services=read("decisionService", _service),
        faults=tuple(faults),
    )


def _name(element: Element) -> str:
    """The name the element's value goes by."""
    variable = child(element, "variable")
    variable_name = variable is not None and variable.get("name")
    return _tidy(variable_name or element.get("name") or element.get("id") or "")


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _type(element: Element) -> str | None:
    variable = child(element, "variable")
    return None if variable is None else variable.get("typeRef")


def _id(element: Element) -> str:
    identifier = element.get("id") or element.get("name")
    if not identifier:
        raise DecisionFault("an element has neither an id nor a name", id_near(element))
    return identifier


def _decision(element: Element, reading: Reading) -> DecisionNode:
    table_element = child(element, "decisionTable")
    table = None if table_element is None else read_table(table_element, reading)
    logic = logic_in(element, reading)
    variable = child(element, "variable")
    return DecisionNode(
        id=_id(element),
        name="" if variable is None else _tidy(variable.get("name") or ""),
        title=_tidy(element.get("name") or element.get("id") or ""),
        type_ref=_type(element),
        logic=logic or _NOTHING,
        table=table,
        decisions=tuple(_targets(element, "informationRequirement", "requiredDecision")),
        inputs=tuple(_targets(element, "informationRequirement", "requiredInput")),
        knowledge=tuple(_targets(element, "knowledgeRequirement", "requiredKnowledge")),
    )


def _targets(element: Element, requirement: str, required: str) -> Iterator[str]:
    for holder in children(element, requirement):
        for reference in children(holder, required):
            yield target(reference)


def _input(element: Element, _reading: Reading) -> InputData:
    return InputData(_id(element), _name(element), _type(element))


def _knowledge(element: Element, reading: Reading) -> Knowledge:
    logic = child(element, "encapsulatedLogic")
    parameters = () if logic is None else tuple(children(logic, "formalParameter"))
    if logic is not None and logic.get("kind", "FEEL") != "FEEL":
        raise DecisionFault("code outside FEEL is never run; write it in FEEL", id_near(element))
    body = None if logic is None else logic_in(logic, reading)
    return Knowledge(
        id=_id(element),
        name=_name(element),
        type_ref=_type(element),
        parameters=tuple(
            (_tidy(parameter.get("name") or ""), parameter.get("typeRef"))
            for parameter in parameters
        ),
        logic=_fit_logic(body or _NOTHING, logic, reading),
        knowledge=tuple(_targets(element, "knowledgeRequirement", "requiredKnowledge")),
    )


def _fit_logic(body: Boxed, logic: Element | None, reading: Reading) -> Boxed:
    return body if logic is None else reading.fitted(body, logic.get("typeRef"))


def _service(element: Element, _reading: Reading) -> Service:
    def ids(name: str) -> tuple[str, ...]:
        return tuple(target(reference) for reference in children(element, name))

    return Service(
        id=_id(element),
        name=_name(element),
        type_ref=_type(element),
        outputs=ids("outputDecision"),
        given=ids("inputDecision"),
        inputs=ids("inputData"),
    )
