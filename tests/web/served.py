"""`s26 serve` as it is shipped, in a process of its own that may be stopped and started again."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.support.browsing import Answer, Browser

QUOTED = re.compile(r"quote <strong>([\w-]+)</strong>")
STARTS_IN = 100.0  # seconds


class Installation:
    """`s26 serve --demo` on a database of its own, which may be stopped and started again."""

    def __init__(self, folder: Path, like: Path) -> None:
        self.database = folder / "served.db"
        shutil.copy(like, self.database)
        self.url = f"sqlite:///{self.database}"
        self.lines = folder / "stderr.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.settings = {"S26_OUTBOX": str(folder / "outbox")}  # beside its database and key
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, key: str, *more: str) -> None:
        """Serves with *key*, and with more words such as `--no-worker`, once it takes callers."""
        self.process = self.run(["serve", "--demo", "--port", str(self.port), *more], key)
        until = time.monotonic() + STARTS_IN
        while not self._answers():
            assert self.process.poll() is None, self.lines.read_text()
            assert time.monotonic() < until
            time.sleep(0.1)

    def run(self, words: list[str], key: str) -> "subprocess.Popen[bytes]":
        """`s26` with these words, which writes its lines where the service does."""
        s26 = str(Path(sys.executable).with_name("s26"))
        environment = {**os.environ, "S26_DATABASE_URL": self.url, "S26_SECRET_KEY": key}
        with self.lines.open("ab") as lines:
            return subprocess.Popen(
                [s26, *words],
                env=environment | self.settings,
                stdout=subprocess.DEVNULL,
                stderr=lines,
            )

    def stop(self) -> None:
        """Tells it to stop, and waits until it has."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=STARTS_IN)
            self.process = None

    def line_of(self, page: str) -> str:
        """The one line that holds the reference which a page asks people to quote."""
        (reference,) = QUOTED.findall(page)
        (line,) = [one for one in self.lines.read_text().splitlines() if reference in one]
        return line

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def tried(browser: Browser, email: str, password: str) -> Answer:
    """What answers somebody who tries to sign in."""
    page = browser._ask("GET", "/sign-in").page
    return browser.send("/sign-in", page, email=email, password=password)
