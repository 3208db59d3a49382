"""The word of the command line about incidents: what could not be done, and why."""

from argparse import Namespace
from dataclasses import asdict

from engine.api import Engine
from engine.cli.running import say, say_json
from engine.queries.incidents import IncidentLine, open_incidents
from engine.settings import Settings


def incidents(args: Namespace, settings: Settings) -> int:
    """Every open incident, the oldest first; 1 where there is one, so that a watch can ring."""
    engine = Engine.open(settings.database_url)
    still_open = engine.ask(open_incidents, None)
    engine.close()
    if args.json:
        say_json([_incident_json(incident) for incident in still_open])
        return 1 if still_open else 0
    for incident in still_open:
        say(_incident_line(incident))
    say(f"{len(still_open)} open" if still_open else "no incident is open")
    return 1 if still_open else 0


def _incident_json(incident: IncidentLine) -> dict[str, object]:
    return asdict(incident) | {"opened_at": incident.opened_at.isoformat()}


def _incident_line(incident: IncidentLine) -> str:
    place = f"{incident.opened_at:%Y-%m-%d %H:%M} {incident.case}"
    return f"{place} {incident.kind} {incident.title}: {incident.cause}"
