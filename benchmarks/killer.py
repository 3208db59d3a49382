"""Kills processes at random while they work: `python -m benchmarks.killer --kills 200`.

Three clerks and two workers share one database. One of them is killed every half second or so,
and started again. Afterwards every step that a clerk was told is kept must be on record, whole,
and once. Prints one JSON line: `half_steps`, `lost`, `doubled` and `errors` must be 0.

With `--http` it is a real `s26 serve` and two `s26 worker` that are killed, while the clerks sign
in and work through the pages.
"""

import argparse
import json
import time
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.clerks import clerk, worker
from benchmarks.office import DATABASES, Office, database
from benchmarks.reckoning import finish, noted, reckoned
from benchmarks.serving import killed_over_http

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--http", action="store_true")
    parser.add_argument("--seed", type=int, default=26)
    asked = parser.parse_args()
    with database(asked.database) as url, TemporaryDirectory(prefix="section26-") as folder:
        kill = killed_over_http if asked.http else killed
        print(json.dumps(kill(url, Path(folder), asked.kills, Random(asked.seed))))


if __name__ == "__main__":
    main()
