"""The file of the key that signs checkpoints: outside the database, for its owner's eyes only."""

import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from engine.errors import ProofRefused
from engine.store.folders import make_folder_of

OWNER_ONLY = 0o600
_OTHERS = 0o077


def make_key(path: Path) -> Ed25519PrivateKey:
    """A new key, kept at *path* as PKCS#8 PEM, with its folder.

    ProofRefused when something is there already, or the folder around that is not.
    """
    make_folder_of(path, ProofRefused)
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    except FileExistsError:
        raise ProofRefused(f"{path} is there already: no key is written over another") from None
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key(path: Path) -> Ed25519PrivateKey:
    """The key in *path*; ProofRefused when it is missing, others may read it, or it is no key."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            pem = file.read(10_000)
    except OSError as problem:
        raise ProofRefused(
            f"the key file {path} cannot be read ({problem.strerror}): S26_CHECKPOINT_KEY_FILE "
            "names it, and s26 checkpoint key makes one"
        ) from problem
    if stat.S_IMODE(mode) & _OTHERS:
        raise ProofRefused(f"others may read or change the key file {path}: chmod 600 it")
    return _load_key(path, pem)


def _load_key(path: Path, pem: bytes) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(pem, None)
    except TypeError:
        raise ProofRefused(f"the key file {path} has a passphrase: write it without one") from None
    except ValueError:
        raise ProofRefused(f"the key file {path} holds no key in PKCS#8 PEM") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ProofRefused(f"the key file {path} holds another kind of key than Ed25519")
    return key
