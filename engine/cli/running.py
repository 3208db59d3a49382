"""What each word of the command line does."""

import json
import signal
import sys
import threading
from argparse import Namespace
from dataclasses import replace

from engine.api import Engine
from engine.audit.rounds import Rounds
from engine.audit.signing import Notary
from engine.clamd import Clamd
from engine.cli.seed import DEMO_PASSWORD, seed_cases, seed_definitions, seed_people
from engine.commands.add_person import REAL_PEOPLE
from engine.errors import NotAllowed
from engine.jobs.mail import FolderPost, Post, SmtpPost
from engine.queries.signing_in import demo_accounts, real_people
from engine.queries.starting import any_in_use
from engine.settings import Settings
from engine.worker import Pulse, run, work_off

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


def seed(args: Namespace, settings: Settings) -> int:
    """Put the shipped definitions into use where none is, and for a demo the people and cases."""
    if args.demo:
        return _seed_demo(settings)
    engine = Engine.open(settings.database_url)
    say(seed_definitions(engine))
    engine.close()
    return 0


def _seed_demo(settings: Settings) -> int:
    engine = Engine.install(settings.database_url)
    if engine.ask(real_people, None):
        engine.close()
        raise NotAllowed(REAL_PEOPLE)
    say(seed_definitions(engine))
    say(f"{seed_people(engine)} people added")
    for reference in seed_cases(engine):
        say(f"case {reference}")
    engine.close()
    return 0


def serve(args: Namespace, settings: Settings) -> int:
    """Serve until stopped; due jobs are done in the same process unless told otherwise."""
    from web.serving.pages import serve_pages  # noqa: PLC0415 - the engine knows no web until asked to serve

    if args.demo:
        settings = replace(settings, demo=True, secure_cookies=False)
    engine = _open_with_scanner(settings)
    _must_be_fit_to_serve(engine, settings)
    rounds = _signing_rounds(engine, settings)
    stop = threading.Event()
    run_arguments = (engine, post(settings), settings.mail_from, stop, rounds)
    worker = threading.Thread(target=run, args=run_arguments)
    if not args.no_worker:
        worker.start()
    try:
        _say_where(args, settings)
        if settings.demo:
            _say_sign_ins(engine)
        in_hand, given_up = serve_pages(engine, settings, args.host, args.port)
    finally:
        stop.set()
        if worker.is_alive():
            worker.join()
        engine.close()
    say(how_it_stopped(in_hand, given_up))
    return 0


def _say_where(args: Namespace, settings: Settings) -> None:
    say(f"Serving on http://{args.host}:{args.port}")
    if args.host in EVERYWHERE and not settings.hosts:
        say("It answers only under the names of this machine: S26_HOSTS lists others")


def how_it_stopped(in_hand: int, given_up: int) -> str:
    """A line for whoever stopped the service, with what was still being answered, if anything."""
    sentences = []
    if answered := in_hand - given_up:
        sentences.append(f"{_requests_were(answered)} answered first")
    if given_up:
        sentences.append(
            f"{_requests_were(given_up)} given up, still being answered after 20 seconds"
        )
    return f"Stopped: {', '.join(sentences)}." if sentences else "Stopped."


def _requests_were(number: int) -> str:
    return "1 request was" if number == 1 else f"{number} requests were"


def _open_with_scanner(settings: Settings) -> Engine:
    """The engine that takes files from people: with the virus scanner, where one is named."""
    engine = Engine.open(settings.database_url)
    engine.scanner = Clamd(settings.clamd) if settings.clamd else None
    return engine


def _signing_rounds(engine: Engine, settings: Settings) -> Rounds | None:
    """What signs checkpoints while work goes on; None where no key is named."""
    if settings.checkpoint_key_file is None:
        return None
    notary = Notary.of(engine.database, settings)
    notary.must_be_able()
    return Rounds(notary)


def _must_be_fit_to_serve(engine: Engine, settings: Settings) -> None:
    if settings.demo and engine.ask(real_people, None):
        raise NotAllowed(REAL_PEOPLE)
    if not engine.ask(any_in_use, None):
        say("No process definition is in use yet, so no case can begin: run s26 seed")
    file = engine.database.file
    if file is not None and file.open_to_others():
        say(f"Others on this machine may read {file.path}: chmod 600 keeps it yours")


def work(args: Namespace, settings: Settings) -> int:
    """Do due jobs, once or until told to stop; a job in hand is finished first."""
    engine = Engine.open(settings.database_url)
    if args.once:
        count = 0
        while work_off(engine, post(settings), settings.mail_from):
            count += 1
        Pulse(engine).beat()
        say(f"{count} jobs done")
    else:
        rounds = _signing_rounds(engine, settings)
        stop = threading.Event()
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, lambda *_: stop.set())
        run(engine, post(settings), settings.mail_from, stop, rounds)
    engine.close()
    return 0


def post(settings: Settings) -> Post:
    """Where messages go: the SMTP server where one is set, else the outbox folder."""
    if settings.smtp_host:
        return SmtpPost(settings.smtp_host, settings.smtp_port)
    return FolderPost(settings.outbox)


def say(text: str, end: str = "\n") -> None:
    """Prints at once, so that a reader of a pipe sees it when it happens."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def say_json(plain: object) -> None:
    """Prints values as JSON."""
    say(json.dumps(plain, indent=2, ensure_ascii=False))


def _say_sign_ins(engine: Engine) -> None:
    accounts = engine.ask(demo_accounts, None)
    say(f"Sign in as any of these with the password '{DEMO_PASSWORD}':")
    for account in accounts:
        say(f"  {account.email:44} {account.name}")
