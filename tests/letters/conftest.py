"""Small Word files made for a test, and the sample cases of tests/letters/cases."""

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

from engine.letters.render import Stamp

CASES = Path(__file__).parent / "cases"
TEMPLATES = Path(__file__).parents[2] / "document_templates"


class _Plain(yaml.SafeLoader):
    """YAML with every number a Decimal, as facts are."""


_Plain.add_constructor("tag:yaml.org,2002:int", lambda _, node: Decimal(node.value))
_Plain.add_constructor("tag:yaml.org,2002:float", lambda _, node: Decimal(node.value))


def facts_of(case: str) -> dict[str, Any]:
    """The facts of a sample case, as they stand at its end."""
    shared = yaml.load((CASES / "common.yaml").read_text(), _Plain)
    return {**shared, **yaml.load((CASES / f"{case}.yaml").read_text(), _Plain)}


def shipped_clauses() -> dict[str, bytes]:
    """The clauses in document_templates, by name."""
    return {path.stem: path.read_bytes() for path in sorted((TEMPLATES / "clauses").glob("*.docx"))}


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

    def paragraphs(content: bytes) -> list[str]:
        body = Document(io.BytesIO(content)).element.body
        texts = ["".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p")]
        return [text for text in texts if text]

    return paragraphs
