"""Take tables of the register in from CSV files: each file is the whole of its table."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.registering import begin_draft, draft_of, keep_change, must_be_owner, sheets_in
from engine.errors import UploadRefused
from engine.register.sets import set_in_use, tables_of


@dataclass(frozen=True, slots=True)
class ImportRegister:
    """Put tables from CSV files into a draft, or begin a draft with them."""

    files: Mapping[str, bytes]  # by the name of the file, which is that of its table
    number: int | None = None  # of the draft; None begins one from the register in use
    seen: str | None = None  # the identity of the draft that the page showed
    note: str = ""

    def do(self, context: CommandContext) -> int:
        """The number of the draft: every file is taken, or none is."""
        if self.number is None:
            must_be_owner(context)
            new_tables = sheets_in(context, self.files)
            in_use = set_in_use(context.db)
            old_tables = tables_of(context.db, in_use.number) if in_use else {}
            return begin_draft(context, "import_register", {**old_tables, **new_tables}, self.note)
        draft = draft_of(context, self.number, self.seen)
        new_tables = sheets_in(context, self.files)
        tables = {**tables_of(context.db, self.number), **new_tables}
        note = f"taken in from files: {', '.join(sorted(new_tables))}"
        keep_change(context, "import_register", draft, tables, note)
        return self.number

    def handed_in(self) -> Mapping[str, bytes]:
        """The files by their names."""
        return self.files

    def refused(self, problems: Mapping[str, str]) -> UploadRefused:
        """The refusal of files that will not do."""
        return UploadRefused("\n".join(f"{name}: {problem}" for name, problem in problems.items()))
