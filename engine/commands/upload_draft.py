"""Hand in a definition, or parts of one, as a draft: kept byte for byte, not in use yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn.read import read
from engine.commands.context import CommandContext
from engine.commands.registering import begin_draft, sheets_in
from engine.commands.texts import kept_text
from engine.definitions.bundle import identity, is_table, tables_among, unpack
from engine.definitions.registry import current, files_of, keep_version, key_of, next_number
from engine.definitions.rows import VersionRow
from engine.errors import NotAllowed, NotFound, UploadRefused
from engine.people.may import may_model
from engine.register.rows import Row, identity_of
from engine.register.sets import set_in_use, tables_of


@dataclass(frozen=True, slots=True)
class DraftMade:
    """Where a draft went: the definition that its diagrams are of, and its number there."""

    key: str
    number: int
    register: int | None = None  # of the draft that tables among the files became


@dataclass(frozen=True, slots=True)
class UploadDraft:
    """Make a draft: the version in use with the files handed in put over it.

    Diagrams of another process than *key* become a draft of that process, whether it is known
    already or not. Tables of the register among the files become a draft of the register.
    """

    key: str
    files: Mapping[str, bytes]
    note: str = ""

    def do(self, context: CommandContext) -> DraftMade:
        """Keeps the draft; where it is comes back."""
        if why_not := may_model(context.who):
            raise NotAllowed(why_not)
        tables = self._tables(context)
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
        if not tables:
            return DraftMade(key, draft.version)
        note = f"Handed in with {key} version {draft.version}"
        return DraftMade(key, draft.version, begin_draft(context, "import_register", tables, note))

    def handed_in(self) -> Mapping[str, bytes]:
        """The files by their names."""
        return self.files

    def refused(self, problems: Mapping[str, str]) -> UploadRefused:
        """The refusal of files that will not do."""
        return UploadRefused("; ".join(f"{name}: {problem}" for name, problem in problems.items()))

    def _tables(self, context: CommandContext) -> dict[str, list[Row]]:
        """The rows of a register with the tables handed in; empty when nothing of it is other."""
        files = tables_among(self.files)
        if not files:
            return {}
        if all(is_table(name) for name in self.files):
            names = ", ".join(sorted(files))
            raise UploadRefused(f"{names}: hand in tables of the register under Register")
        new_tables = sheets_in(context, files)
        in_use = set_in_use(context.db)
        tables = tables_of(context.db, in_use.number) if in_use else {}
        if identity_of(tables | new_tables) == identity_of(tables):
            return {}
        return tables | new_tables

    def _bundle(self, context: CommandContext) -> dict[str, bytes]:
        parts = {name: content for name, content in self.files.items() if not is_table(name)}
        handed_in = unpack(parts) if parts else {}
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
