"""The engine's front door: `do` a command, `ask` a question. The only place a step begins."""

import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection

from engine.clock import Clock, utc_now
from engine.commands.context import CommandContext, MovedOn
from engine.commands.offer_register import OfferRegister
from engine.commands.open_incident import FAILURES, CaseStep
from engine.commands.seed_register import SeedRegister
from engine.commands.viruses import HandsIn, Scanner, must_be_clean
from engine.context import QueryContext
from engine.definitions.registry import Definitions
from engine.definitions.shipped import reference_in, shipped_schema, shipped_workflows
from engine.errors import DatabaseNotReady, EngineError, Stale
from engine.people.actor import Actor
from engine.people.reference import Reference
from engine.register.keeper import Registers
from engine.register.reference import reference_in_sheets
from engine.store.migrate import must_be_ready, upgrade
from engine.store.session import Database
from engine.store.trouble import Clash

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
P = ParamSpec("P")

TRIES = 10
_log = logging.getLogger("section26.engine")


class Command(Protocol[T_co]):
    """Something that changes a case, the register or a draft."""

    def do(self, context: CommandContext) -> T_co:
        """Decides, writes and keeps; or refuses with an EngineError."""


class Engine:
    """One database with the definitions and the register in use there."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.definitions = Definitions()
        self.registers = Registers(shipped_schema())
        self.scanner: Scanner | None = None  # where none is set, nobody looks for viruses

    @classmethod
    def open(cls, url: str, *, clock: Clock = utc_now) -> "Engine":
        """The engine on the database at *url*; DatabaseNotReady unless it is there and current."""
        database = Database(url)
        try:
            must_be_ready(database)
        except DatabaseNotReady:
            database.close()
            raise
        return cls(database, clock)

    @classmethod
    def install(
        cls, url: str, *, clock: Clock = utc_now, reference: Reference | None = None
    ) -> "Engine":
        """The engine on the database at *url*, made first or brought up to date where needed.

        Where no register is in use *reference* is put there, or what comes with the product; where
        one is, that stays, and what a newer release brings becomes a draft.
        """
        database = Database(url)
        upgrade(database)
        engine = cls(database, clock)
        tables = (reference or shipped_reference()).tables
        if not engine.do(SeedRegister(tables), None):
            engine.do(OfferRegister(tables), None)
        return engine

    @property
    def reference(self) -> Reference:
        """The tables of the register in use now; DatabaseNotReady when there is none."""
        with self.database.reading() as db:
            return self.registers.in_use(db).reference

    def do(self, command: Command[T], actor: Actor | None) -> T:
        """What the command gives back; a look that another command overtook is taken again."""
        if self.scanner is not None and isinstance(command, HandsIn):
            must_be_clean(self.scanner, command)
        for _ in range(TRIES):
            try:
                with self.database.reading() as db:
                    return command.do(self._work(db, actor))
            except (MovedOn, Clash):
                continue
            except FAILURES as problem:
                self._open_incident(command, actor, str(problem))
                raise
        raise Stale("this case is very busy just now: try again in a moment")

    def _open_incident(self, command: object, actor: Actor | None, cause: str) -> None:
        """A step that failed leaves nothing of itself behind, but that it failed is kept."""
        if isinstance(command, CaseStep):
            try:
                self.do(command.failed(cause), actor)
            except EngineError:
                _log.exception("an incident could not be kept: %s", cause)

    def _work(self, db: Connection, actor: Actor | None) -> CommandContext:
        return CommandContext(
            db, actor, self.clock(), self.registers, self.definitions, database=self.database
        )

    def ask(
        self,
        query: Callable[Concatenate[QueryContext, P], T],
        actor: Actor | None,
        *args: P.args,
        **arguments: P.kwargs,
    ) -> T:
        """The query's answer, as frozen values, as of now."""
        with self.database.reading() as db:
            context = QueryContext(db, actor, self.clock(), self.registers, self.definitions)
            return query(context, *args, **arguments)

    def close(self) -> None:
        """Let the database go."""
        self.database.close()


def shipped_reference() -> Reference:
    """The reference tables that come with the product."""
    return reference_in_sheets(shipped_schema(), reference_in(shipped_workflows()))
