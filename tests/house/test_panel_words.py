"""The check speaks of the panel by the words that stand there, and both have them of one table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bpmn.panel import LABELS, under
from engine.lint.run import rules_by_name

ROOT = Path(__file__).parents[2]
PANEL = ROOT / "web" / "assets" / "src" / "modeller"
ROOMS = [ROOT / "engine" / room for room in ("analysis", "bpmn", "lint")]
LISTS = {"coverage", "panel"}  # of the elements of BPMN, and the table itself
SAYING = sorted(p for room in ROOMS for p in room.rglob("*.py") if p.stem not in LISTS)
FOREIGN_WORD = re.compile(r"[.A-Z]")  # a key that is no word of the language by itself
Documented = ast.Module | ast.FunctionDef | ast.ClassDef
NAMED = re.compile(rf"\b(under|property) `?({'|'.join(map(re.escape, LABELS))})`?(?![\w'])")


def raw_key(sentence: str) -> str | None:
    """The name out of a diagram's file that a sentence bothers its reader with."""
    keys = [key.replace("*", "") for key in LABELS if FOREIGN_WORD.search(key)]
    found = next((key for key in keys if key in sentence), None)
    named = NAMED.search(sentence)
    return found or (named[0] if named else None)


def sentences(path: Path) -> Iterator[str]:
    """The texts of a module that have several words, without what explains the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = [part for part in ast.walk(tree) if isinstance(part, Documented)]
    explained = {ast.get_docstring(part, clean=False) for part in parts}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and " " in text.strip() and text not in explained:
            yield text


def test_the_panel_has_its_words_from_the_table_and_uses_all_of_them() -> None:
    script = "".join(path.read_text(encoding="utf-8") for path in sorted(PANEL.glob("*.js")))
    used = {one or other for one, other in re.findall(r"\blabels(?:\.(\w+)|\['([^']+)'\])", script)}

    assert used == set(LABELS)
    assert [label for label in LABELS.values() if f"label: '{label}'" in script] == []


@pytest.mark.parametrize("path", SAYING, ids=lambda path: path.stem)
def test_no_sentence_of_the_check_names_what_the_panel_calls_otherwise(path: Path) -> None:
    assert [text for text in sentences(path) if raw_key(text)] == []


@pytest.mark.parametrize("rule", sorted(rules_by_name()))
def test_no_page_of_a_rule_tells_to_write_under_what_the_panel_calls_otherwise(rule: str) -> None:
    page = (ROOT / "docs" / "lint" / f"{rule}.md").read_text(encoding="utf-8")
    mending = page.partition("## How to mend it")[2].partition("\n## ")[0]
    told = re.findall(r"panel under (?:\*([^*]+)\*|(\w+))", mending)
    words = {label or other for label, other in told}

    assert words <= {*LABELS.values(), *OF_THE_LIBRARY}
    assert raw_key(mending) is None


OF_THE_LIBRARY = {"General", "Timer", "Message"}  # groups of the panel that are not ours


def test_a_raw_key_would_be_seen() -> None:
    assert raw_key("write it under separate.from") == "separate.from"
    assert raw_key("add the property collect with a name") == "property collect"
    assert raw_key(f"write it {under('collect')}") is None
    assert under("letter.*.when", "L01") == "in the panel under 'L01: only when'"
