"""Two people answer the same task at the same moment: `python -m benchmarks.double --rounds 1000`.

Prints one JSON line. Of each round one answer must be kept and one be told that it came second:
`successes`, `stale` and `letters` all equal `rounds`, and `other` is 0.
"""

import argparse
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from benchmarks.office import DATABASES, Office, database
from engine.errors import Stale

SECOND = "somebody has already finished this task"


def doubled(office: Office, rounds: int) -> dict[str, int]:
    """What became of two answers to each of *rounds* tasks."""
    told: Counter[str] = Counter()
    uids = [office.start() for _ in range(rounds)]
    both = Barrier(2)

    def answer(uid: str) -> str:
        both.wait(timeout=30)
        try:
            office.complete(uid, "ask")
        except Stale as second:
            return "stale" if SECOND in str(second) else f"unclear: {second}"
        except Exception as problem:  # noqa: BLE001 - whatever else it is, it is counted
            return f"{type(problem).__name__}: {problem}"
        return "successes"

    with ThreadPoolExecutor(2) as pool:
        for uid in uids:
            told.update(pool.map(answer, (uid, uid)))
    kept = {"successes": told.pop("successes", 0), "stale": told.pop("stale", 0)}
    for problem in told:
        print(problem)
    letters = sum(office.letters_by_task().values())
    return {"rounds": rounds, **kept, "other": told.total(), "letters": letters}


def main() -> None:
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
