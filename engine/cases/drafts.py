"""What a task's row holds as text: the answers saved so far, and which of several it is. Pure."""

from engine.cases.values import from_json
from engine.errors import RESTORE, AnswersRejected, CaseDamaged

LOST = (
    "The answers saved so far for this step can no longer be read: enter them again. "
    "Steps already finished are not affected"
)
_DAMAGED = (ValueError, TypeError, ArithmeticError, AttributeError, RecursionError)


def draft_in(text: str | None) -> dict[str, object] | None:
    """The answers saved so far, or None; AnswersRejected when they can no longer be read."""
    if not text:
        return None
    try:
        draft = from_json(text)
    except _DAMAGED as problem:
        raise AnswersRejected({"": LOST}) from problem
    if not isinstance(draft, dict):
        raise AnswersRejected({"": LOST})
    return draft


def item_in(text: str) -> object:
    """Which of several a task is for; CaseDamaged when that can no longer be read."""
    try:
        return from_json(text)
    except _DAMAGED as problem:
        raise CaseDamaged(f"whom this step is for can no longer be read: {RESTORE}") from problem
