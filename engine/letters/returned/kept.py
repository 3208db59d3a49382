"""An outcome as it is kept with the letter, and read again for ever after. Pure."""

from collections.abc import Mapping
from typing import Any

import orjson

from engine.letters.returned.outcome import Kind, Outcome


def to_text(outcome: Outcome, libraries: Mapping[str, str]) -> str:
    """An outcome and what it was reached with, as JSON; only what is taken has no difference."""
    record = {
        "kind": outcome.kind.value,
        "sentence": outcome.sentence,
        "details": list(outcome.details),
        "media_type": outcome.media_type,
        "pages": outcome.pages,
        "libraries": dict(libraries),
    }
    return orjson.dumps(record, option=orjson.OPT_SORT_KEYS).decode()


def from_text(text: str) -> Outcome:
    """The outcome again; ValueError, KeyError or TypeError when it is none."""
    record: dict[str, Any] = orjson.loads(text)
    return Outcome(
        kind=Kind(record["kind"]),
        sentence=str(record["sentence"]),
        details=tuple(str(detail) for detail in record["details"]),
        media_type=str(record["media_type"]),
        pages=int(record["pages"]),
    )
