"""Hand in a definition, or parts of one, as a draft: kept byte for byte, not in use yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn.read import read
from engine.commands.context import CommandContext
from engine.commands.texts import kept_text
from engine.definitions.bundle import identity, unpack
from engine.definitions.registry import current, files_of, keep_version, key_of, next_number
from engine.definitions.rows import VersionRow
from engine.errors import NotAllowed, NotFound, UploadRefused
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class DraftMade:
    """Where a draft went: the definition that its diagrams are of, and its number there."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class UploadDraft:
    """Make a draft: the version in use with the files handed in put over it.

    Diagrams of another process than *key* become a draft of that process, whether it is known
    already or not.
    """

    key: str
    files: Mapping[str, bytes]
    note: str = ""

    def do(self, context: CommandContext) -> DraftMade:
        """Keeps the draft; where it is comes back."""
        if why_not := may_model(context.who):
            raise NotAllowed(why_not)
        bundle = self._bundle(context)
        key, title = key_of(bundle)
        draft = VersionRow(
            process_key=key,
            version=next_number(context.db, key),
            bundle_sha256=identity(bundle),
            title=title,
            status="draft",
            note=kept_text(self.note, 500),
            made_at=context.now,
            made_by=context.person,
            published_at=None,
            findings=None,
            checked_sha256=None,
        )
        with context.keeping_register(
            "upload_draft", subject=f"{key} version {draft.version}", bundle=draft.bundle_sha256
        ) as rows:
            keep_version(rows, draft, bundle)
        return DraftMade(key, draft.version)

    def handed_in(self) -> Mapping[str, bytes]:
        """The files by their names."""
        return self.files

    def refused(self, problems: Mapping[str, str]) -> UploadRefused:
        """The refusal of files that will not do."""
        return UploadRefused("; ".join(f"{name}: {problem}" for name, problem in problems.items()))

    def _bundle(self, context: CommandContext) -> dict[str, bytes]:
        handed_in = unpack(self.files) if self.files else {}
        files = _in_use(context, self.key) | handed_in
        main_here, main = _main_process(files), _main_process(handed_in)
        if main_here == self.key or main in {None, self.key}:
            return files
        elsewhere = _in_use(context, str(main))
        if elsewhere or main_here != main:
            return elsewhere | handed_in
        return files  # a process of another id in place of this one, or one that calls it


def _in_use(context: CommandContext, key: str) -> dict[str, bytes]:
    try:
        base = current(context.db, key)
    except NotFound:
        return {}
    return files_of(context.db, base.process_key, base.version)


def _main_process(files: Mapping[str, bytes]) -> str | None:
    """The main process of the diagrams among *files*, where there is exactly one."""
    diagrams = {path: content for path, content in files.items() if path.endswith(".bpmn")}
    return read(diagrams).key if diagrams else None
