"""A table of the register among the files of a definition becomes a draft of it, or is refused."""

import io
import zipfile

import pytest

from engine.api import Engine
from engine.commands.upload_draft import UploadDraft
from engine.definitions.shipped import reference_in, shipped_workflows
from engine.errors import UploadRefused
from engine.people.actor import Actor
from engine.rehearsals.rehearse import Definitions
from tests.support.registers import draft, rows

MAIN = "section_26.bpmn"
LETTERS = b"position,code,title\r\n1,L01,Acknowledged\r\n"


def zipped(shipped: Definitions, tables: dict[str, bytes]) -> dict[str, bytes]:
    """One zip with the main diagram and these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"workflows/{MAIN}", shipped.bundle[MAIN])
        for name, content in tables.items():
            archive.writestr(f"workflows/reference/{name}", content)
    return {"ours.zip": out.getvalue()}


def test_a_table_in_a_zip_becomes_a_draft_of_the_register(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    made = engine.do(UploadDraft("section_26", zipped(shipped, {"letters.csv": LETTERS})), owner)

    assert made.register is not None
    assert draft(engine, made.register).status == "draft"
    assert [row["code"] for row in rows(engine, made.register, "letters")] == ["L01"]


def test_tables_that_are_as_in_use_become_no_draft(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    tables = {f"{name}.csv": one for name, one in reference_in(shipped_workflows()).items()}

    made = engine.do(UploadDraft("section_26", zipped(shipped, tables)), owner)
    assert made.register is None


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("people.csv", b"name\r\nA\r\n", "people.csv: there is no table of this name"),
        ("letters.csv", b"code,title\r\nL01,=1\r\n", "letters.csv, row 2, column title"),
    ],
)
def test_a_table_that_cannot_be_taken_is_refused_by_name_and_nothing_is_kept(
    name: str, content: bytes, told: str, engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    with pytest.raises(UploadRefused, match=told):
        engine.do(UploadDraft("section_26", zipped(shipped, {name: content})), owner)

    made = engine.do(UploadDraft("section_26", {}), owner)
    assert (made.number, made.register) == (2, None)


def test_tables_alone_are_handed_in_under_register(engine: Engine, owner: Actor) -> None:
    with pytest.raises(UploadRefused, match=r"letters.csv: hand in tables of the register under"):
        engine.do(UploadDraft("section_26", {"letters.csv": LETTERS}), owner)
