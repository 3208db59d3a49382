"""`s26 person` and `s26 unlock`: an account is whole or not there, and the log names who asked."""

import getpass
import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.api import Engine
from engine.audit.log import REGISTER, entries
from engine.cli.accounts import operator
from engine.cli.seed import DEMO_PASSWORD
from engine.cli.words import main
from engine.commands.sign_in import SignIn
from engine.errors import SignInRefused
from engine.people.tables import person, role_held

LEAD = ["A Lead", "lead@kent.example", "force_lead", "kent"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation without anybody in it."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    monkeypatch.setenv("S26_DATABASE_URL", url)
    monkeypatch.setenv("S26_PASSWORD", "a long enough password")
    monkeypatch.setenv("SUDO_USER", "jo")
    assert main(["db", "upgrade"]) == 0
    return url


def kept(url: str) -> tuple[int, int, str]:
    """How many people and roles there are, and the last entry of the register."""
    engine = Engine.open(url)
    with engine.database.reading() as db:
        people, roles = (
            db.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (person, role_held)
        )
        told = entries(db, REGISTER)
    engine.close()
    return people, roles, told[-1].body if told else ""


def test_a_person_is_added_with_their_role_in_one_entry_that_names_the_operator(
    installed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["person", "A Lead", " Lead@KENT.example ", "force_lead", "kent"]) == 0

    people, roles, entry = kept(installed)
    assert (people, roles) == (1, 1)
    assert "lead@kent.example may sign in" in capsys.readouterr().out
    assert "jo at the command line" in entry
    assert "lead@kent.example as force_lead at kent" in entry
    assert main(["verify"]) == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["A Lead", "lead@kent.example", "force_laed", "kent"], "did you mean force_lead"),
        (["A Lead", "lead@kent.example", "force_lead", "kant"], "did you mean kent"),
        (["A Lead", "lead@kent.example", "king", "kent"], "there is no role 'king'"),
        (["A Lead", "lead@kent.example", "home_secretary", "kent"], "is a role of a home office"),
        (["A Lead", "lead@kent", "force_lead", "kent"], "like name@"),
        (["A Lead", "Lead <lead@kent.example>", "force_lead", "kent"], "like name@"),
        ([" ", "lead@kent.example", "force_lead", "kent"], "Enter the name"),
        ([*LEAD, "--staff-number=//"], "letters or digits"),
    ],
)
def test_what_is_misspelt_is_told_and_leaves_no_half_account(
    installed: str, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    before = kept(installed)
    assert main(["person", *asked]) == 1

    assert said in capsys.readouterr().err
    assert kept(installed) == before
    assert main(["person", *LEAD]) == 0


@pytest.mark.parametrize(
    "password", ["short", "police assistance", "lead@kent.example", "kent kent kent"]
)
def test_a_password_that_anybody_would_guess_is_refused(
    installed: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    password: str,
) -> None:
    monkeypatch.setenv("S26_PASSWORD", password)
    assert main(["person", *LEAD]) == 1

    assert "password" in capsys.readouterr().err
    assert kept(installed)[:2] == (0, 0)


def test_every_account_of_the_demo_has_the_password_that_its_page_shows(
    installed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["person", *LEAD, "--demo"]) == 1
    assert "leave S26_PASSWORD away" in capsys.readouterr().err
    monkeypatch.delenv("S26_PASSWORD")

    assert main(["person", *LEAD, "--demo"]) == 0
    assert f"with the demo's password, '{DEMO_PASSWORD}'" in capsys.readouterr().out
    engine = Engine.open(installed)
    assert engine.do(SignIn("lead@kent.example", DEMO_PASSWORD, "192.0.2.1", demo=True), None)
    engine.close()


def test_without_a_terminal_the_password_may_come_by_a_pipe_or_in_a_variable(
    installed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("S26_PASSWORD")
    monkeypatch.setattr("getpass.os.open", no_terminal)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    assert main(["person", *LEAD]) == 1
    assert "no terminal to ask for it on: give it in S26_PASSWORD" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough password\n"))
    assert main(["person", *LEAD]) == 0


def no_terminal(*_: object) -> int:
    raise OSError


def test_a_role_that_there_is_not_is_told_before_a_password_is_asked_for(
    installed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("S26_PASSWORD")
    monkeypatch.setattr("getpass.getpass", None)

    assert main(["person", "A", "a@kent.example", "?", "?"]) == 1
    assert "the roles are force_lead, force_finance, " in capsys.readouterr().err
    assert main(["person", "A", "a@kent.example", "home_secretary", "?"]) == 1
    assert "home_secretary is held at home-office" in capsys.readouterr().err


def test_an_account_is_unlocked_and_told_what_held_it_up(
    installed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["person", *LEAD]) == 0
    engine = Engine.open(installed)
    with pytest.raises(SignInRefused):
        engine.do(SignIn("lead@kent.example", "wrong", "192.0.2.1"), None)
    engine.close()

    assert main(["unlock", "LEAD@kent.example"]) == 0
    assert "wrong passwords from 1 address are forgotten" in capsys.readouterr().out
    assert main(["unlock", "lead@kent.example"]) == 0
    assert "nothing held it up" in capsys.readouterr().out
    assert "unlock_account" in kept(installed)[2]
    assert main(["unlock", "laed@kent.example"]) == 1
    assert "did you mean lead@kent.example?" in capsys.readouterr().err


def test_an_operator_without_a_name_is_told_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.delenv("SUDO_USER", raising=False)
    assert operator()
    monkeypatch.setattr(getpass, "getuser", nobody)

    assert operator().startswith("user ")
