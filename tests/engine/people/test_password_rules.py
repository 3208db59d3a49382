"""Which passwords will do, and that the same one is the same on every keyboard."""

import subprocess
import sys

import pytest
from argon2 import extract_parameters

from engine.cli.seed import DEMO_PASSWORD
from engine.people.password_rules import why_no_password
from engine.people.passwords import LONGEST, hashed, matches

OWN = ("Jo Bloggs-Smythe", "jo.bloggs@lancashire.example", "Lancashire Constabulary")


@pytest.mark.parametrize(
    "password",
    ["a long password", "correct horse battery staple", "x7$kQ2pLm9Zt", "tr\u00e9s bien mon ami"],
)
def test_a_password_of_some_length_will_do(password: str) -> None:
    assert why_no_password(password, OWN) is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "12 characters or more"),
        ("Tr0ub4dor&3", "12 characters or more"),
        ("x7$kQ2pLm9Zt" * 20, "200 characters or fewer"),
        ("a long pass\nword", "hidden"),
        ("a long pass\x00word", "hidden"),
        ("password1234", "easy to guess"),
        ("Password2026!", "easy to guess"),
        ("qwertyuiop12", "easy to guess"),
        ("aaaaaaaaaaaaaaaaaaaa", "easy to guess"),
        ("letmeinletmein", "easy to guess"),
        ("123456789012", "easy to guess"),
        ("iloveyou12345", "easy to guess"),
        ("lancashire123", "easy to guess"),
        ("LancashireConstabulary", "easy to guess"),
        ("bloggs-smythe1", "easy to guess"),
        ("jo.bloggs@lancashire", "easy to guess"),
        ("Bloggs!Lancashire!26", "easy to guess"),
        ("Summer2026!!", "easy to guess"),
        (DEMO_PASSWORD, "easy to guess"),
        ("\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff441234", "easy to guess"),
    ],
)
def test_a_password_that_guessers_try_will_not(password: str, said: str) -> None:
    assert said in str(why_no_password(password, OWN))


def test_a_password_is_the_same_however_a_keyboard_composes_it() -> None:
    kept = hashed("tre\u0301s bien mon ami")

    assert matches(kept, "tr\u00e9s bien mon ami")
    assert not matches(kept, "tres bien mon ami")


def test_a_password_that_is_too_long_is_wrong_and_costs_no_more() -> None:
    kept = hashed("p" * LONGEST)

    assert matches(kept, "p" * LONGEST)
    assert not matches(kept, "p" * LONGEST + "q")
    assert not matches(kept, "\ufdfa" * 1_000_000)
    assert not matches(None, "p" * LONGEST)


def test_the_lists_are_read_only_where_a_password_is_set() -> None:
    seen = "import engine.cli.accounts, sys; print('zxcvbn' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)

    assert told.stdout == "False\n"


def test_a_guess_costs_whoever_guesses_as_much_as_rfc_9106_asks() -> None:
    told = "from engine.people.passwords import hashed; print(hashed('a long password'))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    cost = extract_parameters(run.stdout.strip())

    assert (cost.time_cost, cost.memory_cost, cost.parallelism) == (3, 65_536, 1)
