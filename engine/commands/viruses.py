"""Files that are handed in, shown to the virus scanner before anything else is done with them."""

import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol, runtime_checkable

from engine.clamd import NoVerdict
from engine.errors import EngineError
from engine.journal import note
from engine.readers.errors import shown

NOT_CHECKED = "The file cannot be checked for viruses at the moment: try again in a few minutes"


class Scanner(Protocol):
    """Something that knows viruses."""

    def virus_in(self, content: bytes) -> str | None:
        """The name of the virus in it, None if there is none; NoVerdict if nobody can say."""


@runtime_checkable
class HandsIn(Protocol):
    """A command that brings files of somebody else."""

    def handed_in(self) -> Mapping[str, bytes]:
        """The files, by the place that the page shows each at."""

    def refused(self, problems: Mapping[str, str]) -> EngineError:
        """The refusal for what is wrong with some of them, by the same places."""


def must_be_clean(scanner: Scanner, command: HandsIn) -> None:
    """Refuses a command with a file in which a virus is found, or that cannot be looked at."""
    problems = {}
    for place, content in command.handed_in().items():
        if problem := _problem(scanner, type(command).__name__, content):
            problems[place] = problem
    if problems:
        raise command.refused(problems)


def _problem(scanner: Scanner, command: str, content: bytes) -> str:
    facts = {"command": command, "file": sha256(content).hexdigest()[:16]}
    try:
        virus = scanner.virus_in(content)
    except NoVerdict as problem:
        note("virus-check-failed", level=logging.ERROR, cause=problem, **facts)
        return NOT_CHECKED
    if virus is None:
        return ""
    note("virus", level=logging.WARNING, virus=virus, **facts)
    return f"The file has a virus in it ({shown(virus)}): tell those who look after your computer"
