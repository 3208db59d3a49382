"""A case is proved to somebody who has a key that was published, a short script, and no service."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from engine.api import Engine
from engine.audit.folder import KeptNote
from engine.audit.log import append
from engine.audit.note import Signer, sign
from engine.audit.signing import Notary
from engine.cli.words import main
from engine.commands.start_case import StartCase
from engine.errors import NotFound, ProofRefused
from engine.people.actor import Actor
from engine.queries.case_proof import case_proof, newest_of_ours
from engine.queries.verified_log import verified_log
from tests.notaries import NAME
from tests.notaries import notary as notary_of

SCRIPT = Path(__file__).parents[3] / "docs" / "check_proof.py"
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def lead(someone: Callable[..., Actor]) -> Actor:
    return someone("force_lead")


@pytest.fixture
def notary(engine: Engine, tmp_path: Path) -> Notary:
    return notary_of(engine, tmp_path)


@pytest.fixture
def case(engine: Engine, lead: Actor, played: Callable[..., Any], notary: Notary) -> str:
    """A case with some history, others around it, and two checkpoints."""
    engine.do(StartCase("section_26", "lancashire"), lead)
    notary.sign()
    reference: str = played("lancashire_cayman_2011", until="build_case").reference
    engine.do(StartCase("section_26", "lancashire"), lead)
    notary.sign()
    return reference


def newest(notary: Notary) -> KeptNote:
    return next(notary.folder.notes())


def outsider(folder: Path, content: object, key: str, *more: str) -> tuple[int, str]:
    """What the script says, run with none of section26 to be found."""
    path = folder / "case.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(path), key, *more],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture
def key(engine: Engine, notary: Notary) -> str:
    """The line that was published."""
    with engine.database.reading() as db:
        return str(db.execute(text("SELECT verifier FROM checkpoint_key")).scalar_one())


def test_an_outsider_checks_a_case_and_the_growth_of_the_log(
    engine: Engine, notary: Notary, case: str, key: str, tmp_path: Path
) -> None:
    older = list(notary.folder.notes())[-1]
    proof = engine.ask(case_proof, None, case, newest(notary), older)
    status, said = outsider(tmp_path, proof.content, key, "--read")
    content: Any = proof.content

    assert (status, proof.unsigned) == (0, 0)
    assert proof.proved == len(content["entries"]) == 3
    size = engine.ask(verified_log, None).entries
    assert f"{case}: {proof.proved} entries stand in {NAME} as of its {size:,} entries" in said
    assert "that was signed before, grown" in said
    assert "start_case" in said


CHANGES: dict[str, tuple[Change, str]] = {
    "a word": (
        lambda of: of["entries"][0].update(body=of["entries"][0]["body"].replace("start", "close")),
        "entry 1 is not what was sealed",
    ),
    "an entry gone": (lambda of: of["entries"].pop(1), "entry 2 is not what was sealed"),
    "the first gone": (lambda of: of["entries"].pop(0), "entry 1 is not what was sealed"),
    "the order": (lambda of: of["entries"].reverse(), "entry 1 is not what was sealed"),
    "another case": (lambda of: of.update(case="KEN-2011-0001"), "does not stand under"),
    "a seal": (lambda of: of["entries"][1].update(seal="0" * 64), "entry 2 is not what"),
    "what it follows": (lambda of: of["entries"][1].update(prev="0" * 64), "does not follow"),
    "another's proof": (
        lambda of: of["entries"][0].update(proof=of["entries"][1]["proof"]),
        "entry 1 does not stand under",
    ),
    "the checkpoint": (
        lambda of: of["entries"][0].update(
            proof=of["entries"][0]["proof"].replace(f"\n\n{NAME}\n", f"\n\n{NAME}\n1")
        ),
        "changed after it was signed",
    ),
    "no entries": (lambda of: of.update(entries=[]), "no proof of a case"),
    "another format": (lambda of: of.update(format="2"), "no proof of a case"),
    "no proof": (lambda of: of["entries"][0].pop("proof"), "no proof of a case"),
    "the older log": (
        lambda of: of["since"].update(path=[*of["since"]["path"][::-1], "AAAA"]),
        "is not the one of the older checkpoint",
    ),
}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_whatever_is_changed_in_the_file_is_told(
    engine: Engine, notary: Notary, case: str, key: str, tmp_path: Path
) -> None:
    older = list(notary.folder.notes())[-1]
    whole = json.dumps(engine.ask(case_proof, None, case, newest(notary), older).content)
    for name, (change, sentence) in CHANGES.items():
        content = json.loads(whole)
        change(content)
        status, said = outsider(tmp_path, content, key)

        assert (name, status) == (name, 1)
        assert sentence in said, name
    twice = whole.replace('"case":', '"case": "KEN-2011-0001", "case":', 1)
    assert "a name stands twice" in outsider(tmp_path, twice, key)[1]
    assert "no proof of a case" in outsider(tmp_path, "words", key)[1]


def test_what_cannot_be_proved_is_told_with_what_to_do(
    engine: Engine, notary: Notary, case: str, lead: Actor
) -> None:
    first, last = newest(notary), f"{case[:-1]}3"
    with pytest.raises(NotFound, match=f"there is no case '{case}0': did you mean"):
        engine.ask(case_proof, None, f"{case}0", first)
    with pytest.raises(ProofRefused, match=r"checkpoint old\.note: it is no signed note"):
        engine.ask(case_proof, None, case, KeptNote("old.note", "words"))
    with pytest.raises(ProofRefused, match=r"checkpoint old\.note: it is no signed note"):
        engine.ask(case_proof, None, case, first, KeptNote("old.note", "words"))
    oldest = list(notary.folder.notes())[-1]
    with pytest.raises(ProofRefused, match=f"no checkpoint covers {last} yet"):
        engine.ask(case_proof, None, last, oldest)
    engine.do(StartCase("section_26", "lancashire"), lead)
    notary.sign()
    with pytest.raises(ProofRefused, match="is of another log than this"):
        engine.ask(case_proof, None, case, first, newest(notary))


def test_entries_that_no_checkpoint_covers_yet_are_counted(
    engine: Engine, notary: Notary, case: str
) -> None:
    note = newest(notary)
    last = engine.ask(case_proof, None, case, note).proved
    with engine.database.writing() as db:
        append(db, f"case:{case}", {"event": "claim_task"})
    notary.sign()

    proof = engine.ask(case_proof, None, case, note)
    assert (proof.proved, proof.unsigned) == (last, 1)
    assert engine.ask(case_proof, None, case, newest(notary)).unsigned == 0


def test_the_newest_checkpoint_of_ours_is_taken(engine: Engine, notary: Notary, case: str) -> None:
    note, none = newest(notary), KeptNote("x", "words")

    assert engine.ask(newest_of_ours, None, iter([none, note, note])) == note
    assert engine.ask(newest_of_ours, None, iter([none])) is None


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_entry SET body = body || ' ' WHERE chain = :of AND n = 2", "cannot be prov"),
        ("UPDATE audit_leaf SET seal = chain WHERE chain = :of AND n = 2", "the one that was sig"),
    ],
)
def test_a_case_that_was_changed_is_not_proved(
    engine: Engine, notary: Notary, case: str, statement: str, said: str
) -> None:
    with engine.database.writing() as db:
        db.execute(text(statement), {"of": f"case:{case}"})

    with pytest.raises(ProofRefused, match=said):
        engine.ask(case_proof, None, case, newest(notary))


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_command_line_signs_writes_and_says_who_checks(
    engine: Engine,
    notary: Notary,
    case: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tmp_path = notary.folder.path.parent
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{engine.database.url.database}")
    monkeypatch.setenv("S26_CHECKPOINTS", str(notary.folder.path))
    path = tmp_path / "proof.json"
    assert main(["prove", case, str(path), "--since", str(notary.folder.path / "none")]) == 1
    assert "there is no file" in capsys.readouterr().err
    assert main(["prove", case, str(path)]) == 0
    assert "docs/check_proof.py" in capsys.readouterr().out
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("S26_CHECKPOINT_KEY_FILE", str(notary.keys[0]))
    assert main(["prove", case, str(path)]) == 1
    assert "is there already" in capsys.readouterr().err
    monkeypatch.delenv("S26_CHECKPOINT_KEY_FILE")
    monkeypatch.setenv("S26_CHECKPOINTS", str(tmp_path / "none"))
    assert main(["prove", case, f"{path}.2"]) == 1
    assert "no key signs checkpoints here" in capsys.readouterr().err


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_another_key_vouches_for_nothing(
    engine: Engine, notary: Notary, case: str, key: str, tmp_path: Path
) -> None:
    other = Signer(NAME, Ed25519PrivateKey.generate())
    content = engine.ask(case_proof, None, case, newest(notary)).content

    assert "not signed by this key" in outsider(tmp_path, content, str(other.verifier))[1]
    assert "key line is damaged" in outsider(tmp_path, content, f"x{key}")[1]
    ours = newest(notary).text.partition("\n\n")[0]
    forged = json.dumps(content).replace(
        json.dumps(newest(notary).text)[1:-1], json.dumps(sign(f"{ours}\n", [other]))[1:-1]
    )
    assert "not signed by this key" in outsider(tmp_path, forged, key)[1]
