"""Two people answer the same task at the same moment, over and over, and what each was told."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from engine.errors import Stale
from tests.support.office import Office

SECOND = "somebody has already finished this task"


def doubled(office: Office, rounds: int) -> dict[str, int]:
    """What became of two answers to each of *rounds* tasks."""
    told: Counter[str] = Counter()
    uids = [office.start() for _ in range(rounds)]
    both = Barrier(2)

    def answer(uid: str) -> str:
        both.wait(timeout=100)
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
