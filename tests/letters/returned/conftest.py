"""A letter as it was issued, and whoever compares what comes back with it."""

import importlib
from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pytest

from engine import limited
from engine.letters.compile import Letter
from engine.letters.render import Stamp, render
from engine.letters.returned.compare import compared, issued_from
from engine.letters.returned.issued import Issued, Stray
from engine.letters.returned.outcome import Outcome

CASE = "LAN-1112-0007"
LETTER = f"{CASE}-L07"
Compare = Callable[[bytes], Outcome]


@pytest.fixture(scope="session")
def written(facts_of: Any, shipped: Callable[[str], Letter]) -> Callable[..., bytes]:
    """The letter of a code and version as a Word file; other facts where they are said."""

    def write(code: str = "L07", version: int = 2, case: str = CASE, **other: Any) -> bytes:
        stamp = Stamp(f"{case}-{code}", case, code, version, "ab" * 32, date(2011, 9, 6))
        return render(shipped(code), facts_of("lancashire_2011") | other, stamp).content

    return write


@pytest.fixture(scope="session")
def file(written: Callable[..., bytes]) -> bytes:
    """The second version of the recommendation, which is the one to sign."""
    return written()


@pytest.fixture(scope="session")
def issued(file: bytes) -> Issued:
    return issued_from(file, LETTER, 2, CASE)


@pytest.fixture(scope="session")
def compare(issued: Issued, written: Callable[..., bytes]) -> Compare:
    """What a file is, by an office that issued three letters more."""
    others = {
        _mark(written(version=1, cc_reasons="Another reason."), 1): Stray(LETTER, 1, CASE),
        _mark(written("L01", 1), 1, "L01"): Stray(f"{CASE}-L01", 1, CASE),
        _mark(written(case="KEN-1112-0001", version=1), 1): Stray("K", 1, "KEN-1112-0001"),
    }
    return lambda content: compared(content, issued, others.get)


def _mark(content: bytes, version: int, code: str = "L07") -> str:
    return issued_from(content, f"{CASE}-{code}", version, CASE).fingerprint


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs are read without a process of their own, so that the lines of their reader count."""

    def read(module: str, content: bytes, *arguments: str) -> Any:
        said = importlib.import_module(module).read(content, *arguments)
        return orjson.loads(orjson.dumps(said))

    monkeypatch.setattr(limited, "read", read)
