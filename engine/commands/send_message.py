"""Tell a case something it waits for: what was said becomes facts, and the case moves on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from engine.cases import runtime
from engine.cases.messages import must_allow, places
from engine.commands.answering import Given, given
from engine.commands.context import CommandContext
from engine.commands.done import Done, moved_on
from engine.commands.open_incident import OpenIncident
from engine.commands.step import Step
from engine.errors import AnswersRejected
from engine.feel.values import Facts
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.files import handed_in


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Send a message to one case, by its name, with what its form asks."""

    case: str
    message: str
    payload: Mapping[str, object] = field(default_factory=dict)

    def do(self, context: CommandContext) -> Done:
        """Wakes what waits for the message in this case, and nothing in any other."""
        case_row = context.case(self.case)
        loaded, facts = context.intact_process_of(case_row), context.facts(case_row)
        roles = context.reference.roles(context.today)
        places_waiting = places(loaded, case_row.state, self.message, roles, facts)
        must_allow(context.who, places_waiting, partial(context.authorisation, case_row, facts))
        node = places_waiting[0].node
        form = context.definitions.form(context.db, case_row, node.form)
        step = Step(context, case_row, loaded, "send_message", node.id)
        raw, step.answers = _checked_answers(context, form, self.payload, facts)
        step.also = lambda rows: raw.keep(rows.db, context.now)
        seen_facts = facts | step.answers
        step.keep(
            step.move(
                runtime.correlate_message(
                    loaded, case_row.state, self.message, seen_facts, context.now
                )
            )
        )
        return moved_on(step)

    def handed_in(self) -> dict[str, bytes]:
        """The files among the answers."""
        return handed_in(self.payload)

    def refused(self, problems: Mapping[str, str]) -> AnswersRejected:
        """The refusal of files that will not do."""
        return AnswersRejected(problems)

    def failed(self, cause: str) -> OpenIncident:
        """What to open when this fails through no fault of whoever answers."""
        return OpenIncident("message", f"{self.case} {self.message}", cause)


def _checked_answers(
    context: CommandContext, form: Form | None, payload: Mapping[str, object], facts: Facts
) -> tuple[Given, dict[str, object]]:
    if form is None:
        if payload:
            raise AnswersRejected(dict.fromkeys(payload, "This message asks no questions"))
        return Given({}), {}
    raw = given(payload, {}, facts)
    return raw, dict(check(form, raw.answers, facts, context.today))
