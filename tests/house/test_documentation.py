"""What a person can type or set is in the guides; what CONTRIBUTING points at is there."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from engine.cli.words import _words
from engine.settings import Settings

VARIABLE = re.compile(r"\bS26_[A-Z_]+\b")
PROGRAMS = ("dev", ".ci/dev.py", ".ci/environment.py", ".ci/machine.py", "hatch_build.py")
MENTION = re.compile(r"`([\w.-]+(?:/[\w.-]*)*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs" / "administrators.md").read_text()


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text()


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_every_setting_is_in_the_guide(setting: str, guide: str) -> None:
    assert f"`S26_{setting.upper()}`" in guide


def typed(parser: argparse.ArgumentParser, command: str = "s26") -> Iterator[tuple[str, str]]:
    """Every word after s26, and every option, with the word it belongs to."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, words in action.choices.items():
                yield f"{command} {word}", f"`{command} {word}"
                yield from typed(words, f"{command} {word}")
        for option in action.option_strings:
            if option.startswith("--") and option != "--help":
                yield command, f"`{option}`"


def test_every_command_and_option_of_s26_is_in_the_guide(guide: str) -> None:
    rows = [line for line in guide.splitlines() if line.startswith("| `s26 ")]
    silent = [
        f"{command}: {words}"
        for command, words in typed(_words())
        if not any(row.startswith(f"| `{command}") and words in row for row in rows)
    ]

    assert silent == []


def test_every_environment_variable_we_read_is_in_the_guide(
    python_files: list[Path], root: Path, guide: str
) -> None:
    read = [path.read_text() for path in python_files]
    read += [(root / program).read_text() for program in PROGRAMS]
    variables = {name for text in read for name in VARIABLE.findall(text)} - {"S26_"}

    assert {name for name in variables if f"`{name}`" not in guide} == set()


@pytest.mark.parametrize("name", ["BPMN", "DMN", "FEEL", "SpiffWorkflow", "LGPL"])
def test_the_first_screen_says_what_it_is_built_on(name: str, readme: str) -> None:
    assert name in readme.split("\n## ", maxsplit=1)[0]


def test_every_path_in_the_table_of_where_to_change_what_exists(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text()
    table = text.split("## Where do I change…")[1].split("\n## ")[0]
    named = {name for name in MENTION.findall(table) if "/" in name or name.endswith(".md")}

    assert len(named) > 20
    assert {name for name in named if not (root / name).exists()} == set()


def test_every_link_between_documents_leads_somewhere(
    tracked_files: list[Path], root: Path
) -> None:
    broken = [
        f"{path.relative_to(root)} -> {target}"
        for path in tracked_files
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text())
        if not (path.parent / target).exists()
    ]

    assert broken == []


def test_decisions_are_numbered_in_one_line(root: Path) -> None:
    records = sorted(path.name for path in (root / "docs" / "decisions").glob("*.md"))

    assert [name[:4] for name in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    for name in records:
        text = (root / "docs" / "decisions" / name).read_text()
        assert text.startswith(f"# {name[:4]} ")


def test_every_sign_in_of_the_tour_is_an_account_of_the_demo(root: Path, readme: str) -> None:
    accounts = (root / "workflows" / "demo" / "people.csv").read_text()
    named = set(re.findall(r"`([\w.-]+@[\w.-]+\.example)`", readme))

    assert len(named) >= 4
    assert {name for name in named if f",{name}," not in accounts} == set()
