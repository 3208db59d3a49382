"""What a rule says: a fault as the rule sees it, and the finding a person reads."""

from dataclasses import dataclass
from typing import Literal

from engine.bpmn.elements import Flow, Lane, Node, Oddity, Process

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a bundle that is not drawn: a file, or a form, decision or letter in it."""

    file: str
    id: str = ""
    name: str = ""
    line: int = 0


Thing = Node | Flow | Lane | Process | Place | Oddity


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one thing, before the runner adds the rule and the place."""

    thing: Thing
    sentence: str
    severity: Severity = "error"
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one element: what is wrong and what to do."""

    rule: str
    severity: Severity
    sentence: str
    element: str
    name: str
    file: str
    line: int = 0
    trace: tuple[str, ...] = ()
