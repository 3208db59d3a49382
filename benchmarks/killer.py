"""Kills processes at random while they work: `python -m benchmarks.killer --kills 200`.

Three clerks and two workers share one database. One of them is killed every half second or so,
and started again. Afterwards every step that a clerk was told is kept must be on record, whole,
and once. Prints one JSON line: `half_steps`, `lost`, `doubled` and `errors` must be 0.
"""

import argparse
import json
import time
from contextlib import closing
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.clerks import clerk, worker
from benchmarks.office import DATABASES, Office, database
from benchmarks.reckoning import noted, reckoned
from engine.clock import utc_now
from engine.jobs.mail import FolderPost
from engine.worker import work_off

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
    _finish(url, folder)
    with closing(Office(url)) as office:
        return {"kills": kills, **reckoned(office, noted(folder), folder / "outbox")}


def _kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()


def _finish(url: str, folder: Path) -> None:
    """What the dead had leased is done once their leases are over."""
    with closing(Office(url, clock=lambda: utc_now() + timedelta(minutes=3))) as office:
        while work_off(office.engine, FolderPost(folder / "outbox")):
            pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--seed", type=int, default=26)
    asked = parser.parse_args()
    with database(asked.database) as url, TemporaryDirectory(prefix="section26-") as folder:
        print(json.dumps(killed(url, Path(folder), asked.kills, Random(asked.seed))))


if __name__ == "__main__":
    main()
