"""Named places where a process can be told to die, so that tests see what is left behind.

`S26_CRASH_AT` is read once, when this file is first imported. Without it a place costs one
comparison. With it the process ends there at once: nothing is closed, flushed or rolled back.
"""

import os

POINTS = (
    "after_look",
    "after_letters",
    "after_guard",
    "before_commit",
    "after_commit",
    "after_lease",
    "after_send",
)
KILLED = 137  # the exit code of a process that SIGKILL ended

_armed = os.environ.get("S26_CRASH_AT", "")


def crash_point(name: str) -> None:
    """Ends the process when it was told to die here."""
    if name == _armed:
        os._exit(KILLED)
