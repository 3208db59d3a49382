"""What a person may tell a case, and the form that asks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.cases.messages import Near, awaited, must_allow, places, why_not
from engine.cases.reach import around
from engine.errors import DiagramFailed
from engine.forms.fields import Form
from engine.queries.briefs import CaseBrief, case_brief
from engine.queries.look import AnyRow, Look


@dataclass(frozen=True, slots=True)
class MessageBrief:
    """A message that a case waits for and this person may send."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """A message as its page shows it."""

    name: str
    title: str
    guidance: str
    case: CaseBrief
    form: Form | None
    facts: Mapping[str, Any]
    role_title: str


def message_page(look: Look, reference: str, name: str) -> MessagePage:
    """The message; refused as sending it would be."""
    row = look.case(reference)
    facts = look.facts(row)
    waiting = places(look.loaded(row), row.state, name, look.reference, facts)
    must_allow(look.who, waiting, _near(look, row, facts))
    first = waiting[0]
    return MessagePage(
        name=name,
        title=first.node.title,
        guidance=first.node.documentation,
        case=case_brief(look, row, facts),
        form=look.definitions.form(look.db, row, first.node.form),
        facts=facts,
        role_title=first.duty.role_title,
    )


def messages_of(look: Look, row: AnyRow, facts: Mapping[str, Any]) -> tuple[MessageBrief, ...]:
    """The messages that this person may send to a case now."""
    loaded = look.loaded(row)
    if row.status != "open" or not any(node.message for node in loaded.model.nodes.values()):
        return ()
    try:
        waiting = awaited(loaded, row.state, look.reference, facts)
    except DiagramFailed:  # a case that cannot be read is still shown; its incident says why
        return ()
    near = _near(look, row, facts)
    found: dict[str, MessageBrief] = {}
    for one in waiting:
        same = tuple(other for other in waiting if other.message == one.message)
        if why_not(look.who, same, near) is None:
            found.setdefault(one.message, MessageBrief(one.message, one.node.title))
    return tuple(found.values())


def _near(look: Look, row: AnyRow, facts: Mapping[str, Any]) -> Near:
    return lambda duty: around(look.db, look.reference, (row, look.today), facts, duty)
