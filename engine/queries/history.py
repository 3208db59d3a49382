"""The history of a case, read from its sealed log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from engine.audit.facts import told
from engine.audit.log import case_chain, entries
from engine.queries.look import AnyRow, Look


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: what, by whom, when, and what followed."""

    title: str
    by: str
    at: datetime
    text: str


def history_of(look: Look, row: AnyRow) -> tuple[Event, ...]:
    """What happened to a case, newest first."""
    found = [_event(look, body) for body in bodies(look, row)]
    return tuple(reversed(found))


def bodies(look: Look, row: AnyRow) -> list[dict[str, Any]]:
    """The entries of a case's log as plain values, oldest first."""
    chain = entries(look.db, case_chain(row.reference))
    return [orjson.loads(one.body) for one in chain]


def passed(look: Look, row: AnyRow) -> tuple[str, ...]:
    """The ids of the elements that the case has passed, in order."""
    found: dict[str, None] = {}
    for body in bodies(look, row):
        found.update(dict.fromkeys(body.get("passed", ())))
    return tuple(found)


def _event(look: Look, body: dict[str, Any]) -> Event:
    office = body.get("for")
    by = f"{body['name']}" if not office or office in body["name"] else f"{body['name']}, {office}"
    at = datetime.fromisoformat(body["at"])
    return Event(told(body["event"], body.get("title", "")), by, at, _text(look, body))


def _text(look: Look, body: dict[str, Any]) -> str:
    parts = []
    for letter in body.get("letters", ()):
        name, number = str(letter["letter"]), letter.get("version", 1)
        which = f"{name}, version {number}" if number > 1 else name
        title = look.reference.letter_title(name.rsplit("-", 1)[-1])
        parts.append(f"{title} written ({which})")
    for decided in body.get("decided", ()):
        parts.extend(str(one) for one in decided["basis"] if one)
    for key, word in (("reason", "Reason"), ("cause", "Cause"), ("note", "Note")):
        if body.get(key):
            parts.append(f"{word}: {body[key]}")
    return ". ".join(parts)
