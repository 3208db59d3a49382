"""What a person sees after a step: the case, and the letters to sign or to compare."""

from dataclasses import dataclass

from engine.commands.step import Step


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go next after a step."""

    case: str
    to_sign: str | None = None  # the task whose letters now wait for a signature
    to_compare: int | None = None  # the letter whose scan somebody must now compare


def moved_on(step: Step) -> Done:
    """The case after a step that moved it."""
    return Done(step.case_row.reference)
