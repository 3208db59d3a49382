"""Kills processes at random while they work: `python -m benchmarks.killer --kills 200`.

Three clerks and two workers share one database. One of them is killed every half second or so,
and started again. Afterwards every step that a clerk was told is kept must be on record, whole,
and once. Prints one JSON line: `half_steps`, `lost`, `doubled` and `errors` must be 0.

With `--http` it is a real `s26 serve` and two `s26 worker` that are killed, while the clerks sign
in and work through the pages.
"""

import argparse
import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.support.killer import killed
from tests.support.office import DATABASES, database
from tests.support.serving import killed_over_http


def main() -> None:
    """Prints the figures."""
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
