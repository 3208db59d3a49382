"""A real `s26 serve` and two `s26 worker`, killed at random while clerks work over HTTP."""

import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from random import Random

import orjson
from sqlalchemy import select

from engine.audit.tables import audit_entry
from engine.cases.tables import fact
from engine.cases.values import to_json
from engine.commands.publish_shipped import PublishShipped
from tests.support.callers import Caller, take_on
from tests.support.office import Office
from tests.support.reckoning import finish, noted, reckoned
from tests.support.small import small

ROOT = Path(__file__).parents[2]
CALLERS = 3
STARTS_IN = 100.0  # seconds
PATIENCE = 4.0  # seconds that a kill waits for work to be in hand, after the first
MOST_STEPS = 8  # acknowledged between two kills
HASTE = 0.1  # of the kills fall while the service is still starting
Process = subprocess.Popen[bytes]


class Crew:
    """The processes of one installation: the service, and workers beside it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port = free_port()
        self.environment = {
            **os.environ,
            "S26_DATABASE_URL": url,
            "S26_OUTBOX": str(folder / "outbox"),
            "S26_SECRET_KEY": "the killer's own key for tests alone",
            "S26_SECURE_COOKIES": "no",
        }
        serve = ["serve", "--no-worker", "--port", str(self.port)]
        self.words = [serve, ["worker"], ["worker"]]
        self.log = (folder / "crew.log").open("ab")
        self.processes = [self._start(words) for words in self.words]

    def kill(self, place: int) -> None:
        """One of them is killed, and started again."""
        self.processes[place].kill()
        self.processes[place].wait()
        self.processes[place] = self._start(self.words[place])

    def stop(self) -> None:
        """Tells them all to stop, and waits until they have."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=STARTS_IN)
        self.log.close()

    def wait_for_the_service(self) -> None:
        """Returns when the service takes callers."""
        until = time.monotonic() + STARTS_IN
        while not listens(self.port):
            if time.monotonic() > until:
                raise TimeoutError("s26 serve did not start: see crew.log")
            time.sleep(0.05)

    def _start(self, words: list[str]) -> Process:
        command = [sys.executable, "-m", "engine.cli.words", *words]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )


def killed_over_http(url: str, folder: Path, kills: int, random: Random) -> dict[str, int]:
    """What is left after *kills* kills, beside what the pages acknowledged."""
    with closing(Office(url)) as office:
        office.engine.do(PublishShipped(small("PT1S")), None)
        take_on(office)
    crew, stop = Crew(url, folder), threading.Event()
    callers = [Caller(crew.port, folder, seed, stop) for seed in range(CALLERS)]
    crew.wait_for_the_service()
    for caller in callers:
        caller.sign_in()
        caller.start()
    _let_work(callers, 1, STARTS_IN)  # where the machine is busy, the first step takes a while
    for _ in range(kills):
        _let_work(callers, random.randrange(MOST_STEPS), PATIENCE)
        time.sleep(random.uniform(0.0, 0.5))
        crew.kill(random.choice((0, 0, 1, 2)))
        if random.random() > HASTE:
            crew.wait_for_the_service()
    crew.wait_for_the_service()
    stop.set()
    for caller in callers:
        caller.join()
    crew.stop()
    overtaken = sum(caller.overtaken for caller in callers)
    return {"kills": kills, **_left(url, folder, callers), "overtaken": overtaken}


def _let_work(callers: list[Caller], steps: int, patience: float) -> None:
    """Returns once that many more steps were acknowledged, or so many seconds have gone by."""
    wanted = sum(caller.told for caller in callers) + steps
    until = time.monotonic() + patience
    while sum(caller.told for caller in callers) < wanted and time.monotonic() < until:
        time.sleep(0.01)


def _left(url: str, folder: Path, callers: Iterable[Caller]) -> dict[str, int]:
    finish(url, folder)
    with closing(Office(url)) as office:
        found = reckoned(office, noted(folder), folder / "outbox")
        wrong = _misheard(office, {u: text for one in callers for u, text in one.said.items()})
    for one in wrong:
        print(f"lost: {one}")
    return found | {"lost": found["lost"] + len(wrong)}


def _misheard(office: Office, said: dict[str, str]) -> list[str]:
    """The tasks whose kept answer is not the one that was acknowledged."""
    with office.engine.database.reading() as db:
        bodies = [orjson.loads(row.body) for row in db.execute(select(audit_entry.c.body))]
        rows = db.execute(select(fact.c.case_id, fact.c.value))
        kept = {(str(row.case_id), _seal(row.value)) for row in rows}
    sealed = {
        (body["task"], seal)
        for body in bodies
        if body["event"] == "complete_task"
        for seal in body["facts"].values()
    }
    return [
        f"{uid}: {text}"
        for uid, text in said.items()
        if not any(
            (uid, seal) in sealed and (uid.partition(".")[0], seal) in kept
            for seal in (_seal(to_json(text)), _seal(to_json(_number(text))))
        )
    ]


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.isdecimal() else None


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody takes callers there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
