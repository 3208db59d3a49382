"""The words about people's accounts: `s26 person` and `s26 unlock`."""

import getpass
import os
from argparse import Namespace

from engine.api import Engine
from engine.cli.running import say
from engine.commands.add_person import AddPerson
from engine.commands.unlock_account import UnlockAccount
from engine.people.mail import mail_address
from engine.settings import Settings


def person(asked: Namespace, settings: Settings) -> int:
    """Add a person with a role; the password is asked for, or taken from S26_PASSWORD."""
    engine = Engine.open(settings.database_url)
    password = os.environ.get("S26_PASSWORD") or getpass.getpass("Password: ")
    adding = AddPerson(
        asked.name,
        asked.email,
        password,
        demo=asked.demo,
        employer=asked.organisation if asked.staff_number else "",
        staff_number=asked.staff_number or "",
        role=asked.role,
        organisation=asked.organisation,
        operator=operator(),
    )
    engine.do(adding, None)
    engine.close()
    say(f"{mail_address(asked.email)} may sign in")
    return 0


def unlock(asked: Namespace, settings: Settings) -> int:
    """Let an account that was guessed at be tried again at once, and say what that changed."""
    engine = Engine.open(settings.database_url)
    places = engine.do(UnlockAccount(asked.account, operator()), None)
    engine.close()
    where = f"{places} address" if places == 1 else f"{places} addresses"
    held_up = f"wrong passwords from {where} are forgotten" if places else "nothing held it up"
    say(f"{mail_address(asked.account)} may be tried at once: {held_up}")
    return 0


def operator() -> str:
    """Who types at the command line, as the machine knows them."""
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (OSError, KeyError):  # a number without a name, as in some containers
        return f"user {os.getuid()}"
