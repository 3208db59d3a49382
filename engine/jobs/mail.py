"""Where messages go: into a folder of files, to an SMTP server, or held in a list."""

import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol


class Post(Protocol):
    """Something that takes messages away."""

    def send(self, message: EmailMessage) -> None:
        """Takes a message away, or raises OSError when it cannot just now."""


@dataclass
class HeldPost:
    """Keeps messages in a list, for rehearsals and tests."""

    messages: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage) -> None:
        """Puts the message on the list."""
        self.messages.append(message)


@dataclass(frozen=True, slots=True)
class FolderPost:
    """Writes each message as an .eml file, named by its own id: twice sent is once written."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Writes the message into the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").split("@")[0]
        (self.folder / f"{name}.eml").write_bytes(message.as_bytes(policy=SMTP))


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """Hands messages to an SMTP server."""

    host: str
    port: int

    def send(self, message: EmailMessage) -> None:
        """Hands the message over; smtplib's errors are OSErrors."""
        with smtplib.SMTP(self.host, self.port, timeout=20) as server:
            server.send_message(message)


LONGEST_SUBJECT = 250


def message(sender: str, to: str, subject: str, body: str, key: str) -> EmailMessage:
    """A message whose id follows from *key*, so that sending it twice can be seen."""
    email = EmailMessage()
    email["From"], email["To"] = sender, to
    email["Subject"] = subject.replace("\r", " ").replace("\n", " ")[:LONGEST_SUBJECT]
    email["Message-ID"] = f"<{key.replace(':', '-')}@section26>"
    email.set_content(body)
    return email
