"""How a choice of an installation is written: each kind is read strictly, or said to be wrong."""

import re
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
SHORTEST_KEY = 32  # characters
FEWEST_LETTERS = 8  # different ones: 32 times the same is no secret
LONGEST_TEXT = 100  # characters

_DIGITS = re.compile(r"[0-9]{1,9}")
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_MAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+]*:")
_IN_MEMORY = frozenset({"", "/:memory:"})
_POSTGRESQL = frozenset({"postgresql", "postgresql+psycopg"})


class Wrong(ValueError):
    """The text is none of what may be written there; the message says what may."""


def yes_or_no(text: str) -> bool:
    """Whether the text says yes; a word that is neither is not taken for a no."""
    word = text.lower()
    if word in YES | NO:
        return word in YES
    raise Wrong("yes or no (1, true and on mean yes; 0, false and off mean no)")


def number(least: int, most: int) -> Callable[[str], int]:
    """What reads a whole number within bounds."""

    def read(text: str) -> int:
        value = int(text) if _DIGITS.fullmatch(text) else None
        if value is None or not least <= value <= most:
            raise Wrong(f"a whole number from {least} to {most}")
        return value

    return read


def words(text: str) -> str:
    """A line of text for people to read."""
    if len(text) > LONGEST_TEXT or not text.isprintable():
        raise Wrong(f"one line of at most {LONGEST_TEXT} characters")
    return text


def mail_address(text: str) -> str:
    """One email address."""
    if not _MAIL.fullmatch(text):
        raise Wrong("one email address, such as approvals@force.example")
    return text


def host(text: str) -> str:
    """A name of a machine, or its address."""
    if not (is_address(text) or (_HOST_NAME.fullmatch(text) and len(text) <= 253)):
        raise Wrong("the name or the address of a machine, without a port")
    return text.lower()


def socket_or_port(text: str) -> str:
    """Where a service is: the path of its socket on this machine, or a machine and a port."""
    if text.startswith("/"):
        if _looked_up(text)[1] == "folder":
            raise Wrong("the path of a socket, and this is a folder")
        return text
    machine, _, port = text.rpartition(":")
    bare = machine.removeprefix("[").removesuffix("]")
    try:
        host(bare)
        number(1, 65_535)(port)
        good = machine == (f"[{bare}]" if ":" in bare else bare)
    except Wrong:
        good = False
    if not good:
        raise Wrong("the path of a socket from / on, or a machine and a port, as in 127.0.0.1:3310")
    return text


def address(text: str) -> str:
    """One address of a machine, as this machine writes it when somebody calls from there."""
    if not is_address(text):
        raise Wrong("one address, such as 10.0.0.5: no name, no network, no list")
    return str(ip_address(text))


def is_address(text: str) -> bool:
    """Whether the text is one address of a machine, IPv4 or IPv6."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def key(text: str) -> str:
    """A secret that nobody guesses; no comma, because keys of before stand in a list."""
    if len(text) < SHORTEST_KEY or len(set(text)) < FEWEST_LETTERS or "," in text:
        raise Wrong(
            f"at least {SHORTEST_KEY} characters by chance, without a comma: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' makes one"
        )
    return text


def place(text: str) -> Path:
    """A file, which need not be there yet."""
    path, kind = _looked_up(text)
    if kind == "folder":
        raise Wrong("a file, and this is a folder")
    return path


def folder(text: str) -> Path:
    """A folder, which need not be there yet."""
    path, kind = _looked_up(text)
    if kind == "file":
        raise Wrong("a folder, and this is a file")
    return path


def folder_there(text: str) -> Path:
    """A folder that is there."""
    path, kind = _looked_up(text)
    if kind != "folder":
        raise Wrong("a folder that is there")
    return path


def one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    """What reads one of a few words."""

    def read(text: str) -> str:
        if text not in allowed:
            raise Wrong(f"one of {', '.join(allowed)}")
        return text

    return read


def several(read_one: Callable[[str], object]) -> Callable[[str], tuple[object, ...]]:
    """What reads a list with commas between its parts; a comma at the end is no part."""

    def read(text: str) -> tuple[object, ...]:
        parts = text.removesuffix(",").split(",")
        return tuple(_read_part(read_one, part.strip()) for part in parts)

    return read


def database_url(text: str) -> str:
    """Where the database is, in SQLAlchemy's words."""
    scheme, mark, rest = text.partition("://")
    sqlite = scheme == "sqlite" and (not rest or _names_a_file(rest))
    postgresql = scheme in _POSTGRESQL and _names_a_database(text)
    if not mark or not text.isprintable() or not (sqlite or postgresql):
        raise Wrong(
            "sqlite:/// and the path of a file, or "
            "postgresql://user:password@host:port/name of a database"
        )
    return text


def database_place(text: str) -> str:
    """Where a database is to be put: as `database_url` has it, or the path of an SQLite file."""
    url = text if _SCHEME.match(text) else f"sqlite:///{text}"
    try:
        if url.removeprefix("sqlite://") not in _IN_MEMORY:
            return database_url(url)
    except Wrong as wrong:
        raise Wrong(f"the path of a file, {wrong}") from wrong
    raise Wrong("a place that stays when the command is over, such as the path of a file")


def _looked_up(text: str) -> tuple[Path, str]:
    """The path, and what is there: a folder, a file or nothing."""
    path = Path(text)
    try:
        if path.is_dir():
            return path, "folder"
        return path, "file" if path.exists() else ""
    except (OSError, ValueError) as problem:
        raise Wrong("a path that this machine can look up") from problem


def _names_a_file(rest: str) -> bool:
    """Whether what follows `sqlite://` is the path of a file; SQLite's own options are not read."""
    slash, path = rest[:1], rest[1:]
    if slash != "/" or not path or "?" in path:
        return False
    return _looked_up(path)[1] != "folder"


def _names_a_database(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.port != 0 and len(parts.path) > 1
    except ValueError:  # a port that is no number, or half an IPv6 address
        return False


def _read_part(read_one: Callable[[str], object], text: str) -> object:
    try:
        if text:
            return read_one(text)
    except Wrong as wrong:
        raise Wrong(f"with commas between them, each {wrong}") from wrong
    raise Wrong("with commas between them, and nothing left out")
