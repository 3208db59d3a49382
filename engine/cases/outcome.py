"""What a step of the engine decided: plain values for the command to keep. Nothing is kept here."""

from dataclasses import dataclass, field
from datetime import datetime

from engine.bpmn.elements import LetterRule
from engine.feel.values import Facts


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A step that waits for a person."""

    uid: str  # stable for the life of the task, unique in the case
    element: str  # BPMN id
    item: object = None  # the multi-instance item, when there is one
    organisation: str | None = None  # the organisation that must do it, when the diagram names one
    routing: Facts = field(default_factory=dict)  # every item around it, by name


@dataclass(frozen=True, slots=True)
class LetterDue:
    """A letter that an automatic step of this run asks for."""

    element: str
    rule: LetterRule


@dataclass(frozen=True, slots=True)
class TimerDue:
    """A timer that is running: when it will fire, in UTC."""

    uid: str
    element: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class MessageDue:
    """Something to send: the topic of a service or send task and the step it is about."""

    element: str
    topic: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision table decided: the facts it sets and the rows it rests on."""

    element: str
    decision: str
    facts: Facts
    basis: tuple[str, ...] = ()  # the annotations of the matched rows


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new saved state and everything that follows from it."""

    saved: bytes
    open_tasks: tuple[OpenTask, ...] = ()
    timers: tuple[TimerDue, ...] = ()
    letters: tuple[LetterDue, ...] = ()
    messages: tuple[MessageDue, ...] = ()
    decided: tuple[Decided, ...] = ()
    passed: tuple[str, ...] = ()  # ids of the elements passed in this run, in order
    ended: str | None = None  # id of the end event, once the case is over
    facts: Facts = field(default_factory=dict)  # the facts as this run left them
