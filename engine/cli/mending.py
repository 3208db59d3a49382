"""The word of the command line about incidents: what could not be done, and why."""

from argparse import Namespace
from dataclasses import asdict

from engine.api import Engine
from engine.cli.running import say, say_json
from engine.queries.incidents import open_incidents
from engine.settings import Settings


def incidents(asked: Namespace, settings: Settings) -> int:
    """Every open incident, the oldest first; 1 where there is one, so that a watch can ring."""
    engine = Engine.open(settings.database_url)
    found = engine.ask(open_incidents, None)
    engine.close()
    if asked.json:
        say_json([asdict(one) | {"opened_at": one.opened_at.isoformat()} for one in found])
        return 1 if found else 0
    for one in found:
        say(f"{one.opened_at:%Y-%m-%d %H:%M} {one.case} {one.kind} {one.title}: {one.cause}")
    say(f"{len(found)} open" if found else "no incident is open")
    return 1 if found else 0
