"""Whether strangers without a sign-in can stop `s26 serve`: a working user beside them.

`python -m benchmarks.strangers` says as JSON, for each number and kind of strangers, how many of
the user's pages were answered and how long the middle one took, and what 40 sign-ins at once do
to somebody else's page. `--numbers 99 500` for fewer. It serves, and asks, on 127.0.0.1 only.
"""

import argparse
import json
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD, seed_definitions, seed_people
from engine.queries.signing_in import demo_accounts
from tests.support.browsing import GONE, Browser
from tests.support.crowd import KINDS, Crowd
from tests.support.serving import ROOT, STARTS_IN, free_port, listens
from web.serving.limits import Limits, affordable

NUMBERS = (99, 500, 3000)
PAGES = 40  # that the user asks for beside each crowd
AT_ONCE = 40  # sign-ins
GUESSERS = 8
PATIENCE = 10.0  # seconds a page may take before it counts as not answered
USER = "international.lead@lancashire.example"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", nargs="+", type=int, default=NUMBERS)
    numbers = parser.parse_args().numbers
    affordable(Limits(connections=max(numbers)))  # as many files for this process
    with tempfile.TemporaryDirectory(prefix="section26-strangers-") as folder:
        emails = _installation(Path(folder))
        with _served(Path(folder)) as (port, process):
            print(json.dumps(_figures(port, process.pid, numbers, emails), indent=2))


def _figures(port: int, pid: int, numbers: list[int], emails: list[str]) -> dict[str, Any]:
    user = Browser(port, USER, DEMO_PASSWORD)
    user.sign_in()
    asked(user)  # the templates are compiled as they are first shown
    figures: dict[str, Any] = {}
    for number in numbers:
        for kind in KINDS:
            alone = asked(user)
            with closing(Crowd(port, kind, number)) as crowd:
                figures[f"{kind}_{number}"] = _beside(asked(user), alone, pid) | {
                    "let_go": crowd.let_go
                }
    alone = asked(user)
    with _guessing(port):
        figures["wrong_passwords"] = _beside(asked(user), alone, pid)
    figures |= signing_in_at_once(port, user, emails)
    return figures


def asked(user: Browser, pages: int = PAGES) -> list[float | None]:
    """How long each page took, in seconds; None for one that was not answered."""
    times = []
    for _ in range(pages):
        times.append(_asked_once(user))
        time.sleep(0.1)
    return times


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


def _answered(times: list[float | None]) -> list[float]:
    return [took for took in times if took is not None]


def _beside(times: list[float | None], times_alone: list[float | None], pid: int) -> dict[str, Any]:
    good = _answered(times)
    beside = statistics.median(good) if good else PATIENCE
    alone = statistics.median(_answered(times_alone))
    return {
        "answered": f"{len(good)} of {len(times)}",
        "alone_ms": round(1000 * alone, 1),
        "median_ms": round(1000 * beside, 1),
        "ratio": round(beside / alone, 2),
        "rss_mb": _memory(pid),
    }


@contextmanager
def _guessing(port: int) -> Iterator[None]:
    """While so many guess without end: a process of their own, so that they cost the user none."""
    process = multiprocessing.Process(target=_guess, args=(port,), daemon=True)
    process.start()
    time.sleep(2.0)
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _guess(port: int) -> None:
    def guess(number: int) -> None:
        while True:
            _status_of_signing_in(port, f"somebody{number}@example.org", "a wrong password")

    with ThreadPoolExecutor(GUESSERS) as pool:
        list(pool.map(guess, range(GUESSERS)))


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
