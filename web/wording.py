"""What a page says has happened, and what it asks for: the words stand in templates/words."""

from flask import flash, get_template_attribute

NOTICES = "words/notices.txt"
PROBLEMS = "words/problems.txt"


def announce(name: str, **about: object) -> None:
    """Says on the next page what has happened, in the words of the macro *name*."""
    flash(notice(name, **about))


def notice(name: str, **about: object) -> str:
    """What has happened, or not yet, in the words of the macro *name*."""
    return _macro_text(NOTICES, name, about)


def problem(name: str, **about: object) -> str:
    """What is wrong with an answer and what to do, in the words of the macro *name*."""
    return _macro_text(PROBLEMS, name, about)


def _macro_text(template: str, macro: str, about: dict[str, object]) -> str:
    """Plain text, which the page escapes where it shows it."""
    return str(get_template_attribute(template, macro)(**about)).strip()
