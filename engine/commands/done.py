"""What a person sees after a step: the case, the letters to sign, the next task of theirs."""

from dataclasses import dataclass

from engine.commands.projections import task_uid
from engine.commands.step import Step
from engine.people.may import Around, Duty, answers_for


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go next after a step."""

    case: str
    to_sign: str | None = None  # the task whose letters now wait for a signature
    next_task: str | None = None
    to_compare: int | None = None  # the letter whose scan somebody must now compare


def moved_on(step: Step) -> Done:
    """The case after a step that moved it, with the first task there that is now this person's."""
    return Done(step.case_row.reference, None, _next_task(step))


def _next_task(step: Step) -> str | None:
    work, row = step.work, step.case_row
    if work.actor is None or step.outcome is None:
        return None
    body = work.reference.body(row.force, work.today)
    place = Around(row.force, "", body["body_id"] if body else None)
    for one in step.outcome.open_tasks:
        node = step.loaded.model.at(one.element)
        kind = work.reference.roles.get(node.role or "", {}).get("kind", "any")
        asked = Duty(node.title, node.role or "", "", kind, one.organisation)
        if any(answers_for(holding, asked, place) for holding in work.actor.holdings):
            return task_uid(row.id, one.uid)
    return None
