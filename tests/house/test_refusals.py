"""Every refusal has a sentence in the code, a status and a page."""

import inspect
from pathlib import Path

import pytest

from engine import errors
from engine.errors import EngineError
from web.errors import PAGES

REFUSALS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, EngineError) and kind is not EngineError
]


def test_every_refusal_lives_in_one_file(python_files: list[Path], root: Path) -> None:
    elsewhere = [
        str(path.relative_to(root))
        for path in python_files
        if path != root / "engine" / "errors.py" and "(EngineError)" in path.read_text()
    ]

    assert elsewhere == []


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_status_and_a_page(refusal: type[EngineError], root: Path) -> None:
    status, page = PAGES[refusal]

    assert 400 <= status < 600
    assert (root / "web" / "templates" / page).is_file()


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda kind: kind.__name__)
def test_every_refusal_says_when_it_is_made(refusal: type[EngineError]) -> None:
    assert refusal.__doc__
    assert refusal.__doc__ != EngineError.__doc__
