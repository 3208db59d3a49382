"""A small process that waits for messages: a question is noted, answered, and then funded."""

import json
from typing import Any

from tests.support.drawing import Drawing, event, said

KEY = "enquiry"
WITHDRAWAL: dict[str, Any] = {
    "type": "default",
    "id": "withdrawal",
    "components": [
        {
            "type": "textfield",
            "key": "withdrawn_why",
            "label": "Why is it withdrawn?",
            "validate": {"required": True},
            "properties": {"noun": "the reason"},
        }
    ],
}


def enquiry() -> Drawing:
    """The process as drawn; tests that need another way draw on."""
    drawn = Drawing(KEY, role="force_lead")
    drawn.declare("message", "m1", name="withdrawn").declare("message", "m2", name="funded")
    drawn.start().user("reply", name="Reply").end()
    drawn.node(
        "boundaryEvent",
        "withdrawal",
        said(form="withdrawal") + event("message", "m1"),
        name="The request is withdrawn",
        attachedToRef="reply",
    )
    drawn.user("close", name="Close the file").end("closed")
    drawn.node(
        "intermediateCatchEvent",
        "funds",
        said(role="force_finance") + event("message", "m2"),
        name="The money is there",
    )
    drawn.chain("start", "reply", "funds", "end").chain("withdrawal", "close", "closed")
    return drawn


def bundle(drawn: Drawing | None = None) -> dict[str, bytes]:
    """The process with its form."""
    files = (drawn or enquiry()).files()
    return {**files, "forms/withdrawal.form": json.dumps(WITHDRAWAL).encode()}
