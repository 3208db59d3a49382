"""s26: the command line. Each word does one thing and says what it did."""

import argparse
import importlib
import logging
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version

from engine.choices import Wrong, database_place, number
from engine.errors import EngineError
from engine.journal import OneLine
from engine.settings import Settings, read_settings

Do = Callable[[Namespace, Settings], int]

_BAD = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 refused or not as it should be, 2 the words are off."""
    _write_lines()
    args = _words().parse_args(arguments)
    try:
        command: Do = args.do
        return command(args, read_settings())
    except EngineError as problem:
        return _say_refusal(str(problem))
    except OSError as problem:
        return _say_refusal(_machine_sentence(problem))
    except KeyboardInterrupt:
        return _BAD


def _say_refusal(sentence: str) -> int:
    sys.stderr.write(f"s26: {sentence}\n")
    return _BAD


def _machine_sentence(problem: OSError) -> str:
    """What the machine said, without its number: `a.s26: Permission denied`."""
    if isinstance(problem, FileNotFoundError) and problem.filename:
        return f"there is no file {problem.filename}"
    if not problem.strerror:
        return str(problem)
    if not problem.filename:
        return problem.strerror
    return f"{problem.filename}: {problem.strerror}"


def _write_lines() -> None:
    """Lets whoever watches the standard error read what happens, a line each."""
    lines = logging.StreamHandler()
    lines.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[lines])


def _load_command(module: str, name: str) -> Do:
    """What a word does, loaded when it is said: a check needs no database."""

    def do(args: Namespace, settings: Settings) -> int:
        return int(getattr(importlib.import_module(f"engine.cli.{module}"), name)(args, settings))

    return do


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="s26", description="Section 26 approvals.")
    parser.add_argument("--version", action="version", version=f"section26 {version('section26')}")
    words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    _add_database_words(words)
    _add_running_words(words)
    _add_looking_words(words)
    _add_law_words(words)
    _add_letter_words(words)
    _add_rehearsing_words(words)
    _add_people_words(words)
    _add_migrating_words(words)
    _add_signing_words(words)
    _add_backup_words(words)
    return parser


def _add_database_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    db = words.add_parser("db", help="bring the database up to date, or check that it is")
    db.add_argument("what", choices=["upgrade", "check"])
    db.set_defaults(do=_load_command("databases", "database"))
    seed = words.add_parser("seed", help="put the shipped definitions into use")
    seed.add_argument("--demo", action="store_true", help="add the demo's people and cases")
    seed.set_defaults(do=_load_command("running", "seed"))


def _add_running_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = words.add_parser("serve", help="serve the pages and do due jobs, on one machine")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_read_port, default=8000)
    serve.add_argument("--demo", action="store_true", help="show the demo's sign-ins")
    serve.add_argument("--no-worker", action="store_true", help="leave due jobs to s26 worker")
    serve.set_defaults(do=_load_command("running", "serve"))
    worker = words.add_parser("worker", help="do due jobs until told to stop")
    worker.add_argument("--once", action="store_true", help="do what is due now, then stop")
    worker.set_defaults(do=_load_command("running", "work"))


def _read_port(text: str) -> int:
    try:
        return number(0, 65_535)(text)
    except Wrong as wrong:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: it may be {wrong}") from wrong


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day: write it as year-month-day"
        ) from wrong


def _database_url(text: str) -> str:
    try:
        return database_place(text)
    except Wrong as wrong:
        raise argparse.ArgumentTypeError(f"no place for a database: it may be {wrong}") from wrong


def _add_looking_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = words.add_parser("verify", help="check the audit log, letters and saved states")
    verify.add_argument("--checkpoint", action="append", metavar="FILE", help="kept elsewhere")
    verify.add_argument("--key", action="append", metavar="LINE", help="a verifier key to trust")
    verify.add_argument("--moved", action="store_true", help="only since the last checkpoint")
    verify.set_defaults(do=_load_command("verifying", "verify"))
    incidents = words.add_parser("incidents", help="list the steps that could not be done")
    incidents.add_argument("--json", action="store_true")
    incidents.set_defaults(do=_load_command("mending", "incidents"))
    check = words.add_parser("check", help="check diagrams, forms, decisions and letters")
    check.add_argument("paths", nargs="+", metavar="FILE|DIR")
    check.add_argument("--json", action="store_true")
    check.set_defaults(do=_load_command("checking", "check"))
    decide = words.add_parser("decide", help="ask a decision what it says to some facts")
    decide.add_argument("table", metavar="TABLE", help="a .dmn file, or file.dmn#decision")
    decide.add_argument("--input", required=True, metavar="FILE", help="facts as JSON or YAML")
    decide.add_argument("--json", action="store_true")
    decide.set_defaults(do=_load_command("deciding", "decide"))


def _add_law_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    tables = "the tables of the law: check, export, import, what changes"
    register = words.add_parser("register", help=tables)
    register.add_argument("what", choices=["check", "export", "import", "changes"])
    register.add_argument(
        "folder",
        nargs="?",
        metavar="DIR",
        help="of .csv files; to check, else those that are shipped",
    )
    register.add_argument(
        "--on", type=_read_date, metavar="DAY", help="of the addresses, or of what changes"
    )
    register.add_argument("--number", type=int, help="which register to export, else that in use")
    register.add_argument("--note", default="", help="what a draft that is imported is for")
    from_help = "a folder of .csv files, or the number of a draft: compared with what is in use"
    register.add_argument("--from", dest="other", metavar="DIR|NUMBER", help=from_help)
    register.add_argument("--json", action="store_true")
    register.set_defaults(do=_load_command("registering", "register"))
    asked = words.add_parser("who", help="say who decides for a force on a day")
    asked.add_argument("force", metavar="FORCE", help="such as kent")
    asked.add_argument("--on", type=_read_date, metavar="DAY", help="else today")
    asked.add_argument("--json", action="store_true")
    asked.set_defaults(do=_load_command("asking", "who"))


def _add_letter_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    letters = words.add_parser("letters", help="check a letter's template, and mark its faults")
    letters.add_argument("what", choices=["check"])
    letters.add_argument("file", metavar="FILE", help="a Word document (.docx)")
    letters.add_argument("--out", metavar="COPY", help="the same with a comment at each fault")
    letters.set_defaults(do=_load_command("marking", "letters"))


def _add_rehearsing_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rehearse = words.add_parser("rehearse", help="play whole cases through the definitions")
    rehearse.add_argument("stories", nargs="+", metavar="STORY")
    rehearse.add_argument("--out", metavar="DIR", help="write every letter there")
    rehearse.add_argument("--json", action="store_true")
    rehearse.add_argument("--definitions", metavar="DIR", help="rehearse another folder's files")
    rehearse.add_argument("--coverage", action="store_true", help="say which steps were reached")
    rehearse.set_defaults(do=_load_command("looking", "rehearse"))


def _add_people_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    person = words.add_parser("person", help="add a person who may sign in, with a role")
    person.add_argument("name", help="what they are called, as letters have it: 'Ann Lee'")
    person.add_argument("email", help="the address they sign in with")
    person.add_argument("role", help="such as force_lead; any other word lists those there are")
    where = "such as kent; any other word lists those that the role is held in"
    person.add_argument("organisation", help=where)
    number_help = "as the organisation has it, for those who may go abroad themselves"
    person.add_argument("--staff-number", default="", help=number_help)
    demo = "an account of the demo only, with the demo's password"
    person.add_argument("--demo", action="store_true", help=demo)
    person.set_defaults(do=_load_command("accounts", "person"))
    unlock = words.add_parser("unlock", help="let an account that was guessed at be tried again")
    unlock.add_argument("account", metavar="ACCOUNT", help="its email address")
    unlock.set_defaults(do=_load_command("accounts", "unlock"))


def _add_migrating_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    migrate = words.add_parser("migrate", help="move running cases to another version")
    migrate.add_argument("definition", metavar="DEFINITION")
    migrate.add_argument("--to", required=True, type=int, metavar="VERSION")
    migrate.add_argument("--dry-run", action="store_true", help="only say which could move")
    migrate.add_argument("--json", action="store_true")
    migrate.set_defaults(do=_load_command("moving", "migrate"))


def _add_signing_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    checkpoint = words.add_parser("checkpoint", help="sign the log, and show what was signed")
    what = checkpoint.add_subparsers(dest="what", required=True, metavar="WHAT")
    key = what.add_parser("key", help="make the signing key, or make it known")
    key.add_argument("--name", default="", help="what the log is called: an address of yours")
    key.set_defaults(do=_load_command("checkpoints", "key"))
    sign = what.add_parser("sign", help="sign the log as it is now")
    sign.set_defaults(do=_load_command("checkpoints", "sign"))
    show = what.add_parser("show", help="print the newest checkpoint, and the keys")
    show.set_defaults(do=_load_command("checkpoints", "show"))


def _add_backup_words(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    prove = words.add_parser("prove", help="write what proves a case to somebody outside")
    prove.add_argument("case", metavar="CASE")
    prove.add_argument("file", metavar="FILE")
    prove.add_argument("--since", metavar="FILE", help="a checkpoint that they know already")
    prove.set_defaults(do=_load_command("proving", "prove"))
    certificate = words.add_parser("certificate", help="say what made a case's decisions lawful")
    certificate.add_argument("case", metavar="CASE")
    certificate.add_argument("--task", metavar="ID", help="of one step, such as decide_approval")
    certificate.add_argument("--json", action="store_true", help="as sealed, a line for each")
    certificate.set_defaults(do=_load_command("certifying", "certificate"))
    backup = words.add_parser("backup", help="make a backup while others work, and check it")
    backup.add_argument("file", metavar="FILE")
    backup.add_argument("--check", action="store_true", help="look at one that was made before")
    backup.set_defaults(do=_load_command("backing_up", "backup"))
    restore = words.add_parser("restore", help="put a backup where there is no database")
    restore.add_argument("file", metavar="FILE")
    to = "the path of a new SQLite file, or a database URL as the settings have it"
    restore.add_argument("--to", type=_database_url, metavar="PLACE", help=to)
    restore.add_argument("--red", action="store_true", help="although verify finds faults in it")
    restore.set_defaults(do=_load_command("backing_up", "restore"))


if __name__ == "__main__":
    sys.exit(main())
