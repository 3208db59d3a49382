"""Definitions written to hurt are answered at once, in little memory, in sentences; nothing runs.

What is not refused outright is harmless: it is drawn oddly, and plays as any other definition.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.limits import AT_ONCE
from tests.hostile.measured import GROUPS

ROOT = Path(__file__).parents[2]
MEGABYTES = 100
# What is said of each because nobody gave it a role and a form.
ANYWAY = {"role-known", "task-has-form"}
# Odd, but not so much work as a step may not do; what they open is bounded where they run.
HARMLESS = {
    *("a tower in a condition", "just under a loop in a condition"),
    *("just under a loop in a due date", "a decision asked by all", "a field of many choices"),
    *("a huge repeat", "thirty reminders", "calls that unfold", "calls one after the other"),
    "instances in instances",
}
NOT_SAID = ("Traceback", "root:", "uid=", "<frozen", "site-packages", " object at 0x")


@pytest.mark.parametrize("group", GROUPS)
def test_attacks_are_answered_at_once_and_in_sentences(group: str, tmp_path: Path) -> None:
    answers = _answers(group, tmp_path)

    assert {answer["name"] for answer in answers} == GROUPS[group].keys()
    assert [one for answer in answers for one in _complaints(answer)] == []
    assert not list(tmp_path.iterdir())


def _answers(group: str, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.measured", group],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _complaints(answer: dict[str, Any]) -> Iterator[str]:
    name = answer["name"]
    if answer["seconds"] > AT_ONCE:
        yield f"{name} took {answer['seconds']:.1f} s"
    if answer["megabytes"] > MEGABYTES:
        yield f"{name} took {answer['megabytes']} MB"
    if set(answer["rules"]) <= ANYWAY and name not in HARMLESS:
        yield f"{name} could be published"
    if answer["longest"] > 1_500:
        yield f"{name} is answered at length"
    yield from _traces(name, answer)


def _traces(name: str, answer: dict[str, Any]) -> Iterator[str]:
    """Lines of an answer that tell of the program or the machine."""
    for line in answer["told"]:
        if any(word in line for word in NOT_SAID):
            yield f"{name} is answered so: {line}"
