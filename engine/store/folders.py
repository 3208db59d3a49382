"""Folders for what the settings name: the last one is made, as a mistyped path leads to none."""

from pathlib import Path

from engine.errors import NO_FOLDER, EngineError


def make_folder_of(path: Path, refusal: type[EngineError]) -> None:
    """Makes the folder of *path* where it is missing, but no folder around it: *refusal* there."""
    folder = path.absolute().parent
    if not folder.parent.is_dir():
        raise refusal(NO_FOLDER.format(folder=folder.parent))
    folder.mkdir(exist_ok=True)
