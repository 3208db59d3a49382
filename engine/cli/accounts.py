"""The words about people's accounts: `s26 person` and `s26 unlock`."""

import getpass
import os
import warnings
from argparse import Namespace

from engine.api import Engine
from engine.cli.running import say
from engine.cli.seed import DEMO_PASSWORD
from engine.clock import london_date, utc_now
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import must_be_held_there
from engine.commands.unlock_account import UnlockAccount
from engine.errors import AnswersRejected
from engine.people.mail import mail_address
from engine.settings import Settings

VARIABLE = "S26_PASSWORD"
NOBODY_TO_ASK = f"there is no terminal to ask for it on: give it in {VARIABLE}"
OF_THE_DEMO = (
    f"every account of the demo has the password '{DEMO_PASSWORD}', which its sign-in page shows: "
    f"leave {VARIABLE} away"
)


def person(args: Namespace, settings: Settings) -> int:
    """Add a person with a role; the password is asked for, or taken from S26_PASSWORD."""
    engine = Engine.open(settings.database_url)
    today = london_date(utc_now())
    must_be_held_there(engine.reference, args.role, args.organisation, today)
    password = _demo_password() if args.demo else _ask_password()
    adding = AddPerson(
        args.name,
        args.email,
        password,
        demo=args.demo,
        employer=args.organisation if args.staff_number else "",
        staff_number=args.staff_number or "",
        role=args.role,
        organisation=args.organisation,
        operator=operator(),
    )
    engine.do(adding, None)
    engine.close()
    how = f" with the demo's password, '{DEMO_PASSWORD}'" if args.demo else ""
    say(f"{mail_address(args.email)} may sign in{how}")
    return 0


def _demo_password() -> str:
    """The one password of all the demo's accounts: its sign-in page shows no other."""
    if os.environ.get(VARIABLE, DEMO_PASSWORD) != DEMO_PASSWORD:
        raise AnswersRejected({"password": OF_THE_DEMO})
    return DEMO_PASSWORD


def _ask_password() -> str:
    password = os.environ.get(VARIABLE)
    if password:
        return password
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", getpass.GetPassWarning)  # what comes by a pipe is taken
            return getpass.getpass("Password: ")
    except EOFError:
        raise AnswersRejected({"password": NOBODY_TO_ASK}) from None


def unlock(args: Namespace, settings: Settings) -> int:
    """Let an account that was guessed at be tried again at once, and say what that changed."""
    engine = Engine.open(settings.database_url)
    places = engine.do(UnlockAccount(args.account, operator()), None)
    engine.close()
    where = f"{places} address" if places == 1 else f"{places} addresses"
    held_up = f"wrong passwords from {where} are forgotten" if places else "nothing held it up"
    say(f"{mail_address(args.account)} may be tried at once: {held_up}")
    return 0


def operator() -> str:
    """Who types at the command line, as the machine knows them."""
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (OSError, KeyError):  # a number without a name, as in some containers
        return f"user {os.getuid()}"
