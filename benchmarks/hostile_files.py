"""What hostile files cost whoever reads them: `python -m benchmarks.hostile_files`.

Each is made by `tests/support`, and read by the service's own reader in a process of its own.
Prints one JSON line: of each kind the most milliseconds of processor time, and the most MB above
what the process had before it held the file; `--told` prints each file too. Needs Linux.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time

from tests.support.hostile_files import HOSTILE
from tests.support.readers import READERS, REFUSALS


@dataclass(frozen=True)
class Cost:
    """What one file cost: its size, processor time, memory, and what was said of it."""

    kilobytes: int
    milliseconds: float
    megabytes: float
    said: str


def main() -> None:
    """Prints the costs; ends with 1 where one is too high."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--told", action="store_true", help="print each file")
    parser.add_argument("--kind", choices=READERS, help="only files of this kind")
    parser.add_argument("--one", choices=HOSTILE, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(asdict(cost_of(asked.one))))
        return
    costs = {}
    for name, one in HOSTILE.items():
        if asked.kind in (None, one.reader):
            costs[name] = _apart(name)
            if asked.told:
                print(name, costs[name], file=sys.stderr, flush=True)
    print(json.dumps(worst(costs)))


def worst(costs: Mapping[str, Cost]) -> dict[str, dict[str, float]]:
    """The highest costs of each kind of file."""
    kinds = {HOSTILE[name].reader for name in costs}
    of = {kind: [cost for name, cost in costs.items() if name.startswith(kind)] for kind in kinds}
    return {
        kind: {
            "files": len(some),
            "ms": max(cost.milliseconds for cost in some),
            "mb": max(cost.megabytes for cost in some),
        }
        for kind, some in sorted(of.items())
    }


def cost_of(name: str) -> Cost:
    """What it costs this very process to take a file and read it."""
    content = sys.stdin.buffer.read()
    read = READERS[HOSTILE[name].reader]
    began, before = process_time(), _most_memory()
    try:
        said = read(content)
    except REFUSALS as refused:
        said = refused
    spent = process_time() - began
    held = _most_memory() - before + len(content) / 1_000_000
    return Cost(len(content) // 1_000, round(1_000 * spent, 1), round(held, 1), str(said)[:100])


def _apart(name: str) -> Cost:
    command = [sys.executable, "-m", "benchmarks.hostile_files", "--one", name]
    done = subprocess.run(command, input=HOSTILE[name].make(), capture_output=True, check=True)
    return Cost(**json.loads(done.stdout))


def _most_memory() -> float:
    """The most MB that this process has held so far."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1_000


if __name__ == "__main__":
    main()
