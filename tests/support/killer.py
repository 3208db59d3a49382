"""Processes that are killed at random while they work, and what is on record afterwards."""

import time
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

from tests.support.clerks import clerk, worker
from tests.support.office import Office
from tests.support.reckoning import finish, noted, reckoned

PATIENCE = 60.0  # seconds that the first kill waits
CREW = (clerk, clerk, clerk, worker, worker)


def killed(url: str, folder: Path, kills: int, random: Random) -> dict[str, int]:
    """What is left after *kills* kills, beside what was acknowledged."""
    with closing(Office(url)) as office:
        office.furnish(wait="PT1S")
    crew = [start(url, folder, seed) for seed, start in enumerate(CREW)]
    _wait_for_work(folder)
    for number in range(kills):
        time.sleep(random.uniform(0.2, 0.8))
        place = random.randrange(len(CREW))
        _kill(crew[place])
        crew[place] = CREW[place](url, folder, len(CREW) + number)
    for process in crew:
        _kill(process)
    finish(url, folder)
    with closing(Office(url)) as office:
        return {"kills": kills, **reckoned(office, noted(folder), folder / "outbox")}


def _wait_for_work(folder: Path) -> None:
    """Returns once a step was kept: where the machine is busy, clerks take seconds to begin."""
    until = time.monotonic() + PATIENCE
    while not noted(folder) and time.monotonic() < until:
        time.sleep(0.05)


def _kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()
