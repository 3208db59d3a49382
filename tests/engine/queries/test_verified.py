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
        changed = db.execute(text(statement), {"bytes": b"{}"} if ":bytes" in statement else {})
        assert changed.rowcount > 0

    assert kept.ask(verified, None).faults
