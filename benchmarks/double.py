"""Two people answer the same task at the same moment: `python -m benchmarks.double --rounds 1000`.

Prints one JSON line. Of each round one answer must be kept and one be told that it came second:
`successes`, `stale` and `letters` all equal `rounds`, and `other` is 0.
"""

import argparse
import json

from tests.support.double import doubled
from tests.support.office import DATABASES, Office, database


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--database", choices=DATABASES, default="postgresql")
    asked = parser.parse_args()
    with database(asked.database) as url:
        office = Office(url)
        office.furnish()
        print(json.dumps(doubled(office, asked.rounds)))
        office.close()


if __name__ == "__main__":
    main()
