"""A step of the engine beside the stock round trip: `python -m benchmarks.step`, one JSON line.

Both sides load the case from SQLite, complete a step, run on and commit, with the same facts:
the stock side holds them in its tokens, ours in rows of which a step fetches what it looks at.
CPU time, medians.
"""

import json
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from benchmarks import diagrams, stock
from benchmarks.command import command_ms
from benchmarks.shelf import Shelf, cpu_ms
from engine.cases import runtime
from engine.cases.outcome import Outcome
from engine.execution.load import load
from engine.execution.loaded import Loaded
from engine.execution.looked_at import looked_at
from engine.feel.layers import Layers
from tests.support.playing import MORNING

STEP = 55
FIELDS = 6


def answers(number: int, back: int = 0) -> dict[str, Any]:
    """What the form of a step asks, the same on both sides."""
    fields = {f"step_{number}_{n}": f"answer {n} of step {number}" for n in range(FIELDS)}
    return {**fields, "back": back}


class Ours:
    """A case of ours on a shelf."""

    def __init__(self, loaded: Loaded, shelf: Shelf) -> None:
        self.loaded, self.shelf, self.looked_at = loaded, shelf, looked_at(loaded)
        outcome = runtime.begin(loaded, {"back": 0}, MORNING)
        shelf.keep(outcome.saved, {"back": 0})
        self.uid, self.largest = outcome.open_tasks[0].uid, len(outcome.saved)

    def step(self, given: Mapping[str, Any]) -> Outcome:
        """One step as a command takes it."""
        facts = Layers(given, self.shelf.facts(self.looked_at))
        saved = self.shelf.load()
        outcome = runtime.complete(self.loaded, saved, self.uid, facts, MORNING)
        self.shelf.keep(outcome.saved, given)
        return outcome

    def advance(self, given: Mapping[str, Any]) -> None:
        """Takes the step and stays there."""
        outcome = self.step(given)
        self.uid = outcome.open_tasks[0].uid if outcome.open_tasks else ""
        self.largest = max(self.largest, len(outcome.saved))

    def step_ms(self, given: Mapping[str, Any], times: int) -> float:
        """What the next step costs; the case stays where it is."""
        saved = self.shelf.load()
        cost = cpu_ms(lambda: self.step(given), times, lambda: self.shelf.keep(saved, {}))
        self.shelf.keep(saved, {})
        return cost


def main() -> None:
    files = diagrams.whole()
    with TemporaryDirectory() as folder:
        commanded = command_ms(Path(folder))  # first, as a service has no stock case about
        ours, theirs = _ours(files, Path(folder)), _stock_ms(files, Path(folder))
        figures = {
            "ratio_vs_stock": round(theirs / ours["step_ms"], 1),
            "command_ratio_vs_stock": round(theirs / commanded, 1) if commanded else None,
            **{key: round(value, 4) for key, value in ours.items()},
            "command_ms": commanded,
            "stock_ms": round(theirs, 2),
            **_growth(Path(folder)),
            "floor_ms": round(_floor_ms(Path(folder)), 4),
        }
    print(json.dumps(figures))


def _ours(files: Mapping[str, bytes], folder: Path) -> dict[str, float]:
    loaded = load(files, "p")
    case = Ours(loaded, Shelf(folder / "ours.db"))
    for number in range(1, STEP):
        case.advance(answers(number))
    saved, facts = case.shelf.load(), case.shelf.facts(case.looked_at)
    moved = Layers(answers(STEP), facts)
    return {
        "step_ms": case.step_ms(answers(STEP), 200),
        "engine_ms": cpu_ms(lambda: runtime.complete(loaded, saved, case.uid, moved, MORNING), 200),
        "facts_ms": cpu_ms(lambda: case.shelf.facts(case.looked_at), 200),
        "commit_ms": cpu_ms(_changing(case.shelf, saved), 200),
        "start_ms": cpu_ms(lambda: runtime.begin(loaded, {"back": 0}, MORNING), 200),
        "load_ms": cpu_ms(lambda: load(files, "p"), 3),
        "state_bytes": case.largest,
    }


def _changing(shelf: Shelf, saved: bytes) -> Callable[[], None]:
    numbers = count()
    return lambda: shelf.keep(saved, answers(STEP, next(numbers)))


def _stock_ms(files: Mapping[str, bytes], folder: Path) -> float:
    shelf = Shelf(folder / "stock.db")
    shelf.keep(stock.begin(files), {})
    for number in range(1, STEP):
        shelf.keep(stock.step(shelf.load(), answers(number))[0], {})
    saved = shelf.load()

    def step() -> None:
        shelf.keep(stock.step(shelf.load(), answers(STEP))[0], {})

    return cpu_ms(step, 9, lambda: shelf.keep(saved, {}))


def _growth(folder: Path) -> dict[str, float]:
    """How much more step 1,000 costs than step 3, in a send-back loop and in parallel reviews."""
    found = {}
    for name, files in (("growth", diagrams.send_back()), ("parallel_growth", diagrams.reviews())):
        case = Ours(load(files, "p"), Shelf(folder / f"{name}.db"))
        cost = {}
        for number in range(1, 1001):
            if number in (3, 1000):
                case.step_ms({"back": 1}, 50)
                cost[number] = case.step_ms({"back": 1}, 300)
            case.advance({"back": 1})
        found[f"{name}_1000_over_3"] = round(cost[1000] / cost[3], 2)
    return found


def _floor_ms(folder: Path) -> float:
    """What any engine pays: the facts as one JSON document, read, changed and committed."""
    shelf = Shelf(folder / "floor.db")
    facts = {key: value for number in range(STEP) for key, value in answers(number).items()}
    shelf.keep(orjson.dumps(facts), {})

    def step() -> None:
        held = orjson.loads(shelf.load())
        held.update(answers(STEP, held["back"] + 1))
        shelf.keep(orjson.dumps(held), {})

    return cpu_ms(step, 200)


if __name__ == "__main__":
    main()
