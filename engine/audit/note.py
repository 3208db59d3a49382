"""Signed notes: a text and the lines of those who signed it, as c2sp.org/signed-note has them.

Ed25519 only. A key is known by its name and the beginning of a hash; whoever does not know a key
passes over its line, so that a note can be signed with an old and a new key at once. No files here.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from engine.errors import ProofRefused

ED25519 = b"\x01"
LONGEST = 100_000  # characters of a note; with its sixteen signatures a checkpoint has 3,000
KEY_BYTES, ID_BYTES = 32, 4
NAME = re.compile(r"[^\s+\x00-\x20]{1,200}")
LINE = re.compile(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with the name that it signs under."""

    name: str
    public: bytes

    @classmethod
    def read(cls, line: str) -> "Verifier":
        """The key that a verifier key line holds; ProofRefused when it is none."""
        name, _, rest = line.strip().partition("+")
        key_id, _, text = rest.partition("+")
        key = bytes_of(text)
        if key[:1] != ED25519 or len(key) != 1 + KEY_BYTES or not NAME.fullmatch(name):
            raise ProofRefused("this is no verifier key: it looks like name+12345678+AbCd…")
        verifier = cls(name, key[1:])
        if verifier.key_id.hex() != key_id:
            raise ProofRefused(f"the verifier key of {name} is damaged: copy it again")
        return verifier

    @property
    def key_id(self) -> bytes:
        """The four bytes by which the key's lines are known, with its name."""
        return hashlib.sha256(f"{self.name}\n".encode() + ED25519 + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        """The verifier key line, which is published."""
        return f"{self.name}+{self.key_id.hex()}+{text_of(ED25519 + self.public)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with the name that it signs under."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self.key.public_key().public_bytes_raw())


def sign(text: str, signers: Sequence[Signer]) -> str:
    """The note of a *text* that ends in a new line, with a line of each of *signers*."""
    lines = [
        f"\u2014 {signer.name} {text_of(signer.verifier.key_id + signer.key.sign(text.encode()))}\n"
        for signer in signers
    ]
    return f"{text}\n{''.join(lines)}"


def read_note(note: str, verifiers: Sequence[Verifier]) -> str:
    """The text of a note that one of *verifiers* at least signed.

    ProofRefused for what is no note, for a false line of a known key, and when no key is known.
    """
    text, lines = _split_note(note)
    by_name = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    good = 0
    for line in lines:
        name, key_id, signature = _split_line(line)
        verifier = by_name.get((name, key_id))
        if verifier is not None:
            _must_have_signed(verifier, text, signature)
            good += 1
    if not good:
        raise ProofRefused("it is signed by no key that is known here")
    return text


def _split_note(note: str) -> tuple[str, list[str]]:
    text, blank, lines = note.rpartition("\n\n")
    if len(note) > LONGEST or not blank or not lines.endswith("\n") or CONTROL.search(note):
        raise ProofRefused("it is no signed note: it was cut short or is another file")
    return f"{text}\n", lines.removesuffix("\n").split("\n")


def _split_line(line: str) -> tuple[str, bytes, bytes]:
    parts = LINE.fullmatch(line)
    signature = bytes_of(parts[2]) if parts else b""
    if parts is None or len(signature) <= ID_BYTES:
        raise ProofRefused("it holds a line that is no signature")
    return parts[1], signature[:ID_BYTES], signature[ID_BYTES:]


def _must_have_signed(verifier: Verifier, text: str, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, text.encode())
    except (InvalidSignature, UnicodeEncodeError):
        raise ProofRefused(
            f"the signature of {verifier.name} is not of this text: it was changed"
        ) from None


def text_of(data: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """The bytes of base64; ProofRefused when it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ProofRefused("it holds a line that is no base64") from None
