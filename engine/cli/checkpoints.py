"""The words about checkpoints: `s26 checkpoint key`, `sign` and `show`."""

from argparse import Namespace

from engine.api import Engine
from engine.audit.folder import Folder
from engine.audit.keyfile import make_key, read_key
from engine.audit.note import Verifier
from engine.audit.places import verifiers
from engine.audit.signing import NO_KEY, Notary
from engine.cli.accounts import operator
from engine.cli.running import say
from engine.commands.use_checkpoint_key import UseCheckpointKey
from engine.errors import ProofRefused
from engine.settings import Settings

NO_NAME = (
    "give the log a name with --name: an address that is yours and nobody else's, such as "
    "kent.police.uk/section26"
)
NONE_YET = "no checkpoint was signed yet: run s26 checkpoint sign"


def key(args: Namespace, settings: Settings) -> int:
    """Make the signing key where there is none, and make it known in the register."""
    path = settings.checkpoint_key_file
    if path is None:
        raise ProofRefused(NO_KEY)
    engine = Engine.open(settings.database_url)
    with engine.database.reading() as db:
        keys = verifiers(db)
    name = args.name or (keys[0].name if keys else "")
    if not name:
        raise ProofRefused(NO_NAME)
    private = read_key(path) if path.exists() else make_key(path)
    verifier = Verifier(name, private.public_key().public_bytes_raw())
    new = engine.do(UseCheckpointKey(Verifier.read(str(verifier)), operator()), None)
    engine.close()
    say(f"{path} signs checkpoints{' from now on' if new else ' already'}. Publish its other half:")
    say(str(verifier))
    return 0


def sign(_asked: Namespace, settings: Settings) -> int:
    """Sign a checkpoint of the log as it is now."""
    engine = Engine.open(settings.database_url)
    checkpoint = Notary.of(engine.database, settings).sign()
    engine.close()
    say(f"{checkpoint.size:,} entries are signed, in {settings.checkpoint_folder}")
    return 0


def show(_asked: Namespace, settings: Settings) -> int:
    """Print the newest checkpoint as it is kept, and the keys that it is checked with."""
    engine = Engine.open(settings.database_url)
    with engine.database.reading() as db:
        keys = verifiers(db)
    engine.close()
    note = next(Folder(settings.checkpoint_folder).notes(), None)
    if note is None:
        raise ProofRefused(NONE_YET if settings.checkpoint_key_file else NO_KEY)
    say(note.text, end="")
    for verifier in keys:
        say(f"key: {verifier}")
    return 0
