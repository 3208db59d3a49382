"""Finds the workflows and letters that come with the product, in a wheel or in the checkout."""

from functools import cache
from pathlib import Path

from engine.register.schema import Schema, read_schema

_ENGINE = Path(__file__).resolve().parent.parent


def shipped_workflows() -> Path:
    """The folder of diagrams, forms, decisions, reference tables and stories."""
    return _folder("workflows")


def shipped_letters() -> Path:
    """The folder of Word templates."""
    return _folder("document_templates")


def bundle_of(workflows: Path, letters: Path) -> dict[str, bytes]:
    """The bundle that two folders make."""
    bundle = {path.name: path.read_bytes() for path in sorted(workflows.glob("*.bpmn"))}
    for folder, ending in (("decisions", "dmn"), ("forms", "form")):
        for path in sorted((workflows / folder).glob(f"*.{ending}")):
            bundle[f"{folder}/{path.name}"] = path.read_bytes()
    for path in sorted(letters.glob("*.docx")):
        bundle[f"letters/{path.name}"] = path.read_bytes()
    for path in sorted((letters / "clauses").glob("*.docx")):
        bundle[f"letters/clauses/{path.name}"] = path.read_bytes()
    return {path: content for path, content in bundle.items() if not _is_lock(path)}


def bundle_in(folder: Path) -> dict[str, bytes]:
    """The bundle in one folder laid out like the product: workflows and letters, or all in one."""
    workflows = folder / "workflows" if (folder / "workflows").is_dir() else folder
    letters = next(
        (place for place in _letter_places(folder, workflows) if any(place.glob("*.docx"))),
        workflows / "letters",
    )
    return bundle_of(workflows, letters)


def reference_in(workflows: Path) -> dict[str, bytes]:
    """The reference tables beside a set of workflows, by name without ending."""
    tables = sorted((workflows / "reference").glob("*.csv"))
    return {path.stem: path.read_bytes() for path in tables}


@cache
def shipped_schema() -> Schema:
    """What each table of the register holds, as the product declares it."""
    return read_schema((shipped_workflows() / "reference" / "tables.json").read_bytes())


def _letter_places(folder: Path, workflows: Path) -> tuple[Path, ...]:
    return (
        folder / "document_templates",
        folder / "letters",
        workflows / "letters",
        workflows.parent / "document_templates",
        folder,
    )


def _is_lock(path: str) -> bool:
    return path.rsplit("/", 1)[-1].startswith(("~", "."))


def _folder(name: str) -> Path:
    for place in (_ENGINE / "_shipped" / name, _ENGINE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the product's {name} folder is missing: install it again")
