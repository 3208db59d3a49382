"""The word `verify`: proves the record, and holds it against the checkpoints kept outside it."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from engine.api import Engine
from engine.audit.folder import Folder, KeptNote, note_in
from engine.audit.keyfile import read_key
from engine.audit.note import Verifier
from engine.audit.places import verifiers
from engine.cli.running import say
from engine.errors import ProofRefused
from engine.queries.verified import Verified, verified
from engine.queries.verified_log import VerifiedLog
from engine.settings import Settings

NONE = (
    "there are no signed checkpoints, so whoever owns the database could have written it anew: "
    "set S26_CHECKPOINT_KEY_FILE and run s26 checkpoint key"
)
NOT_HERE = (
    "the register knows a key for checkpoints, but none are in {folder}: name one that was kept "
    "elsewhere with --checkpoint"
)

NOT_KNOWN = (
    "the register does not know the key in {path}: it was written anew, or an older copy was "
    "restored; a new key is made known with s26 checkpoint key"
)
ONLY_MOVED = (
    "only the cases that moved since that checkpoint were proved, no file was read again: "
    "s26 verify proves the rest"
)


def verify(args: Namespace, settings: Settings) -> int:
    """Check every seal, row, letter and saved state; 1 where one is not as it was kept."""
    trusted = [Verifier.read(line) for line in args.key or ()]
    notes = list(_checkpoints_to_hold(args, settings))
    engine = Engine.open(settings.database_url)
    proof = engine.ask(verified, None, notes, trusted, moved=args.moved)
    unknown = _unknown_key(engine, settings)
    engine.close()
    proof = replace(proof, faults=(*proof.faults, *unknown))
    _say_result(proof, settings)
    if args.moved:
        say(ONLY_MOVED)
    return 1 if proof.faults else 0


def _checkpoints_to_hold(args: Namespace, settings: Settings) -> Iterator[KeptNote]:
    """The checkpoints that are named, then those of the folder; the newest alone for --moved."""
    for name in args.checkpoint or ():
        yield note_in(Path(name))
    notes = Folder(settings.checkpoint_folder).notes()
    if not args.moved:
        yield from notes
    elif (newest := next(notes, None)) is not None:
        yield newest


def _unknown_key(engine: Engine, settings: Settings) -> list[str]:
    """What is wrong when the register knows nothing of the key that signs its checkpoints."""
    path = settings.checkpoint_key_file
    if path is None or not path.exists():
        return []
    public = read_key(path).public_key().public_bytes_raw()
    try:
        with engine.database.reading() as db:
            known_keys = {verifier.public for verifier in verifiers(db)}
    except ProofRefused:
        return []  # that the register holds a key that is none was told already
    return [] if public in known_keys else [NOT_KNOWN.format(path=path)]


def _say_result(proof: Verified, settings: Settings) -> None:
    for fault in proof.faults:
        say(f"FAULT {fault}")
    say(_of_checkpoints(proof.log, settings))
    say(f"{proof.cases} cases, {proof.entries} log entries, {proof.files} files: ", end="")
    say("green" if not proof.faults else f"red, {len(proof.faults)} faults")


def _of_checkpoints(log: VerifiedLog, settings: Settings) -> str:
    newest = log.newest
    if newest is not None:
        count = len(log.checkpoints)
        which = "1 checkpoint holds" if count == 1 else f"{count:,} checkpoints hold"
        return f"{which}: the first {newest.size:,} entries are as {newest.origin} signed them"
    if log.checkpoints or log.faults:
        return "no checkpoint vouches for the log as it is"
    return NOT_HERE.format(folder=settings.checkpoint_folder) if log.keyed else NONE
