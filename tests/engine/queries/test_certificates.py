"""What made each decision of the law lawful: sealed with it, worked out again, tampering named."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.audit.log import case_chain, entries
from engine.cases.certificate import certificate_bytes
from engine.cases.rows import CaseRow
from engine.cases.tables import case
from engine.context import QueryContext
from engine.definitions.shipped import reference_in, shipped_schema, shipped_workflows
from engine.people.reference import Reference
from engine.queries.certificates import WorkedOut, certificates_in, corrected_since
from engine.queries.verified import verified
from engine.register.reference import reference_in_sheets
from engine.store.reading import all_rows
from tests.support.registers import Pinned

APPROVAL = "decide_approval"
TAMPERED = {
    "a fact": (
        "UPDATE fact SET value = '\"Atlantis\"' WHERE key = 'country'",
        "rests on the fact 'country', whose value is no longer the one relied on",
    ),
    "since when a role is held": (
        "UPDATE role_held SET valid_from = '2015-01-01' WHERE role = 'policing_body'",
        "rests on the role policing_body at lancashire-police-authority",
    ),
    "whose role it is": (
        "UPDATE role_held SET person_id = 1 WHERE role = 'policing_body'",
        "rests on the role policing_body at lancashire-police-authority",
    ),
}


def _certificates(context: QueryContext) -> list[WorkedOut]:
    (row,) = all_rows(context.db, case.select(), CaseRow)
    return list(certificates_in(context, row, entries(context.db, case_chain(row.reference))))


def certificates(engine: Engine) -> dict[str, WorkedOut]:
    """The certificates of the only case, by their steps."""
    return {str(found.body["element"]): found for found in engine.ask(_certificates, None)}


@pytest.fixture
def decided(played: Callable[..., Any], engine: Engine) -> Engine:
    """An engine with a case whose approval was decided."""
    played("lancashire_cayman_2011", until="record_decision")
    return engine


def test_each_decision_of_the_law_has_a_certificate_that_its_entry_seals(decided: Engine) -> None:
    found = certificates(decided)

    assert {"approve_assessment", "record_ipab_outcome", "recommend", APPROVAL} <= found.keys()
    assert all(one.is_sealed and not one.faults for one in found.values())
    sealed = found[APPROVAL].body["certificate"]["sha256"]
    assert hashlib.sha256(certificate_bytes(found[APPROVAL].plain)).hexdigest() == sealed


def test_it_says_what_was_relied_on_by_whom_and_under_what(decided: Engine) -> None:
    plain: Any = certificates(decided)[APPROVAL].plain

    facts = {one["fact"]: one for one in plain["facts"]}
    assert facts["country"]["step"] == "screen_scope"
    assert {"cc_recommendation", "osja_decision", "ipab_outcome", "net_force_cost"} <= facts.keys()
    rows = {one["table"]: one["cells"] for one in plain["rows"]}
    assert rows["local_policing_bodies"]["body_id"] == "lancashire-police-authority"
    assert rows["statutes"]["valid_to"] == "2012-01-15"
    assert plain["by"]["held"]["role"] == "policing_body"
    (recommended,) = plain["conflicts"]["separate_from"]["recommend"]
    assert recommended["person"] != plain["by"]["person"]


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_with_what_it_rests_on_is_found_by_name(decided: Engine, what: str) -> None:
    change, told = TAMPERED[what]
    with decided.database.engine.begin() as db:
        db.execute(text(change))

    faults = [f for f in decided.ask(verified, None).faults if "'Decide on approval'" in f]

    assert any(told in fault for fault in faults), faults


def test_a_row_that_the_tables_do_not_hold_is_found_by_name(decided: Engine) -> None:
    other = _reference_where("forces", b"Lancashire Constabulary", b"Lancashire Police")
    decided.registers = Pinned(other)  # as if its rows had been changed behind its back

    faults = decided.ask(verified, None).faults

    assert any("rests on a row of forces that its register does not hold" in f for f in faults)


def test_what_was_corrected_since_is_said_and_an_end_is_no_correction(decided: Engine) -> None:
    found = certificates(decided)[APPROVAL]

    def told(context: QueryContext) -> list[str]:
        return [row.table for row in corrected_since(context, found)]

    assert decided.ask(told, None) == []
    other = _reference_where("forces", b"Lancashire Constabulary", b"Lancashire Police")
    decided.registers = Pinned(other)
    assert decided.ask(told, None) == ["forces"]


def _reference_where(table: str, old: bytes, new: bytes) -> Reference:
    files = reference_in(shipped_workflows())
    assert old in files[table]
    changed = {**files, table: files[table].replace(old, new)}
    return reference_in_sheets(shipped_schema(), changed)
