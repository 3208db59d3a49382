"""The word of the command line that asks who decides: `s26 who`."""

from argparse import Namespace
from dataclasses import asdict

from engine.api import Engine
from engine.cli.running import say, say_json
from engine.forms.dates import in_words
from engine.queries.who_page import who as who_decides
from engine.section26.who_decides import Answer, Basis
from engine.settings import Settings


def who(args: Namespace, settings: Settings) -> int:
    """Who decides for a force on a day, a line for each answer with what it rests on."""
    engine = Engine.open(settings.database_url)
    found = engine.ask(who_decides, None, force=args.force, day=args.on)
    engine.close()
    if args.json:
        say_json(asdict(found) | {"day": found.day.isoformat()})
        return 0
    say(f"{found.force_name} on {in_words(found.day)}")
    for answer in found.answers:
        say(_in_a_line(answer))
    return 0


def _in_a_line(answer: Answer) -> str:
    said = f"{answer.about}: {'; '.join(answer.lines)}"
    return f"{said} [{_rests_on(answer.basis)}]" if answer.basis else said


def _rests_on(basis: Basis) -> str:
    days = f"from {basis.first_day or 'ever'}" + (f" to {basis.last_day}" if basis.last_day else "")
    parts = (basis.table, days, basis.provision, basis.source, basis.link, basis.sureness)
    return "; ".join(part for part in parts if part)
