"""The history of a case, read from its sealed log; what was changed there hides nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import repeat

from engine.audit.body import Body, body_in
from engine.audit.chain import broken
from engine.audit.facts import told
from engine.audit.log import case_chain, entries, head_of
from engine.cases.rows import CaseRow
from engine.clock import london_date
from engine.context import QueryContext
from engine.queries.damage import readable
from engine.queries.decided import NOTHING_TOLD, Told

WORDS = (
    ("handed_to", "To"),
    ("reason", "Reason"),
    ("cause", "Cause"),
    ("note", "Note"),
    ("told_apart", "Confirmed to be somebody else"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: what, by whom, when, and what followed."""

    title: str
    by: str
    at: datetime
    text: str
    decided: Told = NOTHING_TOLD


@dataclass(frozen=True, slots=True)
class Log:
    """The log of a case: the entries that can be read, oldest first, and what is wrong with it."""

    bodies: tuple[Body, ...]
    fault: str | None


def log_of(context: QueryContext, row: CaseRow) -> Log:
    """The log of a case, its seals checked."""
    chain = entries(context.db, case_chain(row.reference))
    bodies = [body for entry in chain if (body := readable(partial(body_in, entry.body), None))]
    fault = broken(chain, head_of(context.db, case_chain(row.reference)))
    if fault is None and len(bodies) < len(chain):
        fault = "it holds an entry that is none of ours"
    return Log(tuple(bodies), fault)


def history_of(
    context: QueryContext, log: Log, decided: tuple[Told, ...] = ()
) -> tuple[Event, ...]:
    """What happened to a case, newest first; an entry that makes no sense is left out.

    *decided* is what each entry decided.
    """
    both = zip(log.bodies, decided or repeat(NOTHING_TOLD), strict=False)
    events = [readable(partial(_event, context, body, decision), None) for body, decision in both]
    return tuple(event for event in reversed(events) if event is not None)


def passed(log: Log) -> tuple[str, ...]:
    """The ids of the elements that the case has passed, in order."""
    elements: dict[str, None] = {}
    for body in log.bodies:
        elements.update(dict.fromkeys(readable(partial(_elements_in, body), ())))
    return tuple(elements)


def _elements_in(body: Body) -> tuple[str, ...]:
    return tuple(str(element) for element in body.get("passed", ()))


def _event(context: QueryContext, body: Body, decided: Told) -> Event:
    office = body.get("for")
    by = body["name"]
    if office and office not in by:
        by = f"{by}, {office}"
    instant = datetime.fromisoformat(body["at"])
    title = told(body["event"], body.get("title", ""))
    text = _text(context, body, basis=not decided.rulings)
    return Event(title, by, instant, text, decided)


def _text(context: QueryContext, body: Body, *, basis: bool) -> str:
    parts, day = [], london_date(datetime.fromisoformat(body["at"]))
    for letter in body.get("letters", ()):
        name, number = str(letter["letter"]), letter.get("version", 1)
        which = f"{name}, version {number}" if number > 1 else name
        title = context.reference.letter_title(name.rsplit("-", 1)[-1], day)
        parts.append(f"{title} written ({which})")
    for decided in body.get("decided", ()) if basis else ():
        parts.extend(str(basis_text) for basis_text in decided["basis"] if basis_text)
    if compared := body.get("signed", {}).get("compared_by"):
        parts.append(f"A scan, compared by {compared}")
    notes: Mapping[str, object] = body
    parts.extend(f"{word}: {notes[key]}" for key, word in WORDS if notes.get(key))
    return ". ".join(parts)
