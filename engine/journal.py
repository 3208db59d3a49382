"""What operators read: a line for each thing that happened, with a reference to find it by.

A line holds no password, token, answer or name of a person: who and what are ids and hashes. The
reference stands on the page too, so that whoever asks for help can be found in the lines.
"""

import json
import logging
import re
import secrets
import time
from contextvars import ContextVar

_log = logging.getLogger("section26.journal")
_log.setLevel(logging.INFO)
_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"  # no vowels and no twins: it is read out over the phone
_LONGEST = 1000  # characters of a value
_BARE = re.compile(r"[\w.:/@<>+-]+", re.ASCII)
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_reference: ContextVar[str] = ContextVar("reference", default="")


def begin() -> str:
    """A fresh reference such as `7QKD-X3BM`, under which what happens from now on is noted."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    fresh = f"{letters[:4]}-{letters[4:]}"
    _reference.set(fresh)
    return fresh


def reference() -> str:
    """The reference of what is going on; empty where nothing was begun, as in a worker."""
    return _reference.get()


def note(event: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Writes a line: the event, its reference, and each fact as `name=value`."""
    all_facts = {"event": event, "ref": reference(), **facts}
    words = [
        f"{name}={_plain(value)}" for name, value in all_facts.items() if value not in (None, "")
    ]
    _log.log(level, "%s", " ".join(words))


class OneLine(logging.Formatter):
    """Every record on one line, whoever writes it: nobody can forge a line by what they type."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what a terminal or a reader of lines would obey written as its number."""
        return _UNSAFE.sub(_escaped, super().format(record))


def _plain(value: object) -> str:
    text = str(value)[:_LONGEST]
    return text if _BARE.fullmatch(text) else json.dumps(text)


def _escaped(unsafe: re.Match[str]) -> str:
    return unsafe.group().encode("unicode_escape", "surrogatepass").decode()
