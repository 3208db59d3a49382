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


def backup(args: Namespace, settings: Settings) -> int:
    """Make a backup, or look at one; 1 where verify finds faults in it."""
    path = Path(args.file)
    if args.check:
        return _check_backup(path)
    engine = Engine.open(settings.database_url)
    notary = Notary.of(engine.database, settings) if settings.checkpoint_key_file else None
    try:
        result = make_backup(engine, notary, path, settings.postgresql)
    finally:
        engine.close()
    if result.unsigned:
        say(f"no checkpoint was signed for it: {result.unsigned}")
    say(f"{path}: {_origin_of(result.manifest)}")
    return _say_verdict(result.manifest.faults, result.manifest)


def _check_backup(path: Path) -> int:
    backup = look_at(path)
    say(f"{path}: {_origin_of(backup.manifest)}")
    if not backup.note:
        say("it has no checkpoint: nothing outside it says whether it is all there was")
    if backup.proof is not None:
        return _say_verdict(backup.proof.faults, backup.manifest)
    if backup.manifest.database == "sqlite":
        say(OLDER.format(schema=backup.manifest.schema))
    else:
        say("its digest is right; s26 restore into an empty database proves the rest")
    return _say_verdict(backup.manifest.faults, backup.manifest)


def _say_verdict(faults: tuple[str, ...], manifest: Manifest) -> int:
    for fault in faults:
        say(f"FAULT {fault}")
    counted = f"{manifest.cases} cases, {manifest.entries} log entries"
    say(f"{counted}: {'red: s26 verify says more' if faults else 'green'}")
    return 1 if faults else 0


def _origin_of(manifest: Manifest) -> str:
    return (
        f"made {manifest.made} by release {manifest.release}, schema {manifest.schema}, "
        f"{manifest.size:,} bytes of {manifest.database}"
    )


def restore(args: Namespace, settings: Settings) -> int:
    """Restore a backup where there is no database, and say what it lacks."""
    checkpoints = list(Folder(settings.checkpoint_folder).notes())
    url = args.to or settings.database_url
    programs = settings.postgresql
    restored = put_back(Path(args.file), url, checkpoints, programs=programs, red=args.red)
    say(f"restored: {_origin_of(restored.manifest)}")
    if restored.proof is None:
        say(OLDER.format(schema=restored.manifest.schema))
        return 0
    for fault in restored.lost:
        say(f"held against the checkpoints that are kept here: {fault}")
    if restored.lost:
        say(LOST)
    return _say_verdict(restored.proof.faults, restored.manifest)
