"""What is kept of a comparison is what the comparison gives again, or whoever proves it is told."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.api import Engine
from engine.commands.sign_letter import SignLetter
from engine.context import QueryContext
from engine.letters.tables import letter as letters
from engine.people.actor import Actor
from engine.queries.verified import verified
from engine.queries.verified_copies import copy_fault
from tests.engine.returned.conftest import Recommended
from tests.letters.returned.packages import before, changed, paragraph
from tests.returning import issued_file


@pytest.fixture
def copy(engine: Engine, chief: Actor, letter: int) -> dict[str, Any]:
    """The row of a letter that came back with a date in its signature block."""
    dated = before("SignatureName", paragraph("Signed 5 September 2011"))
    content = changed(issued_file(engine, chief, letter), dated)
    engine.do(SignLetter(letter, "signed.docx", content), chief)
    with engine.database.reading() as db:
        return dict(db.execute(select(letters).where(letters.c.id == letter)).one()._mapping)


def fault(engine: Engine, reference: str, row: dict[str, Any]) -> str | None:
    kept: Any = SimpleNamespace(**row)

    def asked(context: QueryContext) -> str | None:
        return copy_fault(context, reference, kept)

    return engine.ask(asked, None)


def test_a_comparison_that_is_given_again_is_borne_out(
    engine: Engine, recommended: Recommended, copy: dict[str, Any]
) -> None:
    assert copy["compared_as"] == "exact"
    assert engine.ask(verified, None).faults == ()
    assert fault(engine, recommended.reference, copy) is None
    assert fault(engine, recommended.reference, copy | {"compared": None}) is None
    gone = copy | {"signed_sha256": "0" * 64}
    assert fault(engine, recommended.reference, gone) is None  # told where files are proved


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"signed_sha256": "facts"}, "is not found to be that letter"),
        ({"compared": "rubbish"}, "cannot be read"),
        ({"compared_as": "scan"}, "does not agree with itself"),
        ({"compared_by": "Somebody"}, "does not agree with itself"),
    ],
)
def test_one_that_is_not_is_told(
    change: dict[str, Any],
    told: str,
    engine: Engine,
    recommended: Recommended,
    copy: dict[str, Any],
) -> None:
    if change.get("signed_sha256"):
        change = {"signed_sha256": copy["facts_sha256"]}

    assert told in str(fault(engine, recommended.reference, copy | change))


def test_what_was_never_to_be_taken_is_told(
    engine: Engine, recommended: Recommended, copy: dict[str, Any]
) -> None:
    wrong = copy["compared"].replace('"exact"', '"changed"')

    assert "was none" in str(
        fault(engine, recommended.reference, copy | {"compared": wrong, "compared_as": "changed"})
    )


@pytest.mark.unsealed
def test_verify_tells_it(engine: Engine, recommended: Recommended, copy: dict[str, Any]) -> None:
    with engine.database.writing() as db:
        db.execute(update(letters).where(letters.c.id == copy["id"]).values(compared_by="Nobody"))

    faults = engine.ask(verified, None).faults

    assert any("does not agree with itself" in fault for fault in faults)
