"""Every reason a person can be refused: one class each, with the sentence they will read."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.letters.returned.outcome import Outcome

RESTORE = "restore it from the backup and run s26 verify"
NO_FOLDER = "there is no folder {folder}: make it first, or correct the path"


class EngineError(Exception):
    """A refusal that says what is wrong and what to do; the base of all the others."""


class NotFound(EngineError):
    """There is no such thing, or it is not yours to see."""


class ForceEnded(EngineError):
    """A force has ended and no row names a successor: what waits is whoever takes over."""

    def __init__(self, name: str, last_day: date) -> None:
        day = f"{last_day.day} {last_day:%B %Y}"
        super().__init__(
            f"{name} ended on {day} and the register names no successor: its cases go on once a "
            "row of the table of forces says who took over"
        )


class NotAllowed(EngineError):
    """You may see it, but this is for somebody else to do."""


class Stale(EngineError):
    """Somebody acted first: the page you answered is no longer true."""


class Unavailable(EngineError):
    """The records cannot be reached just now; whether a step was kept is not known."""


class DatabaseNotReady(EngineError):
    """There is no database of this release's schema where the settings say: nothing was made."""


class SettingsRefused(EngineError):
    """The environment says something that no setting may be: every problem, by variable."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class ProofRefused(EngineError):
    """A checkpoint, a proof or a key for them does not hold or cannot be used: why not."""


class BackupRefused(EngineError):
    """A backup was not made, or is not one that can be restored there: why not."""


class SignInRefused(EngineError):
    """The email address and password do not match an account."""


class TooManyTries(SignInRefused):
    """So many wrong passwords were tried that the next has to wait: for how long."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(self.seconds / 60)
        pause = f"{self.seconds} seconds" if self.seconds < 90 else f"{minutes} minutes"
        pause = "a second" if self.seconds == 1 else pause
        super().__init__(
            f"There were too many tries to sign in: wait {pause}, then try again. "
            "If you cannot wait, ask your administrator to unlock your account"
        )


class TooManyAtOnce(SignInRefused):
    """So many people are signing in that this one was not looked at, and does not count."""

    seconds = 5  # after which it is worth another try

    def __init__(self) -> None:
        super().__init__(
            "So many people are signing in just now that your password was not looked at: "
            f"wait {self.seconds} seconds, then try again"
        )


class AnswersRejected(EngineError):
    """The answers will not do: every problem at once, by field path."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{path}: {problem}" for path, problem in problems.items()))
        self.problems = dict(problems)


class LetterLacks(EngineError):
    """A letter asks for a fact that the case does not hold."""

    def __init__(self, letter: str, name: str) -> None:
        super().__init__(
            f"letter {letter} needs '{name}', which the case does not hold; "
            "complete the step that asks for it, then try again"
        )
        self.letter = letter
        self.name = name


class TemplateRefused(EngineError):
    """A Word template cannot be used: every reason, with its place."""

    def __init__(self, template: str, reasons: Sequence[str]) -> None:
        super().__init__(f"{template}: " + "; ".join(reasons))
        self.template = template
        self.reasons = tuple(reasons)


class UploadRefused(EngineError):
    """The file handed in is not one we can keep."""


class CopyRefused(UploadRefused):
    """The file handed in is not the signed copy of the letter: what it is, and how that shows."""

    def __init__(self, outcome: "Outcome") -> None:
        super().__init__(outcome.sentence)
        self.outcome = outcome


class DiagramRefused(EngineError):
    """The diagram cannot be read: a sentence, and the element where there is one."""

    def __init__(self, sentence: str, element: str | None = None) -> None:
        super().__init__(f"{element}: {sentence}" if element else sentence)
        self.sentence = sentence
        self.element = element


class DiagramFailed(EngineError):
    """A running case met something its diagram cannot do."""


class CaseDamaged(DiagramFailed):
    """What is kept of a case is not what was written; other cases go on."""


class DefinitionRefused(EngineError):
    """The definition may not be checked or published: the findings say why."""

    def __init__(self, sentence: str, findings: Sequence[object] = ()) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


class StoryFailed(EngineError):
    """A rehearsal did not go as its story says."""
