"""Every lint rule has a page, a good example and a bad one; what we ship passes them all."""

from pathlib import Path

import pytest

from engine.api import shipped_reference
from engine.definitions.checking import check_bundle
from engine.definitions.shipped import bundle_of, shipped_letters, shipped_workflows
from engine.lint.run import rules_by_name
from tests.support.laws import TODAY

RULES = sorted(rules_by_name())


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_has_a_page_for_the_people_who_draw(rule: str, root: Path) -> None:
    page = root / "docs" / "lint" / f"{rule}.md"

    assert page.is_file()
    assert page.read_text().startswith(f"# {rule}")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kind", ["good", "bad"])
def test_the_rule_has_an_example_of_each_kind(rule: str, kind: str, root: Path) -> None:
    folder = root / "tests" / "lint" / rule

    assert [path.name for path in folder.glob(f"{kind}*")] != []


def test_no_page_is_about_a_rule_that_does_not_exist(root: Path) -> None:
    pages = {path.stem for path in (root / "docs" / "lint").glob("*.md")} - {"README"}

    assert pages == set(RULES)


def test_what_we_ship_may_be_published() -> None:
    bundle = bundle_of(shipped_workflows(), shipped_letters())

    found = check_bundle(bundle, shipped_reference(), TODAY)

    assert [f"{one.file} {one.element}: {one.sentence}" for one in found] == []
