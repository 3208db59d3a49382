"""An office at work on the small definition: who does which step, and what is then on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from engine.api import Engine, shipped_reference
from engine.cases.tables import case, task
from engine.clock import Clock, utc_now
from engine.commands.complete_task import CompleteTask
from engine.commands.done import Done
from engine.commands.publish_shipped import PublishShipped
from engine.commands.sign_letter import SignLetter
from engine.commands.start_case import StartCase
from engine.errors import Stale
from engine.letters.tables import letter
from engine.people.actor import Actor
from engine.people.reference import Reference
from engine.queries.letter_page import letter_file
from engine.queries.played import people
from engine.queries.signing_in import actor_of
from engine.rehearsals.people import Cast
from tests.support import postgres
from tests.support.small import KEY, ROLES, answers, small

FORCE = "lancashire"
DATABASES = ("sqlite", "postgresql")


class Office:
    """One engine on a database that others may be using at the same moment."""

    def __init__(self, url: str, clock: Clock = utc_now) -> None:
        self.engine = Engine.install(url, clock=clock, reference=_reference())

    def furnish(self, wait: str = "P5D") -> None:
        """Puts the small definition into use and takes on the people it needs."""
        self.engine.do(PublishShipped(small(wait)), None)
        cast = Cast(self.engine)
        for role in sorted(set(ROLES.values())):
            cast.actor(role, None, FORCE, self.engine.clock())

    def who_does(self, element: str) -> Actor:
        """Whoever does a step, with their roles today."""
        email = f"{ROLES[element]}.{FORCE}@example.org".replace("_", "-")
        return self.engine.ask(actor_of, None, self.engine.ask(people, None)[email])

    def start(self) -> str:
        """Opens a case; the uid of its first task."""
        return self.engine.do(StartCase(KEY, FORCE), self.who_does("ask"))

    def complete(self, uid: str, element: str, *, yes: bool = True) -> Done:
        """A step done with answers that will do."""
        command = CompleteTask(uid, None, answers(element, yes=yes))
        return self.engine.do(command, self.who_does(element))

    def sign(self, uid: str) -> Done:
        """The letter of a step that waits for its signature, brought back signed."""
        chief = self.who_does("decide")
        found = next((row for row in self.letters(uid) if row.status == "issued"), None)
        if found is None:
            raise Stale("the letter has come back already")
        file = self.engine.ask(letter_file, chief, found.id)
        return self.engine.do(SignLetter(found.id, "signed.docx", file.content), chief)

    def move_on(self, uid: str, element: str, *, yes: bool = True) -> None:
        """A step done to its end, its letter signed where it has one to sign."""
        if self.complete(uid, element, yes=yes).to_sign is not None:
            self.sign(uid)

    def tasks(self, *statuses: str) -> list[Any]:
        """The task rows of all cases, or those in *statuses*."""
        query = select(task).order_by(task.c.case_id, task.c.uid)
        if statuses:
            query = query.where(task.c.status.in_(statuses))
        return self._rows(query)

    def cases(self) -> list[Any]:
        """The case rows."""
        return self._rows(select(case).order_by(case.c.id))

    def letters(self, uid: str) -> list[Any]:
        """The letters that a task wrote."""
        return self._rows(select(letter).where(letter.c.task == uid).order_by(letter.c.id))

    def letters_by_task(self) -> dict[tuple[str, str], int]:
        """How many letters of each code each task wrote."""
        columns = (letter.c.task, letter.c.code)
        rows = self._rows(select(*columns, func.count(letter.c.id).label("n")).group_by(*columns))
        return {(row.task, row.code): row.n for row in rows}

    def close(self) -> None:
        """Lets the database go."""
        self.engine.close()

    def _rows(self, query: Any) -> list[Any]:
        with self.engine.database.reading() as db:
            return list(db.execute(query))


@cache
def _reference() -> Reference:
    return shipped_reference()


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a database of our own, which keeps what it says it kept."""
    if kind == "sqlite":
        with TemporaryDirectory(prefix="section26-") as folder:
            yield f"sqlite:///{Path(folder) / 'section26.db'}"
    else:
        with postgres.running(durable=True) as server:
            yield server.create("section26")
