"""Small Word files made for a test, and the sample cases of tests/letters/cases."""

import functools
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from engine.definitions.shipped import reference_in
from engine.letters.compile import Letter, compile_letter
from engine.letters.render import Stamp
from engine.people.reference import Reference
from engine.section26.derived import derived

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "document_templates"


class _Plain(yaml.SafeLoader):
    """YAML with every number a Decimal, as facts are."""


for number in ("int", "float"):
    _Plain.add_constructor(f"tag:yaml.org,2002:{number}", lambda _, node: Decimal(node.value))


@pytest.fixture(scope="session")
def facts_of() -> Callable[[str], dict[str, Any]]:
    """The facts of a sample case as they stand at its end, its titles and bodies looked up."""
    tables = Reference(reference_in(ROOT / "workflows"))
    common = _sample("common")

    @functools.cache
    def facts(case: str) -> dict[str, Any]:
        sample = _sample(case)
        return {**derived(tables, sample["force"], sample["day"]), **common, **sample["facts"]}

    return facts


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], Letter]:
    """The shipped letter of a code, its clauses put in."""
    clauses = {path.stem: path.read_bytes() for path in (TEMPLATES / "clauses").glob("*.docx")}

    def letter(code: str) -> Letter:
        return compile_letter((TEMPLATES / f"{code}.docx").read_bytes(), clauses, code)

    return letter


def _sample(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((CASES / f"{name}.yaml").read_text(), _Plain)
    return loaded


@pytest.fixture
def stamp() -> Stamp:
    return Stamp("S26-7-L07", "S26-7", "L07", 1, "ab" * 32, date(2012, 12, 3))


@pytest.fixture
def word() -> Callable[..., bytes]:
    """A Word file with those paragraphs; `footer` is its footer line."""

    def build(*paragraphs: str, footer: str = "") -> bytes:
        document = Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if footer:
            document.sections[0].footer.paragraphs[0].text = footer
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    return build


@pytest.fixture
def altered() -> Callable[..., bytes]:
    """The same package with members replaced, added, or (None) left out."""

    def build(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
        saved = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as new:
            for name in old.namelist():
                if name not in changes:
                    new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
            for name, data in changes.items():
                if data is not None:
                    new.writestr(name, data, zipfile.ZIP_DEFLATED)
        return saved.getvalue()

    return build


@pytest.fixture
def read() -> Callable[[bytes], list[str]]:
    """The paragraphs of a Word file, tables included, in the order they are read."""
    return _paragraphs


@pytest.fixture
def words() -> Callable[[bytes], str]:
    """The words of a Word file, a paragraph a line, its marking first."""

    def said(content: bytes) -> str:
        header = Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text
        lines = [line for line in (header, *_paragraphs(content)) if line]
        return "\n".join(lines) + "\n"

    return said


def _paragraphs(content: bytes) -> list[str]:
    body = Document(io.BytesIO(content)).element.body
    texts = ["".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p")]
    return [text for text in texts if text]
