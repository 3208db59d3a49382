"""What conditions cost: `python -m benchmarks.feel`, one JSON line, in microseconds of CPU."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median
from time import process_time_ns

from engine.feel.compile import compile_expression

FACTS = {
    "urgency": "routine",
    "net_cost": Decimal(1200),
    "today": date(2026, 11, 24),
    "start_date": date(2027, 1, 6),
    "posts": [{"rank": "Detective Constable", "number": Decimal(3)}],
}
CONDITIONS = {
    "compare": 'urgency = "routine"',
    "typical": 'urgency != "emergency" and net_cost > 1000',
    "dates": 'start_date < today + duration("P28D")',
    "list": 'some post in posts satisfies post.number > 2 and post.rank = "Detective Constable"',
}
TIMES, ROUNDS = 2_000, 9


def main() -> None:
    """Each condition, beside what calling a Python function of the same facts costs."""
    compiled = {name: compile_expression(source) for name, source in CONDITIONS.items()}
    found = {f"{name}_us": _each(partial(run, FACTS)) for name, run in compiled.items()}
    floor = _each(lambda: FACTS["urgency"] != "emergency" and FACTS["net_cost"] > 1000)  # type: ignore[operator]
    typical = round(found["typical_us"] / floor, 1)
    print(json.dumps({**found, "python_us": floor, "typical_over_python": typical}))


def _each(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = process_time_ns()
        for _ in range(TIMES):
            act()
        taken.append((process_time_ns() - began) / TIMES / 1e3)
    return round(median(taken), 2)


if __name__ == "__main__":
    main()
