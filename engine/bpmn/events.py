"""What an event, or a task that sends or receives, waits for or throws."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.bpmn.coverage import EVENT_KINDS, EVENTS
from engine.bpmn.elements import Timer
from engine.bpmn.place import Place, refer
from engine.bpmn.xml import camunda, children, local, text
from engine.readers.xml_tree import Element

TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


@dataclass(frozen=True, slots=True)
class Event:
    """What an element waits for or throws; all of it None for one that does neither."""

    kind: str | None = None  # timer, message, error and so on
    topic: str | None = None
    message: str | None = None
    code: str | None = None
    timer: Timer | None = None


def event_of(element: Element, place: Place) -> Event:
    """Which event *element* is, or which message a task sends or waits for; topic included."""
    definitions = _event_definitions(element)
    kinds = [local(item).removesuffix("EventDefinition") for item in definitions]
    topic = _topic_of(element, definitions)
    _check_kinds(element, kinds, place)
    event = Event(kinds[0] if kinds else None, topic)
    if local(element) == "receiveTask" or (local(element) == "sendTask" and not topic):
        return _message_of_task(event, element, place)
    if "timer" in kinds:
        definition = definitions[kinds.index("timer")]
        return replace(event, timer=_timer(definition, element, place))
    if "message" in kinds and not topic:
        definition = definitions[kinds.index("message")]
        return replace(event, message=_message(element, definition, place))
    if kinds and kinds[0] in ("error", "escalation"):
        return replace(event, code=_code(element, definitions[0], f"{kinds[0]}Ref", place))
    return event


def _event_definitions(element: Element) -> list[Element]:
    return [item for item in children(element) if local(item).endswith("EventDefinition")]


def _topic_of(element: Element, definitions: list[Element]) -> str | None:
    """The topic of an external task; an event has it on its definition instead."""
    for holder in (element, *definitions):
        topic = camunda(holder, "topic")
        if topic and camunda(holder, "type") == "external":
            return topic
    return None


def _check_kinds(element: Element, kinds: list[str], place: Place) -> None:
    kind = local(element)
    if kind not in EVENTS:
        return
    if len(kinds) > 1:
        place.odd(element, "waits for or throws several things at once; draw one event for each")
    elif kinds and kinds[0] in ("timer", "message", "error", "escalation", "terminate"):
        if kinds[0] not in EVENT_KINDS[kind]:
            advice = _advice_instead(kind)
            place.odd(element, f"is a {kinds[0]} event, which cannot stand here; {advice}")
    elif not kinds and None not in EVENT_KINDS[kind]:
        place.odd(element, "says nothing about what it waits for; make it a timer or message event")


def _advice_instead(kind: str) -> str:
    if kind == "startEvent":
        return "use a plain start event, or in an event sub-process a message or a timer"
    return "choose another type for it in the modeller"


def _message_of_task(event: Event, element: Element, place: Place) -> Event:
    if element.get("messageRef"):
        return replace(event, kind="message", message=_message(element, element, place))
    if local(element) == "receiveTask":
        place.odd(element, "does not say which message it waits for; give it one", "reference")
    return event


def _message(element: Element, definition: Element, place: Place) -> str | None:
    return _declared_name(
        element, place.names.messages, definition.get("messageRef"), "message", place
    )


def _code(element: Element, definition: Element, attribute: str, place: Place) -> str | None:
    reference = definition.get(attribute)
    if not reference:
        return None
    return _declared_name(
        element, place.names.codes, reference, attribute.removesuffix("Ref"), place
    )


def _declared_name(
    element: Element,
    names: Mapping[str, str | None],
    reference: str | None,
    what: str,
    place: Place,
) -> str | None:
    declared = refer(reference)
    if declared in names:
        return names[declared]
    if declared:
        fault = f"refers to the {what} '{declared}', which the file does not declare"
    else:
        fault = f"does not say which {what}"
    place.odd(element, f"{fault}; choose one", "reference")
    return None


def _timer(definition: Element, element: Element, place: Place) -> Timer | None:
    for item in children(definition, *TIMERS):
        source = place.feel(element, text(item))
        if source:
            return Timer(TIMERS[local(item)], source)
    place.odd(element, "is a timer without a time; give it a date, a duration or a cycle", "timer")
    return None
