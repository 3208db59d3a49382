"""Processes that are killed at random while they work, and what is on record afterwards."""

import time
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

from tests.support.clerks import clerk, worker
from tests.support.office import Office
from tests.support.reckoning import finish, noted, reckoned

CREW = (clerk, clerk, clerk, worker, worker)


def killed(url: str, folder: Path, kills: int, random: Random) -> dict[str, int]:
    """What is left after *kills* kills, beside what was acknowledged."""
    with closing(Office(url)) as office:
        office.furnish(wait="PT1S")
    crew = [start(url, folder, seed) for seed, start in enumerate(CREW)]
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


def _kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()
