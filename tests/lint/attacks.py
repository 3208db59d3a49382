"""Changes to the files of a bundle, as somebody with a modeller and Word would make them."""

import io
import json
from collections.abc import Callable
from typing import Any

from docx import Document

Files = dict[str, bytes]
Attack = Callable[[Files], object]
Questions = list[dict[str, Any]]
BODY, MAIN, HOME = "policing_body_decision.bpmn", "section_26.bpmn", "home_office.bpmn"
IPAB, RIGHTS, COSTS_FILE = "ipab.bpmn", "human_rights.bpmn", "cost_recovery.bpmn"


def both(*attacks: Attack) -> Attack:
    """One change after another."""

    def attack(files: Files) -> None:
        for one in attacks:
            one(files)

    return attack


def swap(path: str, old: str, new: str) -> Attack:
    """A file with *new* written wherever *old* stood."""

    def attack(files: Files) -> None:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())

    return attack


def said(path: str, element: str, **properties: str) -> Attack:
    """More properties on a step that has some; `__` in a name stands for a full stop."""
    lines = "".join(
        f'<camunda:property name="{name.replace("__", ".")}" value="{value}" />'
        for name, value in properties.items()
    )

    def attack(files: Files) -> None:
        at = files[path].index(f' id="{element}"'.encode())
        at = files[path].index(b"</camunda:properties>", at)
        files[path] = files[path][:at] + lines.encode() + files[path][at:]

    return attack


def asked(form: str, change: Callable[[Questions], object]) -> Attack:
    """A form with its questions changed."""

    def attack(files: Files) -> None:
        path = f"forms/{form}.form"
        content = json.loads(files[path])
        change(content["components"])
        files[path] = json.dumps(content).encode()

    return attack


def added(form: str, key: str) -> Attack:
    """A form with one more question."""
    field = {"type": "textfield", "id": "more", "key": key, "label": "Anything else?"}
    return asked(form, lambda questions: questions.append(field))


def more(form: str, kind: str, **settings: Any) -> Attack:
    """A form with a question called `more`."""
    field = {"type": kind, "id": "more", "key": "more", "label": "Reference", **settings}
    return asked(form, lambda questions: questions.append(field))


def changed(form: str, asked_for: str, /, **settings: Any) -> Attack:
    """A form with one of its questions set otherwise."""
    return asked(form, lambda questions: question(questions, asked_for).update(settings))


def question(questions: Questions, key: str) -> dict[str, Any]:
    """The question of that key, or one in a group."""
    inside = [one for group in questions for one in group.get("components", [])]
    return next(one for one in (*questions, *inside) if key in (one.get("key"), one.get("path")))


def letter(code: str, *paragraphs: str, title: str = "") -> Attack:
    """A template more."""

    def attack(files: Files) -> None:
        document = Document()
        document.core_properties.title = title
        for text in paragraphs:
            document.add_paragraph(text)
        kept = io.BytesIO()
        document.save(kept)
        files[f"letters/{code}.docx"] = kept.getvalue()

    return attack


def copied(code: str) -> Attack:
    """The Home Secretary's consent under another code."""
    return lambda files: files.update({f"letters/{code}.docx": files["letters/L12.docx"]})


def drawn(lines: str, path: str = MAIN) -> Attack:
    """More elements in a diagram."""
    return swap(path, "</bpmn:process>", f"{lines}</bpmn:process>")


def way(source: str, target: str, condition: str = "") -> Attack:
    """One more way out of an element of the main diagram."""
    text = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>"
    return drawn(
        f'<bpmn:sequenceFlow id="more" sourceRef="{source}" targetRef="{target}">'
        f"{text if condition else ''}</bpmn:sequenceFlow>"
    )


def led(flow: str, old: str, new: str) -> Attack:
    """A flow of the main diagram led to another element."""
    start = f'id="{flow}__{old}"'
    source = f'sourceRef="{flow}" targetRef='

    def attack(files: Files) -> None:
        at = files[MAIN].index(start.encode())
        rest = files[MAIN][at:].replace(f'{source}"{old}"'.encode(), f'{source}"{new}"'.encode(), 1)
        assert rest != files[MAIN][at:]
        files[MAIN] = files[MAIN][:at] + rest

    return attack


def edge(host: str, target: str, path: str = MAIN, *, interrupting: str = "true") -> Attack:
    """A time limit on the edge of a step."""
    return drawn(
        f'<bpmn:boundaryEvent id="edge" attachedToRef="{host}" cancelActivity="{interrupting}">'
        "<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration>"
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        f'<bpmn:sequenceFlow id="from_edge" sourceRef="edge" targetRef="{target}" />',
        path,
    )


def over(path: str, event: str = "") -> Attack:
    """An end called `over`, which may throw something."""
    return drawn(f'<bpmn:endEvent id="over" name="Over">{event}</bpmn:endEvent>', path)


def several(path: str, step: str) -> Attack:
    """A step done once for each of none."""
    none = "<bpmn:loopCardinality>0</bpmn:loopCardinality>"
    marker = "multiInstanceLoopCharacteristics"

    def attack(files: Files) -> None:
        at = files[path].index(f' id="{step}"'.encode())
        at = files[path].index(b"<bpmn:outgoing>", at)
        said = f"<bpmn:{marker}>{none}</bpmn:{marker}>".encode()
        files[path] = files[path][:at] + said + files[path][at:]

    return attack
