"""One flow node of a diagram, read into a Node: who does it, what it asks, writes and waits for."""

from dataclasses import replace
from typing import Any

from engine.bpmn.elements import LetterRule, Node, Several
from engine.bpmn.events import event_of
from engine.bpmn.panel import under
from engine.bpmn.place import Place
from engine.bpmn.xml import camunda, child, documentation, identity, local, properties, text
from engine.readers.xml_tree import Element, line_of


def read_node(element: Element, place: Place) -> Node:
    """What the diagram says about one task, gateway, event or sub-process."""
    said = properties(element)
    lane = place.lane(identity(element))
    node = Node(
        id=identity(element),
        kind=local(element),
        name=" ".join((element.get("name") or "").split()),
        process=place.process,
        scope=place.scope,
        file=place.file,
        line=line_of(element),
        lane=lane.id if lane else None,
        role=_role(element, place) or said.get("role") or (lane.role if lane else None),
        documentation=documentation(element),
        properties=said,
        letters=letters(said),
        sets={k[4:]: v for k, v in said.items() if k.startswith("set.") and k[4:]},
        several=_several(element, place),
        default_flow=element.get("default"),
        attached_to=element.get("attachedToRef"),
        interrupting=element.get("cancelActivity", "true") != "false",
        **_persons_part(element, said, place),
        **_automatic_part(element),
    )
    event = event_of(element, place)
    return replace(
        node,
        event=event.kind,
        topic=event.topic,
        message=event.message,
        code=event.code,
        timer=event.timer,
    )


def _role(element: Element, place: Place) -> str | None:
    groups = [g.strip() for g in (camunda(element, "candidateGroups") or "").split(",")]
    if len(groups) > 1:
        place.odd(element, f"names several roles; choose one {under('candidateGroups')}", "role")
    return groups[0] or None


def _persons_part(element: Element, said: dict[str, str], place: Place) -> dict[str, Any]:
    apart = said.get("separate.from", "")
    return {
        "form": camunda(element, "formRef")
        or form_of_key(camunda(element, "formKey"))
        or said.get("form")  # an event has no form of its own in the modeller
        or None,
        "due": place.feel(element, camunda(element, "dueDate")),
        "separate_from": tuple(step.strip() for step in apart.split(",") if step.strip()),
        "organisation": said.get("organisation") or None,
        "collect": said.get("collect") or None,
    }


def _automatic_part(element: Element) -> dict[str, Any]:
    called = element.get("calledElement") if local(element) == "callActivity" else None
    return {
        "decision": camunda(element, "decisionRef"),
        "result": camunda(element, "resultVariable"),
        "called": (called or "").strip() or None,
    }


def form_of_key(key: str | None) -> str | None:
    """The form that a form key of the modeller means: the last part of its path, without suffix."""
    if not key:
        return None
    return key.rpartition("/")[2].rpartition(":")[2].removesuffix(".form") or None


def letters(said: dict[str, str]) -> tuple[LetterRule, ...]:
    """The letters that a step's properties ask for, in the order written."""
    codes = [code.strip() for code in said.get("letter.template", "").split(",")]
    return tuple(_letter(code, said) for code in codes if code)


def _letter(code: str, said: dict[str, str]) -> LetterRule:
    def of(name: str) -> str | None:
        return said.get(f"letter.{code}.{name}") or said.get(f"letter.{name}") or None

    return LetterRule(
        code=code,
        when=of("when"),
        for_signature=of("return") == "signed",
        signatory=of("signatory"),
    )


def _several(element: Element, place: Place) -> Several | None:
    loop = child(element, "multiInstanceLoopCharacteristics")
    if loop is None:
        return None
    item = child(loop, "inputDataItem")
    named = item.get("name") or item.get("id") if item is not None else None
    collection = camunda(loop, "collection") or text(child(loop, "loopDataInputRef"))
    return Several(
        collection=place.feel(element, collection),
        item=camunda(loop, "elementVariable") or named,
        count=place.feel(element, text(child(loop, "loopCardinality"))),
        done_when=place.feel(element, text(child(loop, "completionCondition"))),
        sequential=loop.get("isSequential") == "true",
    )
