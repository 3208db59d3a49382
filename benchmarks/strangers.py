"""Whether strangers without a sign-in can stop `s26 serve`: a working user beside them.

`python -m benchmarks.strangers` says as JSON, for each number and kind of strangers, how many of
the user's pages were answered, how long the middle one took beside that of the same user before
and after, and what 40 sign-ins at once do to somebody else's page. `--numbers 99 500` for fewer,
`--kinds slow` for one. It serves, and asks, on 127.0.0.1 only.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD, seed_definitions, seed_people
from engine.queries.signing_in import demo_accounts
from tests.support.browsing import GONE, Browser
from tests.support.crowd import KINDS, Crowd
from tests.support.guessers import Guessers
from tests.support.serving import ROOT, STARTS_IN, free_port, listens
from web.serving.limits import Limits, affordable

NUMBERS = (99, 500, 3000)
ROUNDS = 3  # by turns alone and beside the crowd: other things go on on this machine too
PAGES = 15  # that the user asks for in each
AT_ONCE = 40  # sign-ins
GUESSING = "wrong_passwords"
ELSEWHERE = "127.0.0.2"  # an address of this machine that is not the user's
NEWCOMERS = 5
PATIENCE = 10.0  # seconds a page may take before it counts as not answered
Times = list[float | None]
USER = "international.lead@lancashire.example"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", nargs="+", type=int, default=NUMBERS)
    parser.add_argument(
        "--kinds", nargs="+", choices=(*KINDS, GUESSING), default=[*KINDS, GUESSING]
    )
    given = parser.parse_args()
    crowds = [(kind, n) for n in given.numbers for kind in given.kinds]
    affordable(Limits(connections=max(given.numbers)))  # as many files for this process
    with tempfile.TemporaryDirectory(prefix="section26-strangers-") as folder:
        emails = _installation(Path(folder))
        with _served(Path(folder)) as (port, process):
            print(json.dumps(_figures(port, process.pid, crowds, emails), indent=2))


def _figures(
    port: int, pid: int, crowds: list[tuple[str, int]], emails: list[str]
) -> dict[str, Any]:
    user = Browser(port, USER, DEMO_PASSWORD)
    user.sign_in()
    asked(user)  # the templates are compiled as they are first shown
    figures: dict[str, Any] = {}
    for kind, number in crowds:
        figures[f"{kind}_{number}"] = _beside_a_crowd(user, pid, kind, number)
        print(kind, number, figures[f"{kind}_{number}"], file=sys.stderr, flush=True)
    return figures | signing_in_at_once(port, user, emails)


def _beside_a_crowd(user: Browser, pid: int, kind: str, number: int) -> dict[str, Any]:
    """The user's pages and newcomers' first ones, by turns alone and beside the crowd."""
    alone, beside, newcomers = Times(), Times(), Times()
    for _ in range(ROUNDS):
        alone += asked(user)
        with _crowd(user.port, kind, number) as told:
            beside += asked(user)
            newcomers += [_first_page(user.port) for _ in range(NEWCOMERS)]
            rss = _memory(pid)
    good = [took for took in beside if took is not None]
    return {
        "answered": f"{len(good)} of {len(beside)}",
        "alone_ms": _milliseconds(alone),
        "median_ms": _milliseconds(beside),
        "ratio": round(_milliseconds(beside) / _milliseconds(alone), 2),
        "worst_ms": round(1000 * max(good, default=PATIENCE), 1),
        "newcomer_ms": _milliseconds(newcomers),
        "rss_mb": rss,
        **told,
    }


def asked(user: Browser) -> Times:
    """How long each of the user's pages took, in seconds; None for one that was not answered."""
    times = []
    for _ in range(PAGES):
        times.append(_asked_once(user))
        time.sleep(0.1)
    return times


def _first_page(port: int) -> float | None:
    """How long the page to sign in on took for somebody who has not been here before."""
    began = time.monotonic()
    try:
        status = Browser(port, "", "")._ask("GET", "/sign-in").status
    except GONE:
        return None
    return time.monotonic() - began if status == 200 else None


def signing_in_at_once(port: int, user: Browser, emails: list[str]) -> dict[str, Any]:
    """What so many sign-ins at the same moment do to the user's page, and what they are told."""
    worst = 0.0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = [
            pool.submit(_status_of_signing_in, port, emails[number % len(emails)])
            for number in range(AT_ONCE)
        ]
        while not all(one.done() for one in told):
            worst = max(worst, _asked_once(user) or PATIENCE)
    statuses = [one.result() for one in told]
    return {
        "sign_in_worst_other_page_s": round(worst, 2),
        "sign_ins": {str(status): statuses.count(status) for status in sorted(set(statuses))},
    }


def _asked_once(user: Browser) -> float | None:
    began = time.monotonic()
    try:
        good = user.get("/tasks").status == 200
    except GONE:
        return None
    took = time.monotonic() - began
    return took if good and took < PATIENCE else None


def _status_of_signing_in(port: int, email: str, password: str = DEMO_PASSWORD) -> int:
    browser = Browser(port, email, password)
    try:
        page = browser.get("/privacy").page and browser._ask("GET", "/sign-in").page
        return browser.send("/sign-in", page, email=email, password=password).status
    except GONE:
        return 0


def _milliseconds(times: Times) -> float:
    good = [PATIENCE if took is None else took for took in times]
    return round(1000 * statistics.median(good), 1)


@contextmanager
def _crowd(port: int, kind: str, number: int) -> Iterator[dict[str, int]]:
    """While they are there; then what became of them.

    They are a process of their own, so that they cost the user no time of Python's.
    """
    told: dict[str, int] = {}
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_be_a_crowd, args=(there, port, kind, number))
    process.start()
    here.recv()
    try:
        yield told
    finally:
        here.send("over")
        told |= here.recv()
        process.kill()
        process.join()


def _be_a_crowd(line: Connection, port: int, kind: str, number: int) -> None:
    os.nice(5)  # strangers come from elsewhere, and take less of the processors than we do
    crowd = (
        Guessers(port, number, ELSEWHERE)
        if kind == GUESSING
        else Crowd(port, kind, number, ELSEWHERE)
    )
    with closing(crowd):
        line.send("there")
        line.recv()
        line.send(crowd.told())


def _memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def _installation(folder: Path) -> list[str]:
    """The addresses of the demo's accounts, on a fresh database."""
    engine = Engine.install(f"sqlite:///{folder / 'served.db'}")
    seed_definitions(engine)
    seed_people(engine)
    emails = [account.email for account in engine.ask(demo_accounts, None)]
    engine.close()
    return emails


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    port = free_port()
    words = ["serve", "--demo", "--no-worker", "--port", str(port)]
    with (folder / "served.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "engine.cli.words", *words],
            cwd=ROOT,
            env={"S26_DATABASE_URL": f"sqlite:///{folder / 'served.db'}", "PATH": "/usr/bin:/bin"},
            stdout=log,
            stderr=log,
        )
        try:
            until = time.monotonic() + STARTS_IN
            while not listens(port) and time.monotonic() < until:
                time.sleep(0.05)
            yield port, process
        finally:
            process.terminate()
            process.wait(timeout=STARTS_IN)


if __name__ == "__main__":
    main()
