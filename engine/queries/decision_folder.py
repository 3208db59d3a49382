"""What lies before whoever decides: what was decided in the case so far, and its letters."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from engine.audit.body import Body
from engine.cases.rows import CaseRow
from engine.context import QueryContext
from engine.forms.fields import Form
from engine.forms.shown import Line
from engine.queries.briefs import LetterBrief, letters_of
from engine.queries.damage import readable
from engine.queries.decided import Ruling, Told, decided_in
from engine.queries.history import log_of


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something decided before: by whom, when, and with which reasons."""

    title: str
    by: str | None  # nobody where a decision table decided
    at: datetime
    lines: tuple[Line, ...]
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionFolder:
    """What of a case a decision rests on, beside its key facts."""

    earlier: tuple[Earlier, ...]
    letters: tuple[LetterBrief, ...]


def decides(form: Form | None) -> bool:
    """Whether something is decided by answering that form."""
    return form is not None and form.decides


def decision_folder(
    context: QueryContext, row: CaseRow, tasks_shown: frozenset[str]
) -> DecisionFolder:
    """What was decided, the last of each task and table, but for *tasks_shown*."""
    log = log_of(context, row)
    decisions: dict[str, Earlier] = {}
    for body, decided in zip(log.bodies, decided_in(context, row, log.bodies), strict=True):
        for key, decision in readable(partial(_decisions_in, context, body, decided), ()):
            decisions.pop(key, None)
            if key not in tasks_shown:
                decisions[key] = decision
    letters = (letter for letter in letters_of(context, row) if letter.status != "superseded")
    return DecisionFolder(tuple(decisions.values()), tuple(letters))


def _decisions_in(
    context: QueryContext, body: Body, decided: Told
) -> tuple[tuple[str, Earlier], ...]:
    """What an entry decided, each with what tells it from the next time it is decided."""
    instant = datetime.fromisoformat(body["at"])
    ruled = tuple(
        (f"table {ruling.title}", _of_table(ruling, instant)) for ruling in decided.rulings
    )
    if not decided.outcome:
        return ruled
    key = str(body.get("task") or body["title"])
    return (key, Earlier(_title(context, body), body["name"], instant, decided.outcome)), *ruled


def _title(context: QueryContext, body: Body) -> str:
    if "gathered" not in body:
        return str(body["title"])
    answered_at = datetime.fromisoformat(body["at"])
    return f"{body['title']}: {context.item_name(body['gathered'][1], answered_at)}"


def _of_table(ruling: Ruling, instant: datetime) -> Earlier:
    return Earlier(ruling.title, None, instant, ruling.results, ruling.basis)
