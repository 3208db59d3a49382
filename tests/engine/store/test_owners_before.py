"""A database from before two owners were asked: what was in use stays, and says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from engine.definitions.acts import acts_of, makers
from engine.definitions.registry import versions
from engine.store.migrate import downgrade, upgrade
from engine.store.session import Database

AT = "2026-11-24T09:30:00+00:00"
VERSION = (
    "INSERT INTO definition (key, number, id, title, status, note, made_at, made_by, published_at, "
    "published_by) VALUES ('a', :number, :id, 'A', :status, '', :at, :made_by, :at, :published_by)"
)
PERSON = "INSERT INTO person (id, name, email, active, demo) VALUES (:i, :n, :n, :t, :t)"
ENTRY = (
    "INSERT INTO audit_entry (chain, n, body, prev, seal) VALUES ('register', :n, :body, '', '')"
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database whose process owners put three versions into use, and left a draft."""
    sqlite = f"sqlite:///{tmp_path}/before.db"
    kind: str = request.param
    database = Database(sqlite if kind == "sqlite" else request.getfixturevalue(kind))
    upgrade(database, "0008")
    with database.writing() as db:
        for id_ in (1, 2):
            db.execute(text(PERSON), {"i": id_, "n": f"owner {id_}", "t": True})
        shipped = {"number": 1, "id": "s", "status": "retired", "at": AT[:19]}
        alone = {"number": 2, "id": "b", "status": "published", "at": AT[:19]}
        draft = {"number": 3, "id": "c", "status": "checked", "at": AT[:19]}
        db.execute(text(VERSION), shipped | {"made_by": None, "published_by": None})
        db.execute(text(VERSION), alone | {"made_by": 1, "published_by": 1})
        db.execute(text(VERSION), draft | {"made_by": 1, "published_by": None})
        for n, body in enumerate(_log(), 1):
            db.execute(text(ENTRY), {"n": n, "body": orjson.dumps(body).decode()})
    yield database
    database.close()


def _log() -> Iterator[dict[str, Any]]:
    for event, number, person in (
        ("publish_shipped", 1, None),
        ("upload_draft", 2, 1),
        ("publish_definition", 2, 1),
        ("upload_draft", 3, 2),
        ("discard_draft", 3, 2),
        ("upload_draft", 3, 1),
        ("save_diagram", 3, 2),
        ("check_definition", 3, 1),
    ):
        about = {"at": AT, "person": person, "bundle": "x"}
        yield {"event": event, "subject": f"a version {number}", **about}
    yield {"event": "sign_in", "at": AT, "person": 1}


def test_what_one_owner_put_into_use_stays_and_says_so(before: Database) -> None:
    upgrade(before)
    with before.reading() as db:
        newest = versions(db, "a")

    assert [(one.version, one.status, one.approval) for one in newest] == [
        (3, "checked", None),
        (2, "published", "alone"),
        (1, "retired", None),
    ]


def test_who_changed_a_draft_is_taken_from_the_log(before: Database) -> None:
    upgrade(before)
    with before.reading() as db:
        acts = acts_of(db, "a", 3)

    assert [act.event for act in acts] == ["made", "changed", "checked"]
    assert {act.name for act in makers(acts)} == {"owner 1", "owner 2"}


def test_it_can_be_taken_back_with_a_proposal_in_it(before: Database) -> None:
    upgrade(before)
    with before.writing() as db:
        proposed = (
            "UPDATE definition SET status='proposed', checked_sha256=bundle_sha256, proposed_by=1, "
        )
        db.execute(text(proposed + "proposed_at=made_at WHERE version = 3"))
    downgrade(before, "0008")

    with before.reading() as db:
        kept = db.execute(text("SELECT status FROM definition ORDER BY number")).scalars()
        assert list(kept) == ["retired", "published", "checked"]
