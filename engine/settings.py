"""What an installation may choose: read once from the environment at the edge."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DATABASE = "sqlite:///var/section26.db"
VAR = Path("var")


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
    trusted_proxies: int = 0
    checkpoint_key_file: Path | None = None  # signs checkpoints; without it none are signed
    checkpoint_key_file_old: tuple[Path, ...] = ()  # keys of before, which sign beside it
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


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment names, with defaults for the rest."""
    env = os.environ if environment is None else environment
    default = Settings()
    return Settings(
        database_url=env.get("S26_DATABASE_URL", default.database_url),
        secret_key=env.get("S26_SECRET_KEY") or default.secret_key,
        secret_key_old=_several(env.get("S26_SECRET_KEY_OLD", "")),
        demo=_yes(env.get("S26_DEMO", "")),
        secure_cookies=_yes(env.get("S26_SECURE_COOKIES", "yes")),
        service_name=env.get("S26_SERVICE_NAME", default.service_name),
        outbox=Path(env.get("S26_OUTBOX", str(default.outbox))),
        mail_from=env.get("S26_MAIL_FROM", default.mail_from),
        smtp_host=env.get("S26_SMTP_HOST", ""),
        smtp_port=int(env.get("S26_SMTP_PORT", "25")),
        idle_minutes=int(env.get("S26_IDLE_MINUTES", "30")),
        session_hours=int(env.get("S26_SESSION_HOURS", "12")),
        trusted_proxies=int(env.get("S26_TRUSTED_PROXIES", "0")),
        checkpoint_key_file=_place(env.get("S26_CHECKPOINT_KEY_FILE", "")),
        checkpoint_key_file_old=tuple(
            Path(one) for one in _several(env.get("S26_CHECKPOINT_KEY_FILE_OLD", ""))
        ),
        postgresql=_place(env.get("S26_POSTGRESQL", "")),
        checkpoints=_place(env.get("S26_CHECKPOINTS", "")),
    )


def _place(text: str) -> Path | None:
    return Path(text) if text else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(one for one in map(str.strip, text.split(",")) if one)


def _yes(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}
