"""Entries get one place each for ever, and keys that others could read sign nothing."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from sqlalchemy import select

from engine.api import Engine
from engine.audit.folder import Folder
from engine.audit.keyfile import make_key, read_key
from engine.audit.log import append_to_register
from engine.audit.note import Verifier
from engine.audit.places import placed, written
from engine.audit.rounds import Rounds
from engine.audit.signing import Notary, place_all
from engine.audit.tables import audit_entry, audit_leaf
from engine.commands.start_case import StartCase
from engine.commands.use_checkpoint_key import UseCheckpointKey
from engine.errors import NotAllowed, ProofRefused
from engine.jobs.mail import HeldPost
from engine.people.actor import Actor
from engine.rehearsals.play import StoryClock
from engine.worker import run
from tests.notaries import notary as notary_of
from tests.notaries import verifier_of


@pytest.fixture
def lead(someone: Callable[..., Actor]) -> Actor:
    return someone("force_lead")


@pytest.fixture
def notary(engine: Engine, tmp_path: Path) -> Notary:
    return notary_of(engine, tmp_path)


def places(engine: Engine) -> list[tuple[int, str, int, str]]:
    with engine.database.reading() as db:
        rows = db.execute(select(audit_leaf).order_by(audit_leaf.c.place))
        return [(row.place, row.chain, row.n, row.seal) for row in rows]


def started(many: int, work: Callable[[], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work) for _ in range(many)]
    for one in threads:
        one.start()
    return threads


def wait_for(threads: list[threading.Thread]) -> None:
    for one in threads:
        one.join()


def everybody_at_work(engine: Engine, lead: Actor) -> list[list[tuple[int, str, int, str]]]:
    """Three who write and two who place side by side; the places as each of those saw them."""
    stop, seen = threading.Event(), []

    def sequence() -> None:
        while not stop.is_set():
            place_all(engine.database)
            seen.append(places(engine))

    def write() -> None:
        for _ in range(4):
            engine.do(StartCase("section_26", "lancashire"), lead)

    sequencers, writers = started(2, sequence), started(3, write)
    wait_for(writers)
    stop.set()
    wait_for(sequencers)
    return seen


def test_every_entry_has_one_place_whoever_writes_and_whoever_places(
    engine: Engine, lead: Actor
) -> None:
    seen = everybody_at_work(engine, lead)
    place_all(engine.database)

    last = places(engine)
    assert [place for place, *_ in last] == list(range(len(last)))
    with engine.database.reading() as db:
        rows = db.execute(select(audit_entry.c.chain, audit_entry.c.n, audit_entry.c.seal)).all()
        assert placed(db) == written(db) == len(rows)
    assert sorted(one[1:] for one in last) == sorted(tuple(row) for row in rows)
    assert all(last[: len(before)] == before for before in seen)  # what had a place keeps it
    for chain in {chain for _, chain, _, _ in last}:
        numbers = [n for _, of, n, _ in last if of == chain]
        assert numbers == list(range(1, len(numbers) + 1))


def test_more_than_a_transaction_takes_are_placed_in_several(
    engine: Engine, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.audit.places.AT_ONCE", 2)
    for _ in range(3):
        engine.do(StartCase("section_26", "lancashire"), lead)
    place_all(engine.database)

    with engine.database.reading() as db:
        assert placed(db) == written(db) > 5


def test_entries_that_are_gone_are_not_waited_for(engine: Engine, lead: Actor) -> None:
    with engine.database.writing() as db:
        db.execute(audit_entry.delete())

    place_all(engine.database)
    assert places(engine) == []


def test_a_log_keeps_its_name_and_only_an_operator_gives_it_a_key(
    engine: Engine, notary: Notary, lead: Actor
) -> None:
    public = make_key(notary.folder.path.parent / "other.pem").public_key().public_bytes_raw()
    with pytest.raises(NotAllowed, match="and keeps that name"):
        engine.do(UseCheckpointKey(Verifier("another/log", public)), None)
    with pytest.raises(NotAllowed, match="at the command line"):
        engine.do(UseCheckpointKey(Verifier("section26.example/log", public)), lead)


def test_a_key_for_its_owner_alone_is_made_and_read(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "checkpoint.pem"
    made = make_key(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("-----BEGIN PRIVATE")
    assert read_key(path).private_bytes_raw() == made.private_bytes_raw()
    with pytest.raises(ProofRefused, match="is there already"):
        make_key(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620, 0o602])
def test_a_key_that_others_may_read_or_change_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "checkpoint.pem"
    make_key(path)
    path.chmod(mode)

    with pytest.raises(ProofRefused, match="chmod 600"):
        read_key(path)


def pem(kind: str) -> bytes:
    key = generate_private_key(65537, 2048)
    secret = serialization.BestAvailableEncryption(b"secret")
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        secret if kind == "with a passphrase" else serialization.NoEncryption(),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no key"),
        (b"\xff words", "holds no key"),
        (pem("with a passphrase"), "has a passphrase"),
        (pem("of another kind"), "another kind of key"),
    ],
    ids=["empty", "words", "passphrase", "rsa"],
)
def test_what_is_no_key_of_ours_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "checkpoint.pem"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(ProofRefused, match=said):
        read_key(path)
    with pytest.raises(ProofRefused, match="cannot be read"):
        read_key(tmp_path / "none.pem")


def test_a_key_that_the_register_does_not_know_signs_nothing(
    engine: Engine, notary: Notary, tmp_path: Path
) -> None:
    make_key(tmp_path / "unknown.pem")
    stranger = Notary(engine.database, [tmp_path / "unknown.pem"], notary.folder)

    with pytest.raises(ProofRefused, match="run s26 checkpoint key"):
        stranger.must_be_able()
    with pytest.raises(ProofRefused, match="run s26 checkpoint key"):
        stranger.sign()


def test_a_note_that_cannot_be_kept_leaves_nothing_behind(
    engine: Engine, notary: Notary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.audit.folder.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        notary.sign()
    assert list(notary.folder.path.iterdir()) == []


def test_a_round_signs_news_every_few_minutes_and_an_act_of_law_at_once(
    engine: Engine, notary: Notary, lead: Actor, clock: StoryClock
) -> None:
    rounds = Rounds(notary)

    def signed_after(seconds: int) -> int:
        clock.now += timedelta(seconds=seconds)
        rounds.go(clock.now)
        return len(list(notary.folder.notes()))

    assert signed_after(0) == 1
    assert signed_after(600) == 1  # no news
    engine.do(StartCase("section_26", "lancashire"), lead)
    assert signed_after(3) == 2
    engine.do(StartCase("section_26", "lancashire"), lead)
    assert signed_after(1) == 2  # it has just looked
    assert signed_after(60) == 2
    with engine.database.writing() as db:
        append_to_register(db, {"ended": "granted"})
    assert signed_after(3) == 3
    engine.do(StartCase("section_26", "lancashire"), lead)
    assert signed_after(60) == 3
    assert signed_after(240) == 4


def test_a_round_that_may_not_sign_says_why_and_goes_on(
    engine: Engine, notary: Notary, clock: StoryClock, caplog: pytest.LogCaptureFixture
) -> None:
    notary.keys = [notary.folder.path / "gone.pem"]
    with caplog.at_level(logging.ERROR, "section26.checkpoints"):
        Rounds(notary).go(clock.now)

    assert "no checkpoint was signed: the key file" in caplog.text


def test_the_worker_signs_in_passing(engine: Engine, notary: Notary, lead: Actor) -> None:
    engine.do(StartCase("section_26", "lancashire"), lead)
    stop = threading.Event()

    class Once(Rounds):
        def go(self, now: object) -> None:
            super().go(engine.clock())
            stop.set()

    run(engine, HeldPost(), "section26@localhost", stop, Once(notary))
    assert len(list(Folder(notary.folder.path).notes())) == 1


def test_two_keys_of_one_log_are_both_known(engine: Engine, notary: Notary, tmp_path: Path) -> None:
    verifier_of(engine, tmp_path / "next.pem")
    Notary(engine.database, [tmp_path / "next.pem", *notary.keys], notary.folder).must_be_able()
