"""One flow node of a diagram, read into a Node: who does it, what it asks, writes and waits for."""

from dataclasses import replace

from engine.bpmn.elements import LetterRule, Node, Several
from engine.bpmn.events import Event, event_of
from engine.bpmn.panel import under
from engine.bpmn.place import Place
from engine.bpmn.xml import camunda, child, documentation, identity, local, properties, text
from engine.readers.xml_tree import Element, line_of

ALSO_FROM = "also.from"  # the property with further roles that may send a message


def read_node(element: Element, place: Place) -> Node:
    """What the diagram says about one task, gateway, event or sub-process."""
    node = _as_drawn(element, place)
    node = _with_work(node, element, place)
    return _with_event(node, event_of(element, place))


def _as_drawn(element: Element, place: Place) -> Node:
    """What every flow node may have: a name, a place, a role, letters and facts."""
    own_properties = properties(element)
    lane = place.lane(identity(element))
    lane_role = lane.role if lane else None
    return Node(
        id=identity(element),
        kind=local(element),
        name=" ".join((element.get("name") or "").split()),
        process=place.process,
        scope=place.scope,
        file=place.file,
        line=line_of(element),
        lane=lane.id if lane else None,
        role=_own_role(element, place) or own_properties.get("role") or lane_role,
        documentation=documentation(element),
        properties=own_properties,
        letters=letters(own_properties),
        sets=_facts_set(own_properties),
        several=_multi_instance(element, place),
        default_flow=element.get("default"),
        attached_to=element.get("attachedToRef"),
        interrupting=_interrupts(element),
        triggered=is_triggered(element),
    )


def is_triggered(element: Element) -> bool:
    """Whether *element* is an event sub-process."""
    return local(element) == "subProcess" and element.get("triggeredByEvent") == "true"


def _interrupts(element: Element) -> bool:
    """Whether an event ends what it happens in; an event sub-process is as its start event is."""
    start = child(element, "startEvent") if is_triggered(element) else None
    event = element if start is None else start
    return "false" not in {event.get("cancelActivity"), event.get("isInterrupting")}


def _own_role(element: Element, place: Place) -> str | None:
    groups = _listed(camunda(element, "candidateGroups") or "")
    if len(groups) > 1:
        place.odd(element, f"names several roles; choose one {under('candidateGroups')}", "role")
    return groups[0] or None


def _facts_set(own_properties: dict[str, str]) -> dict[str, str]:
    """Fact → its expression, of the properties `set.<fact>`."""
    facts: dict[str, str] = {}
    for key, source in own_properties.items():
        name = key.removeprefix("set.")
        if name and name != key:
            facts[name] = source
    return facts


def _with_work(node: Node, element: Element, place: Place) -> Node:
    """The node with what a person is asked in it, and what the service does by itself."""
    called = element.get("calledElement") if local(element) == "callActivity" else None
    separate = _listed(node.properties.get("separate.from", ""))
    return replace(
        node,
        form=_form(node, element),
        due=place.feel(element, camunda(element, "dueDate")),
        separate_from=tuple(step for step in separate if step),
        organisation=node.properties.get("organisation") or None,
        collect=node.properties.get("collect") or None,
        amends=parts_of(node, "amends"),
        decision=camunda(element, "decisionRef"),
        result=camunda(element, "resultVariable"),
        called=(called or "").strip() or None,
    )


def _form(node: Node, element: Element) -> str | None:
    form = camunda(element, "formRef") or form_of_key(camunda(element, "formKey"))
    return form or node.properties.get("form") or None  # an event has no form in the modeller


def _with_event(node: Node, event: Event) -> Node:
    return replace(
        node,
        event=event.kind,
        topic=event.topic,
        message=event.message,
        code=event.code,
        timer=event.timer,
    )


def form_of_key(key: str | None) -> str | None:
    """The form that a form key of the modeller means: the last part of its path, without suffix."""
    if not key:
        return None
    return key.rpartition("/")[2].rpartition(":")[2].removesuffix(".form") or None


def letters(own_properties: dict[str, str]) -> tuple[LetterRule, ...]:
    """The letters that a step's properties ask for, in the order written."""
    codes = _listed(own_properties.get("letter.template", ""))
    return tuple(_letter(code, own_properties) for code in codes if code)


def _letter(code: str, own_properties: dict[str, str]) -> LetterRule:
    def of(name: str) -> str | None:
        """What is said of this letter, else of every letter of the step."""
        own = own_properties.get(f"letter.{code}.{name}")
        return own or own_properties.get(f"letter.{name}") or None

    return LetterRule(
        code=code,
        when=of("when"),
        for_signature=of("return") == "signed",
        signatory=of("signatory"),
        stands=own_properties.get(f"letter.{code}.again", "").strip() == "keep",
    )


def parts_of(node: Node, name: str) -> tuple[str, ...]:
    """What stands between the commas of one of a node's properties."""
    return tuple(part for part in _listed(node.properties.get(name, "")) if part)


def _listed(text_: str) -> list[str]:
    """What stands between commas; one empty part where nothing does."""
    return [part.strip() for part in text_.split(",")]


def _multi_instance(element: Element, place: Place) -> Several | None:
    loop = child(element, "multiInstanceLoopCharacteristics")
    if loop is None:
        return None
    # Camunda's own attributes come first, then the elements that BPMN has for the same.
    collection = camunda(loop, "collection") or text(child(loop, "loopDataInputRef"))
    return Several(
        collection=place.feel(element, collection),
        item=camunda(loop, "elementVariable") or _input_data_item(loop),
        count=place.feel(element, text(child(loop, "loopCardinality"))),
        done_when=place.feel(element, text(child(loop, "completionCondition"))),
        sequential=loop.get("isSequential") == "true",
    )


def _input_data_item(loop: Element) -> str | None:
    item = child(loop, "inputDataItem")
    return None if item is None else item.get("name") or item.get("id")
