"""Why a PDF is refused, in sentences that several of its readers say. Pure."""

from engine.readers.errors import Fault, NotRead

AGAIN = "print it to a new PDF"


def carried(what: str, name: str) -> NotRead:
    """It has something inside that has this name."""
    return NotRead(f"it has {what} inside (/{name}): {AGAIN}")


def broken() -> NotRead:
    """Its objects do not end where they should."""
    return NotRead(f"it is cut short or broken: save it again, or {AGAIN}", Fault.BROKEN)


def too_many() -> NotRead:
    """It has more objects, or more in them, than any document."""
    return NotRead(f"it has far more parts than a document needs: {AGAIN}")
