"""Passwords and sign-in tokens: hashed, compared in equal time. No database here."""

import hashlib
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 200  # characters; more would only cost time to hash
# The same work as with argon2's usual four threads, but on one processor: pages have the others.
_HASHER = PasswordHasher(parallelism=1)
_NOBODY = _HASHER.hash("nobody holds this password")


def as_typed_anywhere(password: str) -> str:
    """The password as every keyboard types it: one spelling for each accented or wide letter."""
    return unicodedata.normalize("NFKC", password[: LONGEST * 4])


def hashed(password: str) -> str:
    """The argon2id hash to keep for *password*."""
    return _HASHER.hash(_bytes_to_hash(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether *password* is the one; as slow for nobody, or for one too long, as for somebody."""
    possible = password_hash is not None and len(as_typed_anywhere(password)) <= LONGEST
    try:
        return _HASHER.verify(password_hash or _NOBODY, _bytes_to_hash(password)) and possible
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """A fresh sign-in token, 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _bytes_to_hash(password: str) -> bytes:
    """What is hashed: half a character from a broken keyboard must not stop a page."""
    return as_typed_anywhere(password)[:LONGEST].encode(errors="replace")
