"""A notary for tests: its key is made and known, its checkpoints lie in a folder of the test's."""

from pathlib import Path

from engine.api import Engine
from engine.audit.folder import Folder
from engine.audit.keyfile import make_key
from engine.audit.note import Verifier
from engine.audit.signing import Notary
from engine.commands.use_checkpoint_key import UseCheckpointKey

NAME = "section26.example/log"


def verifier_of(engine: Engine, path: Path) -> Verifier:
    """The public half of a new key at *path*, which the register knows from now on."""
    verifier = Verifier(NAME, make_key(path).public_key().public_bytes_raw())
    engine.do(UseCheckpointKey(verifier, "jo"), None)
    return verifier


def notary(engine: Engine, folder: Path) -> Notary:
    """Whoever signs for *engine*, with a key of its own in *folder*."""
    path = folder / "key.pem"
    verifier_of(engine, path)
    return Notary(engine.database, [path], Folder(folder / "checkpoints"))
