"""What people type outside the forms of a process: fit to be kept, or refused in a sentence."""

from engine.errors import AnswersRejected
from engine.forms.text import printable


def kept_text(text: str, longest: int) -> str:
    """The text without what no page can carry, and no longer than a record holds."""
    return printable(text[: longest * 4]).strip()[:longest]


def must_fit(texts: dict[str, str], longest: int) -> None:
    """AnswersRejected for every text that is empty, too long, or holds what no page can carry."""
    problems = {path: why for path, text in texts.items() if (why := _why_not(path, text, longest))}
    if problems:
        raise AnswersRejected(problems)


def _why_not(path: str, text: str, longest: int) -> str:
    name = f"The {path}"
    if not text:
        return f"Enter the {path}"
    if len(text) > longest:
        return f"{name} must be {longest:,} characters or fewer"
    if printable(text) != text:
        return f"{name} must not contain hidden characters: type it again"
    return ""
