"""A small definition that has one of everything: a loop, reviews at once, letters, a reminder.

`ask` writes letter S1. Two reviews run side by side. `decide` sends the case back to `ask`, or
approves it with letter S2, which must come back signed. A reminder runs while it waits. A request
that nobody has made in LAPSE days lapses.
"""

import io
import json
from functools import cache
from typing import Any

from docx import Document

from tests.support.drawing import Drawing, said, timer

KEY = "small"
LAPSE = 9
ROLES = {
    "ask": "force_lead",
    "check_cost": "force_finance",
    "check_people": "force_hr",
    "check_risk": "force_hr",
    "decide": "chief_officer",
}


def small(wait: str = "P5D", review: str = "check_people") -> dict[str, bytes]:
    """The bundle; how long the reminder waits and which the second review is make versions."""
    forms = {f"forms/{key}.form": _form(key, fields) for key, fields in _fields(review).items()}
    letters = {f"letters/{code}.docx": _letter(code) for code in ("S1", "S2")}
    return {**_drawn(wait, review).files(), **forms, **letters}


def answers(element: str, *, text: str = "A request", amount: int = 7, yes: bool) -> dict[str, Any]:
    """Answers that will do for a step; *yes* approves where the step decides."""
    return {
        "ask": {"title": text},
        "check_cost": {"cost": str(amount)},
        "check_people": {"people": text},
        "check_risk": {"risk": text},
        "decide": {"verdict": "yes" if yes else "back"},
    }[element]


def _drawn(wait: str, review: str) -> Drawing:
    drawing = Drawing(KEY, role="force_lead").start().end().gate("exclusive", "again")
    drawing.gate("parallel", "fork").gate("parallel", "join").gate("exclusive", "which", "on")
    drawing.user("ask", said(letter__template="S1", letter__return="none"), **_asks("ask"))
    for name in ("check_cost", review):
        drawing.user(name, **_asks(name)).chain("fork", name, "join")
    signed = said(
        letter__template="S2", letter__return="signed", letter__S2__when='verdict = "yes"'
    )
    drawing.user("decide", signed, **_asks("decide"))
    drawing.boundary("waits", "decide", timer("Duration", wait), interrupting=False)
    drawing.boundary("lapses", "ask", timer("Duration", f"P{LAPSE}D")).end("lapsed")
    drawing.flow("lapses", "lapsed")
    drawing.service("remind", said(about="decide")).end("reminded")
    drawing.chain("waits", "remind", "reminded").chain("start", "again", "ask", "fork")
    drawing.chain("join", "decide", "which").flow("which", "again", 'verdict = "back"')
    return drawing.flow("which", "end", key="on")


def _asks(element: str) -> dict[str, str]:
    return {"camunda_formRef": element, "camunda_candidateGroups": ROLES[element]}


def _fields(review: str) -> dict[str, dict[str, Any]]:
    text = {"type": "textfield", "validate": {"required": True, "maxLength": 60}}
    choices = [{"label": "Approve", "value": "yes"}, {"label": "Send back", "value": "back"}]
    return {
        "ask": {**text, "key": "title"},
        "check_cost": {
            "type": "number",
            "key": "cost",
            "validate": {"required": True, "min": 0, "max": 1000},
        },
        review: {**text, "key": review.removeprefix("check_")},
        "decide": {
            "type": "radio",
            "key": "verdict",
            "values": choices,
            "validate": {"required": True},
        },
    }


def _form(key: str, field: dict[str, Any]) -> bytes:
    asked = {"label": key, "id": f"Field_{field['key']}", **field}
    return json.dumps(
        {"schemaVersion": 18, "type": "default", "id": key, "components": [asked]}
    ).encode()


@cache
def _letter(code: str) -> bytes:
    document = Document()
    document.add_paragraph(f"{code} of {{{{ case_ref }}}}: {{{{ title }}}}")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
