"""What an event, or a task that sends or receives, waits for or throws."""

from typing import Any

from engine.bpmn.coverage import EVENT_KINDS, EVENTS
from engine.bpmn.elements import Timer
from engine.bpmn.place import Place, refer
from engine.bpmn.xml import Tree, camunda, children, local, text

TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


def event_of(element: Tree, place: Place) -> dict[str, Any]:
    """The Node fields that say which event *element* is; topic included."""
    found = _definitions(element)
    kinds = [local(item).removesuffix("EventDefinition") for item in found]
    topic = _topic(element) or next(filter(None, map(_topic, found)), None)
    said: dict[str, Any] = {"topic": topic, "event": kinds[0] if kinds else None}
    _check(element, kinds, place)
    if local(element) == "receiveTask" or (local(element) == "sendTask" and not topic):
        said |= _task_message(element, place)
    elif "timer" in kinds:
        said["timer"] = _timer(found[kinds.index("timer")], element, place)
    elif "message" in kinds and not topic:
        said["message"] = _message(element, found[kinds.index("message")], place)
    elif kinds and kinds[0] in ("error", "escalation"):
        said["code"] = _code(element, found[0], f"{kinds[0]}Ref", place)
    return said


def _definitions(element: Tree) -> list[Tree]:
    return [item for item in children(element) if local(item).endswith("EventDefinition")]


def _topic(element: Tree) -> str | None:
    return camunda(element, "topic") if camunda(element, "type") == "external" else None


def _check(element: Tree, kinds: list[str], place: Place) -> None:
    kind = local(element)
    if kind not in EVENTS:
        return
    if len(kinds) > 1:
        place.odd(element, "waits for or throws several things at once; draw one event for each")
    elif kinds and kinds[0] in ("timer", "message", "error", "escalation", "terminate"):
        if kinds[0] not in EVENT_KINDS[kind]:
            place.odd(element, f"is a {kinds[0]} event, which cannot stand here; {_advice(kind)}")
    elif not kinds and None not in EVENT_KINDS[kind]:
        place.odd(element, "says nothing about what it waits for; make it a timer or message event")


def _advice(kind: str) -> str:
    if kind == "startEvent":
        return "a process and a sub-process begin with a plain start event"
    return "choose another type for it in the modeller"


def _task_message(element: Tree, place: Place) -> dict[str, Any]:
    if not element.get("messageRef"):
        if local(element) == "receiveTask":
            place.odd(element, "does not say which message it waits for; give it one", "reference")
        return {}
    return {"event": "message", "message": _message(element, element, place)}


def _message(element: Tree, definition: Tree, place: Place) -> str | None:
    return _named(element, place.names.messages, definition.get("messageRef"), "message", place)


def _code(element: Tree, definition: Tree, attribute: str, place: Place) -> str | None:
    reference = definition.get(attribute)
    if not reference:
        return None
    return _named(element, place.names.codes, reference, attribute[:-3], place)


def _named(
    element: Tree, names: dict[str, Any], reference: str | None, what: str, place: Place
) -> str | None:
    found = refer(reference)
    if found in names:
        name = names[found]
        return str(name) if name is not None else None
    fault = f"refers to the {what} '{found}', which the file does not declare"
    place.odd(
        element, f"{fault if found else f'does not say which {what}'}; choose one", "reference"
    )
    return None


def _timer(definition: Tree, element: Tree, place: Place) -> Timer | None:
    for item in children(definition, *TIMERS):
        source = place.feel(element, text(item))
        if source:
            return Timer(TIMERS[local(item)], source)
    place.odd(element, "is a timer without a time; give it a date, a duration or a cycle", "timer")
    return None
