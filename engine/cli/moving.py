"""The word that moves running cases to another version of their definition."""

from argparse import Namespace
from collections.abc import Iterator

from engine.api import Engine
from engine.cli.running import say, say_json
from engine.commands.migrate_case import MigrateCase
from engine.errors import EngineError
from engine.queries.migrating import Prospect, could_migrate
from engine.settings import Settings


def migrate(asked: Namespace, settings: Settings) -> int:
    """Each case's result; 1 where any stays on its version."""
    engine = Engine.open(settings.database_url)
    try:
        found = tuple(_each(engine, asked))
    finally:
        engine.close()
    if asked.json:
        say_json([_plain(one) for one in found])
    else:
        _tell(found, "could move" if asked.dry_run else "moved", asked.to)
    return 0 if all(one.can for one in found) else 1


def _each(engine: Engine, asked: Namespace) -> Iterator[Prospect]:
    """What comes of each case, looked at so many at once: no look stays open over all of them."""
    after: int | None = 0
    while after is not None:
        found = engine.ask(could_migrate, None, asked.definition, asked.to, after)
        for one in found.cases:
            yield one if asked.dry_run else _moved(engine, one, asked.to)
        after = found.after


def _moved(engine: Engine, one: Prospect, number: int) -> Prospect:
    """What came of moving a case: somebody may have acted on it since it was tried."""
    if not one.can:
        return one
    try:
        changes = engine.do(MigrateCase(one.reference, number), None)
    except EngineError as problem:
        return Prospect(one.reference, one.number, (str(problem),))
    return Prospect(one.reference, one.number, (), changes)


def _plain(one: Prospect) -> dict[str, object]:
    return {
        "case": one.reference,
        "from": one.number,
        "moves": one.can,
        "reasons": list(one.reasons),
        "changes": list(one.changes),
    }


def _tell(found: tuple[Prospect, ...], verb: str, number: int) -> None:
    for one in found:
        say(f"{verb if one.can else 'stays'}  {one.reference}, from version {one.number}")
        for sentence in (*one.reasons, *one.changes):
            say(f"       {sentence}")
    able = sum(one.can for one in found)
    say(f"{able} of {len(found)} running cases {verb} to version {number}")
