"""s26 verify: green as kept, red after any byte is changed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.queries.verified import verified

CHANGES = {
    "an entry's body": "UPDATE audit_entry SET body = replace(body, 'lead', 'head') WHERE n = 2",
    "an entry's seal": "UPDATE audit_entry SET seal = upper(seal) WHERE n = 3",
    "an entry's link": "UPDATE audit_entry SET prev = seal WHERE n = 2",
    "an entry's place": "UPDATE audit_entry SET n = 99 WHERE n = 3 AND chain LIKE 'case:%'",
    "an entry gone from the middle": "DELETE FROM audit_entry WHERE n = 2 AND chain LIKE 'case%'",
    "the tail gone": "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
    "a register entry": "UPDATE audit_entry SET body = body || ' ' WHERE chain = 'register'",
    "a letter's bytes": "UPDATE blob SET content = :bytes WHERE sha256 IN "
    "(SELECT sha256 FROM letter)",
    "a letter's name": "UPDATE letter SET sha256 = facts_sha256",
    "a signed copy's name": "UPDATE letter SET signed_sha256 = facts_sha256 WHERE status='signed'",
    "a fact's value": "UPDATE fact SET value = 'true' WHERE key = 'title'",
    "a derived fact's value": "UPDATE fact SET value = 'true' WHERE key = 'force_name'",
    "a decided fact's value": "UPDATE fact SET value = 'true' "
    "WHERE task IS NULL AND element IS NOT NULL",
    "whose fact it is": "UPDATE fact SET set_by = NULL WHERE key = 'title'",
    "which step gave a fact": "UPDATE fact SET element = 'x' WHERE key = 'title'",
    "when a fact was given": "UPDATE fact SET set_at = '2011-07-01 00:00:00' WHERE key = 'title'",
    "what a fact is called": "UPDATE fact SET key = 'other' WHERE key = 'title'",
    "a fact gone": "DELETE FROM fact WHERE key = 'title'",
    "every fact gone": "DELETE FROM fact",
    "a fact no longer current": "UPDATE fact SET current = :no WHERE key = 'title'",
    "how the case ended": "UPDATE case_ SET ended_as = 'granted', status = 'ended'",
    "a letter gone": "DELETE FROM letter",
    "a file gone": "DELETE FROM blob WHERE sha256 IN (SELECT facts_sha256 FROM letter)",
    "a draft": "UPDATE task SET draft = '{' WHERE status = 'open'",
    "the register's end": "DELETE FROM audit_head",
    "the saved state": "UPDATE case_ SET state = :bytes",
    "the saved state and its digest": "UPDATE case_ SET state = :bytes, "
    "state_sha256 = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'",
}


@pytest.fixture
def kept(played: Callable[..., Any], engine: Engine) -> Engine:
    """An engine with a case whose recommendation came back signed."""
    played("lancashire_cayman_2011", until="decide_approval")
    return engine


def test_what_was_kept_is_green(kept: Engine) -> None:
    found = kept.ask(verified, None)
    assert found.faults == ()
    assert found.cases == 1
    assert found.entries > 15


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_red_after_a_change_to(change: str, kept: Engine) -> None:
    with kept.database.writing() as db:
        statement = CHANGES[change]
        values = {"bytes": b"{}", "no": False}
        given = {name: value for name, value in values.items() if f":{name}" in statement}
        changed = db.execute(text(statement), given)
        assert changed.rowcount > 0

    assert kept.ask(verified, None).faults


def test_what_is_wrong_with_a_fact_is_said_by_its_name(kept: Engine) -> None:
    harms = {
        "UPDATE fact SET value = 'true' WHERE key = 'title'": "the fact 'title' is not what the",
        "DELETE FROM fact WHERE key = 'urgency'": "the fact 'urgency' is gone, though the log",
        "UPDATE fact SET key = 'more' WHERE key = 'country'": "the fact 'more' was given by no",
    }
    with kept.database.writing() as db:
        for statement in harms:
            assert db.execute(text(statement)).rowcount == 1

    faults = "\n".join(kept.ask(verified, None).faults)
    assert all(sentence in faults for sentence in harms.values())


def test_a_case_that_is_gone_with_its_whole_log_is_missed(kept: Engine, desk: Any) -> None:
    doomed = "case_id IN (SELECT id FROM case_ WHERE reference = :it)"
    with kept.database.writing() as db:
        for table in ("letter", "fact", "job", "task"):
            db.execute(text(f"DELETE FROM {table} WHERE {doomed}"), {"it": desk.reference})
        db.execute(text("DELETE FROM case_ WHERE reference = :it"), {"it": desk.reference})
        db.execute(
            text("DELETE FROM audit_entry WHERE chain = 'case:' || :it"), {"it": desk.reference}
        )

    fault = f"{desk.reference}: the case is gone, though it was opened"
    assert kept.ask(verified, None).faults == (fault,)
