"""A whole command beside the stock round trip: facts, task rows, audit, jobs, one commit."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Any

from benchmarks import diagrams
from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import newest_case, waiting
from engine.rehearsals.people import Cast
from engine.rehearsals.rehearse import shipped_definitions
from tests.support.playing import MORNING

FIRST, LAST = 50, 56  # the steps measured, around step 55
FIELDS = 6
_STEP = re.compile(rb'<userTask id="(\w+)"')


def command_ms(folder: Path) -> float:
    """The median CPU time of completing a step near step 55 through the Engine."""
    engine = Engine.install(
        f"sqlite:///{folder / 'command.db'}",
        clock=lambda: MORNING,
        reference=shipped_definitions().reference,
    )
    engine.do(PublishShipped(_with_forms(diagrams.whole())), None)
    lead = Cast(engine).actor("force_lead", None, "kent", MORNING)
    taken = [cost for _ in range(10) for cost in _near_step_55(engine, lead)]
    engine.close()
    return round(median(taken), 3)


def _near_step_55(engine: Engine, lead: Actor) -> list[float]:
    engine.do(StartCase("p", "kent"), lead)
    reference, taken = engine.ask(newest_case, None), []
    for number in range(1, LAST):
        one = engine.ask(waiting, None, reference)[0]
        command = CompleteTask(one.uid, None, _answers(one.element))
        began = process_time_ns()
        engine.do(command, lead)
        if number >= FIRST:
            taken.append((process_time_ns() - began) / 1e6)
    return taken


def _answers(element: str) -> dict[str, Any]:
    return {f"{element}_{n}": f"answer {n} of {element}" for n in range(FIELDS)} | {"back": 0}


def _with_forms(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same diagrams, each step with a form of its own and worked by the lead."""
    found: dict[str, bytes] = {}
    for path, content in files.items():
        found |= {
            f"forms/{key}.form": _form(key) for key in map(bytes.decode, _STEP.findall(content))
        }
        formed = _STEP.sub(rb'<userTask id="\1" camunda:formRef="\1"', content)
        found[path] = formed.replace(b'value="clerk"', b'value="force_lead"')
    return found


def _form(element: str) -> bytes:
    fields = [
        {"type": "textfield", "key": f"{element}_{n}", "label": f"Question {n}"}
        for n in range(FIELDS)
    ]
    fields.append({"type": "number", "key": "back", "label": "Send back"})
    return json.dumps({"type": "default", "id": element, "components": fields}).encode()
