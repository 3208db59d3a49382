"""Whoever owns the database alone is found out by a checkpoint that is kept outside it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from engine.api import Engine
from engine.audit.folder import Folder, KeptNote
from engine.audit.note import Signer, sign
from engine.audit.signing import Notary
from engine.commands.start_case import StartCase
from engine.errors import ProofRefused
from engine.people.actor import Actor
from engine.queries.verified import Verified, verified
from engine.store.session import Database
from tests.notaries import notary as notary_of
from tests.notaries import verifier_of
from tests.rewriting import change, cut, first_case, remove_last_case, written_anew


@pytest.fixture
def notary(engine: Engine, tmp_path: Path) -> Notary:
    return notary_of(engine, tmp_path)


@pytest.fixture
def lead(someone: Callable[..., Actor]) -> Actor:
    return someone("force_lead")


@pytest.fixture
def signed(engine: Engine, notary: Notary, lead: Actor) -> Notary:
    """Three cases, and a checkpoint after them."""
    for _ in range(3):
        engine.do(StartCase("section_26", "lancashire"), lead)
    notary.sign()
    return notary


def proof(engine: Engine, notary: Notary, *, moved: bool = False) -> Verified:
    return engine.ask(verified, None, list(notary.folder.notes()), moved=moved)


def test_what_was_signed_and_kept_is_green(engine: Engine, signed: Notary, lead: Actor) -> None:
    engine.do(StartCase("section_26", "lancashire"), lead)
    signed.sign()
    engine.do(StartCase("section_26", "lancashire"), lead)
    shown = proof(engine, signed)

    assert shown.faults == ()
    assert len(shown.log.checkpoints) == 2
    newest = shown.log.newest
    assert newest is not None
    assert newest.size == shown.log.entries == max(one.size for one in shown.log.checkpoints)


def test_a_chain_rewritten_with_its_seals_is_found(engine: Engine, signed: Notary) -> None:
    with engine.database.writing() as db:
        written_anew(db, first_case(db))

    assert engine.ask(verified, None).log.faults == ()  # nothing in the database tells
    faults = proof(engine, signed).log.faults
    assert len(faults) == 1
    assert "are not those that were signed: the log was rewritten" in faults[0]
    assert "the log: the first" in " ".join(proof(engine, signed, moved=True).faults)


def test_the_oldest_checkpoint_that_is_contradicted_is_told(
    engine: Engine, signed: Notary, lead: Actor
) -> None:
    first = engine.ask(verified, None).log.entries
    engine.do(StartCase("section_26", "lancashire"), lead)
    signed.sign()
    with engine.database.writing() as db:
        written_anew(db, first_case(db))

    assert proof(engine, signed).log.faults == (
        f"the first {first:,} entries are not those that were signed: the log was rewritten",
    )


def test_a_tail_that_was_cut_is_found(engine: Engine, signed: Notary) -> None:
    before = proof(engine, signed).log.entries
    with engine.database.writing() as db:
        end = db.execute(text("SELECT n FROM audit_head WHERE chain = 'register'")).scalar_one()
        cut(db, "register", end - 1)

    assert engine.ask(verified, None).log.faults == ()
    (fault,) = proof(engine, signed).log.faults
    assert fault.startswith(f"the log has {before - 1:,} entries in their places, {before:,} were")


def test_a_last_case_that_was_removed_with_its_number_is_found(
    engine: Engine, signed: Notary
) -> None:
    with engine.database.writing() as db:
        remove_last_case(db)

    assert engine.ask(verified, None).log.faults == ()
    assert "were signed: its end was cut off" in proof(engine, signed).faults[-1]


def test_an_older_copy_that_was_restored_is_found(
    databases: Any, database_kind: str, engine: Engine, signed: Notary, lead: Actor
) -> None:
    with older_copy(engine, databases, database_kind) as copy:
        engine.do(StartCase("section_26", "lancashire"), lead)
        newest = signed.sign().size
        faults = proof(copy, signed).faults

        assert len(faults) == 1
        assert f"{newest:,} were signed: its end was cut off, or an older copy" in faults[0]
        assert proof(engine, signed).faults == ()


@contextmanager
def older_copy(engine: Engine, databases: Any, kind: str) -> Iterator[Engine]:
    """An engine on the database as it is now."""
    name = str(engine.database.url.database)
    if kind == "sqlite":
        with engine.database.writing() as db:
            db.exec_driver_sql("SELECT 1")  # nobody writes while the file is copied
            for ending in ("", "-wal"):
                shutil.copy(f"{name}{ending}", f"{name}.old{ending}")
        url = f"sqlite:///{name}.old"
    else:
        engine.close()  # a template has nobody connected
        url = databases.server().create(f"{name}_old", name)
    copy = Engine(Database(url), engine.clock)
    yield copy
    copy.close()
    if kind == "postgresql":
        databases.server().drop(f"{name}_old")


PLACES = {
    "a place in the middle is gone": "DELETE FROM audit_leaf WHERE place = 2",
    "a place is another": "UPDATE audit_leaf SET place = 9999 WHERE place = 2",
    "a place has another entry": "UPDATE audit_leaf SET n = 9999 WHERE place = 2",
    "a place has another chain": "UPDATE audit_leaf SET chain = 'case:x' WHERE place = 2",
    "a place has another seal": f"UPDATE audit_leaf SET seal = '{'0' * 64}' WHERE place = 2",
    "the last place is gone": "DELETE FROM audit_leaf WHERE place = (SELECT max(place) "
    "FROM audit_leaf)",
    "a place is made up": "INSERT INTO audit_leaf SELECT place + 1, 'case:x', 1, seal "
    "FROM audit_leaf WHERE place = (SELECT max(place) FROM audit_leaf)",
    "a known key is another": "UPDATE checkpoint_key SET verifier = 'x' || verifier",
    "a known key is gone": "DELETE FROM checkpoint_key",
    "an entry is gone": "DELETE FROM audit_entry WHERE chain = 'register' AND n = 1",
}


@pytest.mark.parametrize("statement", PLACES.values(), ids=PLACES.keys())
def test_it_is_red_when(statement: str, engine: Engine, signed: Notary) -> None:
    with engine.database.writing() as db:
        change(db, statement)

    assert proof(engine, signed).log.faults


def test_nothing_is_signed_that_is_not_what_was_signed_before(
    engine: Engine, signed: Notary, lead: Actor
) -> None:
    with engine.database.writing() as db:
        written_anew(db, first_case(db))
    afresh = Notary(engine.database, signed.keys, signed.folder)
    with pytest.raises(ProofRefused, match="not signed: the first"):
        afresh.sign()

    with engine.database.writing() as db:
        cut(db, "register", 1)
    with pytest.raises(ProofRefused, match="fewer entries than were signed"):
        signed.sign()
    assert len(list(signed.folder.notes())) == 1


def test_nothing_is_signed_when_an_entry_is_not_the_one_that_was_placed(
    engine: Engine, notary: Notary, lead: Actor
) -> None:
    notary.sign()
    engine.do(StartCase("section_26", "lancashire"), lead)
    with engine.database.writing() as db:
        change(db, "UPDATE audit_leaf SET seal = chain WHERE place = 1")

    with pytest.raises(ProofRefused, match="number 2 of all, is not the one that was kept there"):
        Notary(engine.database, notary.keys, notary.folder).sign()


def test_a_note_of_nobody_is_told_and_vouches_for_nothing(engine: Engine, signed: Notary) -> None:
    forged = KeptNote("forged.note", "words")
    shown = engine.ask(verified, None, [forged] * 7)

    assert shown.log.faults[0] == (
        "checkpoint forged.note: it is no signed note: it was cut short or is another file"
    )
    assert shown.log.faults[-1] == "2 more checkpoints cannot be believed either"
    assert shown.log.newest is None


def test_both_keys_sign_while_one_follows_the_other(
    engine: Engine, signed: Notary, tmp_path: Path, lead: Actor
) -> None:
    old = engine.ask(verified, None, []).log.keyed
    new = verifier_of(engine, tmp_path / "new.pem")
    turning = Notary(engine.database, [tmp_path / "new.pem", *signed.keys], signed.folder)
    turning.sign()
    note = next(signed.folder.notes())

    assert old
    assert note.text.count("\u2014 ") == 2
    assert proof(engine, signed).faults == ()
    with engine.database.writing() as db:  # somebody who trusts the new key alone, and no register
        db.execute(text("DELETE FROM checkpoint_key"))
    assert engine.ask(verified, None, [note], [new]).log.faults == ()


def test_only_what_moved_since_the_last_checkpoint_is_proved(
    engine: Engine, signed: Notary, lead: Actor
) -> None:
    assert proof(engine, signed, moved=True).cases == 0
    engine.do(StartCase("section_26", "lancashire"), lead)
    shown = proof(engine, signed, moved=True)

    assert (shown.cases, shown.files, shown.faults) == (1, 0, ())
    assert proof(engine, signed).cases == 4
    with pytest.raises(ProofRefused, match="no checkpoint to go on from"):
        engine.ask(verified, None, moved=True)


def test_a_checkpoint_is_a_file_of_its_own_that_anybody_may_copy(
    signed: Notary, tmp_path: Path
) -> None:
    (path,) = (tmp_path / "checkpoints").iterdir()

    assert path.stat().st_mode & 0o777 == 0o644
    size = int(path.name.split("-")[0])
    assert path.read_text().splitlines()[1] == str(size)
    assert Folder(tmp_path / "none").path.exists() is False
    assert list(Folder(tmp_path / "none").notes()) == []


def test_somebody_elses_checkpoint_is_not_ours(engine: Engine, signed: Notary) -> None:
    ours, _, _ = next(signed.folder.notes()).text.partition("\n\n")
    theirs = Signer("section26.example/log", Ed25519PrivateKey.generate())
    note = KeptNote("theirs", sign(f"{ours}\n", [theirs]))

    shown = engine.ask(verified, None, [note])
    assert shown.log.faults == ("checkpoint theirs: it is signed by no key that is known here",)
