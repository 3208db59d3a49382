"""The words `backup` and `restore`: a whole copy while others work, and the way back."""

from argparse import Namespace
from pathlib import Path

from engine.api import Engine
from engine.audit.folder import Folder
from engine.audit.signing import Notary
from engine.backups.make import make_backup
from engine.backups.pack import Manifest
from engine.backups.restore import look_at
from engine.backups.restore import restore as put_back
from engine.cli.running import say
from engine.settings import Settings

OLDER = "it is of an older release (schema {schema}): run s26 db upgrade on it, then s26 verify"
LOST = (
    "what was done after the backup is lost. The newer checkpoints stay red: move them to a folder "
    "of their own, as the record of what there was"
)


def backup(asked: Namespace, settings: Settings) -> int:
    """Make a backup, or look at one; 1 where verify finds faults in it."""
    path = Path(asked.file)
    if asked.check:
        return _check(path)
    engine = Engine.open(settings.database_url)
    notary = Notary.of(engine.database, settings) if settings.checkpoint_key_file else None
    try:
        made = make_backup(engine, notary, path, settings.postgresql)
    finally:
        engine.close()
    if made.unsigned:
        say(f"no checkpoint was signed for it: {made.unsigned}")
    say(f"{path}: {_about(made.manifest)}")
    return _verdict(made.manifest.faults, made.manifest)


def _check(path: Path) -> int:
    seen = look_at(path)
    say(f"{path}: {_about(seen.manifest)}")
    if not seen.note:
        say("it has no checkpoint: nothing outside it says whether it is all there was")
    if seen.proof is not None:
        return _verdict(seen.proof.faults, seen.manifest)
    if seen.manifest.database == "sqlite":
        say(OLDER.format(schema=seen.manifest.schema))
    else:
        say("its digest is right; s26 restore into an empty database proves the rest")
    return _verdict(seen.manifest.faults, seen.manifest)


def _verdict(faults: tuple[str, ...], manifest: Manifest) -> int:
    for fault in faults:
        say(f"FAULT {fault}")
    counted = f"{manifest.cases} cases, {manifest.entries} log entries"
    say(f"{counted}: {'red: s26 verify says more' if faults else 'green'}")
    return 1 if faults else 0


def _about(manifest: Manifest) -> str:
    return (
        f"made {manifest.made} by release {manifest.release}, schema {manifest.schema}, "
        f"{manifest.size:,} bytes of {manifest.database}"
    )


def restore(asked: Namespace, settings: Settings) -> int:
    """Restore a backup where there is no database, and say what it lacks."""
    kept = list(Folder(settings.checkpoint_folder).notes())
    url = asked.to or settings.database_url
    programs = settings.postgresql
    seen = put_back(Path(asked.file), url, kept, programs=programs, red=asked.red)
    say(f"restored: {_about(seen.manifest)}")
    if seen.proof is None:
        say(OLDER.format(schema=seen.manifest.schema))
        return 0
    for fault in seen.lost:
        say(f"held against the checkpoints that are kept here: {fault}")
    if seen.lost:
        say(LOST)
    return _verdict(seen.proof.faults, seen.manifest)
