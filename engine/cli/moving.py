"""The word that moves running cases to another version of their definition."""

from argparse import Namespace
from collections.abc import Iterator

from engine.api import Engine
from engine.cli.running import say, say_json
from engine.commands.migrate_case import MigrateCase
from engine.errors import EngineError
from engine.queries.migrating import Prospect, could_migrate
from engine.settings import Settings


def migrate(args: Namespace, settings: Settings) -> int:
    """Each case's result; 1 where any stays on its version."""
    engine = Engine.open(settings.database_url)
    try:
        prospects = tuple(_each_prospect(engine, args))
    finally:
        engine.close()
    if args.json:
        say_json([_prospect_json(prospect) for prospect in prospects])
    else:
        _say_prospects(prospects, "could move" if args.dry_run else "moved", args.to)
    return 0 if all(prospect.can for prospect in prospects) else 1


def _each_prospect(engine: Engine, args: Namespace) -> Iterator[Prospect]:
    """What comes of each case, looked at so many at once: no look stays open over all of them."""
    last_number: int | None = 0
    while last_number is not None:
        page = engine.ask(could_migrate, None, args.definition, args.to, last_number)
        for prospect in page.cases:
            yield prospect if args.dry_run else _move_case(engine, prospect, args.to)
        last_number = page.after


def _move_case(engine: Engine, prospect: Prospect, number: int) -> Prospect:
    """What came of moving a case: somebody may have acted on it since it was tried."""
    if not prospect.can:
        return prospect
    try:
        changes = engine.do(MigrateCase(prospect.reference, number), None)
    except EngineError as problem:
        return Prospect(prospect.reference, prospect.number, (str(problem),))
    return Prospect(prospect.reference, prospect.number, (), changes)


def _prospect_json(prospect: Prospect) -> dict[str, object]:
    return {
        "case": prospect.reference,
        "from": prospect.number,
        "moves": prospect.can,
        "reasons": list(prospect.reasons),
        "changes": list(prospect.changes),
    }


def _say_prospects(prospects: tuple[Prospect, ...], verb: str, number: int) -> None:
    for prospect in prospects:
        what = verb if prospect.can else "stays"
        say(f"{what}  {prospect.reference}, from version {prospect.number}")
        for sentence in (*prospect.reasons, *prospect.changes):
            say(f"       {sentence}")
    able = sum(prospect.can for prospect in prospects)
    say(f"{able} of {len(prospects)} running cases {verb} to version {number}")
