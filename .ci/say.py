"""How ./dev speaks: a line when something takes time, the end of the log when it fails."""

import subprocess
import sys
from collections.abc import Sequence

LINES_OF_LOG = 25


class Trouble(Exception):
    """Something the person at the keyboard has to know: sentences, no traceback."""


def say(text: str) -> None:
    """One line to the person, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run(command: Sequence[str], failure: str) -> str:
    """What *command* printed; nothing is shown unless it fails."""
    done = subprocess.run(  # noqa: S603  (the commands are our own)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    log = done.stdout.strip().splitlines()[-LINES_OF_LOG:]
    raise Trouble("\n".join([failure, f"  command: {' '.join(command)}", *(f"  {x}" for x in log)]))
