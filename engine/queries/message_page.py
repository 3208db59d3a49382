"""What a person may tell a case, and the form that asks it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from engine.bpmn.ahead import Ahead, letters_ahead
from engine.cases.messages import Awaited, Near, awaited, must_allow, places, why_not
from engine.cases.rows import CaseRow
from engine.context import QueryContext
from engine.errors import DiagramFailed
from engine.feel.values import Facts
from engine.forms.fields import Form
from engine.people.may import may
from engine.queries.briefs import CaseBrief, case_brief


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
    facts: Facts
    role_title: str
    writes: tuple[str, ...]  # the letters that sending it writes
    may_follow: tuple[str, ...]  # those that the steps after it may write by themselves


def message_page(context: QueryContext, reference: str, name: str) -> MessagePage:
    """The message; refused as sending it would be."""
    row = context.case(reference)
    facts = context.facts(row)
    loaded = context.intact_process_of(row)
    places_waiting = places(loaded, row.state, name, context.reference.roles(context.today), facts)
    near = _authorisation_for(context, row, facts)
    must_allow(context.who, places_waiting, near)
    first = places_waiting[0]
    letters: list[Ahead] = []
    for place in places_waiting:
        letters.extend(letters_ahead(loaded.model, place.node))
    return MessagePage(
        name=name,
        title=first.node.title,
        guidance=first.node.documentation,
        case=case_brief(context, row, facts),
        form=context.definitions.form(context.db, row, first.node.form),
        facts=facts,
        role_title=_sent_as(context, first, near),
        writes=_titles(context, [letter for letter in letters if letter.certain]),
        may_follow=_titles(context, [letter for letter in letters if not letter.certain]),
    )


def messages_of(context: QueryContext, row: CaseRow, facts: Facts) -> tuple[MessageBrief, ...]:
    """The messages that this person may send to a case now."""
    loaded = context.intact_process_of(row)
    if row.status != "open" or not any(node.message for node in loaded.model.nodes.values()):
        return ()
    try:
        places_waiting = awaited(loaded, row.state, context.reference.roles(context.today), facts)
    except DiagramFailed:  # a case that cannot be read is still shown; its incident says why
        return ()
    near = _authorisation_for(context, row, facts)
    messages: dict[str, MessageBrief] = {}
    for place in places_waiting:
        same = tuple(other for other in places_waiting if other.message == place.message)
        if why_not(context.who, same, near) is None:
            messages.setdefault(place.message, MessageBrief(place.message, place.node.title))
    return tuple(messages.values())


def _sent_as(context: QueryContext, place: Awaited, near: Near) -> str:
    """The title of the role in which this person may send a message."""
    senders = [one for one in place.senders if may(context.who, one, near(one)) is None]
    return senders[0].role_title


def _titles(context: QueryContext, letters: Iterable[Ahead]) -> tuple[str, ...]:
    titles = (context.reference.letter_title(letter.rule.code, context.today) for letter in letters)
    return tuple(dict.fromkeys(titles))


def _authorisation_for(context: QueryContext, row: CaseRow, facts: Facts) -> Near:
    return partial(context.authorisation, row, facts)
