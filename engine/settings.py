"""What an installation may choose: read once from the environment at the edge.

A value that is wrong, and a name that we do not know, are refused: a setting that was misspelt
would otherwise mean its default, which may be the opposite of what somebody wanted.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from engine import choices
from engine.crash import POINTS
from engine.errors import SettingsRefused

DATABASE = "sqlite:///var/section26.db"
VAR = Path("var")
PREFIX = "S26_"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; every field is an environment variable `S26_<FIELD>`."""

    database_url: str = DATABASE
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    secret_key_old: tuple[str, ...] = ()  # keys of before, which still prove what they signed
    demo: bool = False
    secure_cookies: bool = True
    service_name: str = "Police assistance approvals"
    outbox: Path = Path("var/outbox")
    mail_from: str = "section26@localhost"
    smtp_host: str = ""
    smtp_port: int = 25
    idle_minutes: int = 30
    session_hours: int = 12
    trusted_proxy: str = ""  # the one address whose word about callers is taken
    hosts: tuple[str, ...] = ()  # the names people call the service by, beside this machine's own
    checkpoint_key_file: Path | None = None  # signs checkpoints; without it none are signed
    checkpoint_key_file_old: tuple[Path, ...] = ()  # keys of before, which sign beside it
    clamd: str = ""  # the address of the virus scanner; without it nobody looks for viruses
    postgresql: Path | None = None  # the folder of PostgreSQL's own programs
    checkpoints: Path | None = None  # the folder they are kept in; beside the database otherwise

    @property
    def checkpoint_folder(self) -> Path:
        """Where checkpoints are kept: the folder named, else one beside the database's file."""
        if self.checkpoints is not None:
            return self.checkpoints
        scheme, _, place = self.database_url.partition(":///")
        beside = Path(place.partition("?")[0]).parent if scheme.startswith("sqlite") else VAR
        return beside / "checkpoints"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one field of `Settings` is written in the environment."""

    field: str
    read: Callable[[str], object]  # what it says; raises choices.Wrong
    secret: bool = False  # whether its value is never shown

    @property
    def variable(self) -> str:
        """The environment variable it stands in."""
        return f"{PREFIX}{self.field.upper()}"


TABLE = (
    Setting("database_url", choices.database_url, secret=True),  # it may hold a password
    Setting("secret_key", choices.key, secret=True),
    Setting("secret_key_old", choices.several(choices.key), secret=True),
    Setting("demo", choices.yes_or_no),
    Setting("secure_cookies", choices.yes_or_no),
    Setting("service_name", choices.words),
    Setting("outbox", choices.folder),
    Setting("mail_from", choices.mail_address),
    Setting("smtp_host", choices.host),
    Setting("smtp_port", choices.number(1, 65_535)),
    Setting("idle_minutes", choices.number(1, 24 * 60)),
    Setting("session_hours", choices.number(1, 7 * 24)),
    Setting("trusted_proxy", choices.address),
    Setting("hosts", choices.several(choices.host)),
    Setting("checkpoint_key_file", choices.place),
    Setting("checkpoint_key_file_old", choices.several(choices.place)),
    Setting("clamd", choices.socket_or_port),
    Setting("postgresql", choices.folder_there),
    Setting("checkpoints", choices.folder),
)
# Read elsewhere: by the build, the tests, or the one command that needs it.
ELSEWHERE: Mapping[str, Callable[[str], object]] = {
    "S26_CHROMIUM": str,
    "S26_CRASH_AT": choices.one_of(POINTS),
    "S26_NODE": choices.one_of(("wheel",)),
    "S26_PASSWORD": str,
    "S26_SKIP_ASSETS": str,
}
RENAMED = {
    "S26_TRUSTED_PROXIES": "S26_TRUSTED_PROXY, the one address of the proxy, is there instead",
}
GUIDE = "docs/administrators.md"
_MOST_SHOWN = 60  # characters of a value


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment names, with defaults for the rest.

    Raises SettingsRefused with every problem at once.
    """
    env = os.environ if environment is None else environment
    ours = {name: env[name] for name in sorted(env) if name.upper().startswith(PREFIX)}
    values: dict[str, Any] = {}  # of each field's own type, as its reader gives it
    problems = list(_unknown_settings(ours))
    for setting in TABLE:
        if (text := ours.get(setting.variable)) is not None:
            try:
                values[setting.field] = _read_value(setting.read, text)
            except choices.Wrong as wrong:
                value = None if setting.secret else text
                problems.append(_problem_sentence(setting.variable, value, wrong))
    problems += _wrong_elsewhere(ours)
    if problems:
        raise SettingsRefused(problems)
    return replace(Settings(), **values)


def _read_value(reader: Callable[[str], object], text: str) -> object:
    """What the reader makes of it; nothing is no value, and so no choice either."""
    if not text.strip():
        raise choices.Wrong("a value: or take the variable away, for the default")
    return reader(text.strip())


def _unknown_settings(ours: Iterable[str]) -> Iterable[str]:
    variables = [setting.variable for setting in TABLE] + list(ELSEWHERE)
    for name in ours:
        if name in variables:
            continue
        if name in RENAMED:
            yield f"there is no setting {name} any more: {RENAMED[name]}"
            continue
        rest = {variable.removeprefix(PREFIX): variable for variable in variables}
        near = get_close_matches(name.upper().removeprefix(PREFIX), rest, n=1)
        hint = f"did you mean {rest[near[0]]}?" if near else f"{GUIDE} lists those there are"
        yield f"there is no setting {name[:_MOST_SHOWN]}: {hint}"


def _wrong_elsewhere(ours: Mapping[str, str]) -> Iterable[str]:
    for name, reader in ELSEWHERE.items():
        if name in ours:
            try:
                reader(ours[name])
            except choices.Wrong as wrong:
                yield _problem_sentence(name, ours[name], wrong)


def _problem_sentence(variable: str, text: str | None, wrong: choices.Wrong) -> str:
    value = "not written as it has to be (its value is not shown)"
    if text is not None:
        short = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
        value = repr(short)
    return f"{variable} is {value}; it may be {wrong}"
