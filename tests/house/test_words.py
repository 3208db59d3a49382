"""One word for each thing: what docs/words.md rules out stays out of what people read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGES = ("web/templates/**/*.html", "workflows/**/*.form", "workflows/*.md", "docs/**/*.md", "*.md")
# Our page of words names them; standards and licences have words of their own.
EXEMPT = {"docs/words.md", "THIRD-PARTY.md"}
# Everyday words that are also used in their everyday sense.
EVERYDAY = {
    "agency",
    "approval",
    "archive",
    "clearance",
    "journal",
    "package",
    "partial",
    "release",
    "schema",
    "screen",
    "simulation",
    "ticket",
    "work in progress",
}


def ruled_out(page: str) -> dict[str, str]:
    """Each word that is not ours, with the one that is."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE)
    words = {
        other.strip(): word
        for word, others in rows
        if word not in {"word", "---"} and others != "–"
        for other in re.sub(r"\([^)]*\)", "", others).split(",")
    }
    return {other: word for other, word in words.items() if other not in EVERYDAY}


@pytest.fixture(scope="module")
def others(root: Path) -> re.Pattern[str]:
    words = ruled_out((root / "docs" / "words.md").read_text())
    assert len(words) > 20
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(words)))})s?\b", re.IGNORECASE)


def sentences(source: str) -> Iterator[str]:
    """The strings of a module that have a space: sentences, not names."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(text)) if " " in text:
                yield text


def test_the_pages_forms_and_documents_use_our_words(root: Path, others: re.Pattern[str]) -> None:
    found = {}
    for path in sorted({path for pattern in PAGES for path in root.glob(pattern)}):
        name = str(path.relative_to(root))
        hits = {hit.group().lower() for hit in others.finditer(path.read_text())}
        if hits and name not in EXEMPT:
            found[name] = hits

    assert found == {}


def test_the_sentences_in_the_code_use_our_words(
    python_files: list[Path], root: Path, others: re.Pattern[str]
) -> None:
    found = {}
    for path in python_files:
        said = " ".join(sentences(path.read_text()))
        if hits := {hit.group().lower() for hit in others.finditer(said)}:
            found[str(path.relative_to(root))] = hits

    assert found == {}
