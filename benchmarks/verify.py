"""What proving the record costs: `python -m benchmarks.verify --cases 100`, one JSON line.

A shipped story is played so many times on one database, with its letters and signed copies. Then
`s26 verify` proves a quarter of the cases and all of them, each time in a process of its own.
`per_1000_cases_s` is the CPU time that a thousand such cases cost, taken from the difference, and
memory is flat when the two peaks are alike.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.api import Engine
from engine.commands.publish_shipped import PublishShipped
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock
from engine.rehearsals.rehearse import shipped_definitions
from engine.rehearsals.story import read_story

STORY = Path("workflows/stories/lancashire_cayman_2011.yaml")
TODAY = datetime(2011, 8, 1, 8, tzinfo=UTC)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100)
    wanted = parser.parse_args().cases
    with TemporaryDirectory(prefix="section26-") as folder:
        url = f"sqlite:///{Path(folder) / 'section26.db'}"
        with _office(url) as cast:
            few = _played_and_proved(cast, url, wanted // 4)
            all_of_them = _played_and_proved(cast, url, wanted - wanted // 4)
    more = wanted - wanted // 4
    a_thousand = 1000 * (all_of_them["cpu_s"] - few["cpu_s"]) / more
    figures = {"quarter": few, "all": all_of_them, "per_1000_cases_s": round(a_thousand, 1)}
    print(json.dumps(figures))


@contextmanager
def _office(url: str) -> Iterator[Cast]:
    shipped = shipped_definitions()
    engine = Engine.install(url, clock=StoryClock(TODAY), reference=shipped.reference)
    engine.do(PublishShipped(shipped.bundle), None)
    yield Cast(engine)
    engine.close()


def _played_and_proved(cast: Cast, url: str, more: int) -> dict[str, Any]:
    story, engine = read_story(STORY, TODAY.date()), cast.engine
    for _ in range(more):
        clock = engine.clock = StoryClock(TODAY)
        Player(engine, clock, story, cast, TODAY).play()
    return _proved(url)


def _proved(url: str) -> dict[str, Any]:
    """CPU seconds, peak memory in MB and the last line of `s26 verify`, which has to be green."""
    command = [sys.executable, "-m", "engine.cli.words", "verify"]
    process = subprocess.Popen(
        command, env={**os.environ, "S26_DATABASE_URL": url}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read().strip().splitlines()
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, said
    cpu = round(used.ru_utime + used.ru_stime, 2)
    return {"cpu_s": cpu, "peak_mb": used.ru_maxrss // 1024, "said": said[-1]}


if __name__ == "__main__":
    main()
