"""What is particular to section 26 stands in data or in one room: the engine runs any process."""

import ast
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.section26.derived import DERIVED
from tests.house.test_law_is_data import strings

OWN_ROOMS = (
    "engine/section26/",
    "engine/people/reference.py",  # the reader of the tables, by the names of their columns
    "engine/store/migrations/",
    "engine/letters/style.py",  # what a force's own letters have to print
)
PLAIN = {
    "case_ref",  # what the engine itself calls a case
    "force_name",  # a column of the tables
    "policing_body",  # a kind of organisation, beside the force it answers for
    "service_levels",  # a table of how long steps may take, whatever the process
    "staff_number",  # of an account as well as of an officer who goes
}


def keys_of(component: Any) -> Iterator[str]:
    """The keys of a form's fields, at any depth."""
    if isinstance(component, dict):
        if isinstance(component.get("key"), str):
            yield component["key"]
        component = list(component.values())
    if isinstance(component, list):
        for part in component:
            yield from keys_of(part)


def particular_words(root: Path) -> set[str]:
    """Role ids, field keys and derived facts that no other process would have by chance."""
    with (root / "workflows/reference/roles.csv").open(newline="", encoding="utf-8") as file:
        roles = {row["role"] for row in csv.DictReader(file)}
    forms = [json.loads(path.read_bytes()) for path in (root / "workflows/forms").glob("*.form")]
    fields = {key for form in forms for key in keys_of(form)}
    assert len(fields) > 100
    return (roles | {word for word in fields | DERIVED if "_" in word}) - PLAIN


def test_no_role_field_or_derived_fact_of_section_26_is_named_in_the_engine(
    python_files: list[Path], root: Path
) -> None:
    words = particular_words(root)
    said = {
        f"{path.relative_to(root)}:{line}: {text}"
        for path in python_files
        if not str(path.relative_to(root)).startswith(OWN_ROOMS)
        for line, text in strings(ast.parse(path.read_text()))
        if text in words
    }

    assert said == set()
