"""The word `certificate`: what made the decisions of a case lawful, in words or as sealed."""

import sys
from argparse import Namespace

from engine.api import Engine
from engine.cli.running import say
from engine.context import QueryContext
from engine.errors import NotFound
from engine.forms.dates import in_words
from engine.queries.certificate_page import certificate_bytes_of, certificates_of
from engine.queries.certificates import WorkedOut
from engine.settings import Settings


def certificate(args: Namespace, settings: Settings) -> int:
    """A line for each certificate, or its sealed bytes; 0 only when every one of them holds."""
    engine = Engine.open(settings.database_url)
    try:
        found = engine.ask(_found, None, args.case, args.task)
    finally:
        engine.close()
    for worked_out in found:
        if args.json:
            sys.stdout.buffer.write(certificate_bytes_of(worked_out) + b"\n")
        else:
            _say(worked_out)
    sys.stdout.flush()
    return 1 if any(worked_out.faults for worked_out in found) else 0


def _found(context: QueryContext, case: str, task: str | None) -> list[WorkedOut]:
    found = certificates_of(context, case)
    wanted = [one for one in found if task in (None, one.body["element"])]
    if not wanted:
        decided = ", ".join(dict.fromkeys(str(one.body["element"]) for one in found))
        raise NotFound(
            f"{case} has no certificate of '{task}'; it has those of {decided}"
            if found and task
            else f"no decision of {case} has a certificate yet"
        )
    return wanted


def _say(worked_out: WorkedOut) -> None:
    body, plain = worked_out.body, worked_out.plain
    say(
        f"entry {plain['entry']}: {body['title']} ({body['element']}), {body['name']}, "
        f"{in_words(worked_out.day)}"
    )
    say(f"       {body['certificate']['sha256']}")
    for fault in worked_out.faults:
        say(f"       RED  it {fault}")
