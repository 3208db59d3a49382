"""What `s26 db` does: make a database or bring it up to date, and say whether it is."""

from argparse import Namespace

from engine.api import Engine  # all rooms are loaded, so that every table is known
from engine.cli.running import say
from engine.queries.register_pages import register_offered
from engine.settings import Settings
from engine.store.check import differences
from engine.store.migrate import must_be_ready
from engine.store.session import Database

OFFERED = (
    "this release ships other reference tables than are in use: process owners find them, with "
    "what was changed here, as register {number}, a draft"
)


def database(args: Namespace, settings: Settings) -> int:
    """Bring the database up to date, made where there is none; `check` only looks at it."""
    if args.what == "check":
        return _check_schema(settings)
    engine = Engine.install(settings.database_url)
    say("the database is up to date")
    if number := engine.ask(register_offered, None):
        say(OFFERED.format(number=number))
    engine.close()
    return 0


def _check_schema(settings: Settings) -> int:
    """1 where the schema is not that of the code; the database is not changed, nor one made."""
    looked_at = Database(settings.database_url, read_only=True)
    must_be_ready(looked_at)
    different = differences(looked_at)
    looked_at.close()
    for difference in different:
        say(f"the schema differs from the code: {difference}")
    if not different:
        say("the database is up to date")
    return 1 if different else 0
