"""A whole command beside the stock round trip: facts, task rows, audit, jobs, one commit."""

from pathlib import Path


def command_ms(_folder: Path) -> float | None:
    """The CPU time of completing step 55 through the Engine; None while it is not measured."""
    return None
