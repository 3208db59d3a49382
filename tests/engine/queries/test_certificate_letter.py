"""The certificate of a decision in Word: what it says, and that it is the same each time."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document

from engine.api import Engine
from engine.errors import NotFound
from engine.people.actor import Actor
from engine.queries.certificate_letter import certificate_letter
from engine.queries.certificate_page import certificates_of


@pytest.fixture
def decided(played: Callable[..., Any]) -> str:
    """A case whose approval was decided."""
    return str(played("lancashire_cayman_2011", until="record_decision").reference)


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_it_says_who_decided_under_what_and_what_proves_it(
    decided: str, engine: Engine, someone: Callable[..., Actor]
) -> None:
    (approval,) = (
        found
        for found in engine.ask(certificates_of, None, decided)
        if found.body["element"] == "decide_approval"
    )
    entry = int(str(approval.plain["entry"]))
    file = engine.ask(certificate_letter, someone("chief_officer"), decided, entry)
    again = engine.ask(certificate_letter, someone("chief_officer"), decided, entry)

    assert file.name == f"{decided}-C{entry}.docx"
    assert again.content == file.content
    said = words(file.content)
    for expected in (
        "Certificate of the decision",
        "Lancashire Police Authority",
        "as it stood from 3 July 2000 to 15 January 2012",
        "was done by",
        "No provision of that day bars police from this decision.",
        approval.sha256,
    ):
        assert expected in said, expected


def test_an_entry_without_a_decision_has_none(
    decided: str, engine: Engine, someone: Callable[..., Actor]
) -> None:
    with pytest.raises(NotFound, match="no certificate of a decision in entry 1"):
        engine.ask(certificate_letter, someone("chief_officer"), decided, 1)
