"""The small definition with news that may come while its decision waits."""

import json

from tests.support.drawing import Drawing, event, said
from tests.support.small import small

MESSAGES = {"noted": "note", "withdrawn": "why"}  # what each message asks


def edition(days: int, review: str) -> dict[str, bytes]:
    """The bundle; how long the reminder waits and which the second review is make versions."""
    files = small(f"P{days}D", review)
    news = Drawing("news", role=None)
    for name in MESSAGES:
        _news(news, name)
    xml = files["small.bpmn"].decode()
    xml = xml.replace("<process ", f"{''.join(news.declared)}<process ", 1)
    xml = xml.replace("</process>", f"{''.join(news.parts)}</process>", 1)
    forms = {f"forms/{name}.form": _form(name, key) for name, key in MESSAGES.items()}
    return {**files, **forms, "small.bpmn": xml.encode()}


def _news(drawing: Drawing, name: str) -> None:
    """A message on the edge of the decision: `withdrawn` interrupts it, `noted` does not."""
    drawing.declare("message", f"message_{name}", name=name)
    drawing.node(
        "boundaryEvent",
        name,
        said(form=name) + event("message", f"message_{name}"),
        attachedToRef="decide",
        cancelActivity=str(name == "withdrawn").lower(),
    )
    drawing.end(f"{name}_end").flow(name, f"{name}_end")


def _form(name: str, key: str) -> bytes:
    asked = {"type": "textfield", "key": key, "label": key, "validate": {"required": True}}
    asked |= {"id": f"Field_{key}"}
    return json.dumps(
        {"schemaVersion": 18, "type": "default", "id": name, "components": [asked]}
    ).encode()
