"""Dates, forces and the words of statutes are data in workflows/, never Python."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

# The year 2000 stands for "some day or other" where a date is needed to reckon with.
ISO_DATE = re.compile(r"\b(19\d\d|20(?!00)\d\d)-\d\d-\d\d\b")
WORDED_DATE = re.compile(
    r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November"
    r"|December) (19|20)\d\d\b"
)
STATUTE = re.compile(r"\b(Police|Reform|Crime|Justice|Security)\b[^.]{0,40}\bAct (19|20)\d\d\b")
SECTION = re.compile(r"\bsection \d+\(\d+\)|\bs\.\s?\d+\(\d+\)", re.IGNORECASE)


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string of a module but its docstrings, with its line."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield node.lineno, text


def written_dates(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every call of date(…) or datetime(…) with the year written out."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name),
                args=[ast.Constant(value=int(year)), *_],
            ) if name in {"date", "datetime"} and year > 1800 and year != 2000:
                yield node.lineno, f"{name}({year}, …)"


@pytest.fixture(scope="module")
def names(root: Path) -> re.Pattern[str]:
    """The names of forces and policing bodies, as the reference tables have them."""
    found: set[str] = set()
    for path in (root / "workflows" / "reference").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found |= {row[key] for key in ("force_name", "body_name") if row.get(key)}
    assert len(found) > 43
    return re.compile("|".join(re.escape(name) for name in sorted(found)))


def law_in(source: str, names: re.Pattern[str]) -> list[str]:
    """What a module states that the law or a reference table should."""
    tree = ast.parse(source)
    patterns = (ISO_DATE, WORDED_DATE, STATUTE, SECTION, names)
    said = [
        f"line {line}: {hit.group()}"
        for line, text in strings(tree)
        for pattern in patterns
        if (hit := pattern.search(text))
    ]
    return said + [f"line {line}: {call}" for line, call in written_dates(tree)]


def test_no_date_force_or_statute_is_written_in_python(
    python_files: list[Path], root: Path, names: re.Pattern[str]
) -> None:
    found = {
        str(path.relative_to(root)): said
        for path in python_files
        if (said := law_in(path.read_text(), names))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "start = date(2012, 11, 22)",
        "start = '2012-11-22'",
        "said = 'from 22 November 2012'",
        "said = 'under the Police Act 1996'",
        "said = 'consent under section 26(3)'",
        "force = 'Lancashire Constabulary'",
    ],
)
def test_law_in_python_is_noticed(source: str, names: re.Pattern[str]) -> None:
    assert law_in(source, names) != []


def test_a_comment_or_docstring_may_cite_the_law(names: re.Pattern[str]) -> None:
    source = '"""Consent under section 26(3) of the Police Act 1996."""\n# s.26(1) bites here\n'

    assert law_in(source, names) == []
