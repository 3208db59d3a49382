"""Hand in a definition, or parts of one, as a draft: kept byte for byte, not in use yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.texts import kept_text
from engine.commands.work import Work
from engine.definitions.bundle import identity, unpack
from engine.definitions.registry import (
    Version,
    current,
    files_of,
    keep_version,
    key_of,
    next_number,
)
from engine.errors import NotAllowed, NotFound
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class UploadDraft:
    """Make a draft: the version in use with the files handed in put over it."""

    key: str
    files: Mapping[str, bytes]
    note: str = ""

    def do(self, work: Work) -> int:
        """Keeps the draft; its number comes back."""
        if why_not := may_model(work.who):
            raise NotAllowed(why_not)
        handed_in = unpack(self.files) if self.files else {}
        bundle = self._base(work) | handed_in
        key, title = key_of(bundle)
        number = next_number(work.db, key)
        made = Version(
            key=key,
            number=number,
            id=identity(bundle),
            title=title,
            status="draft",
            note=kept_text(self.note, 500),
            made_at=work.now,
            made_by=work.person,
            published_at=None,
            findings=None,
            checked_id=None,
        )
        with work.keeping_register(
            "upload_draft", subject=f"{key} version {number}", bundle=made.id
        ) as rows:
            keep_version(rows, made, bundle)
        return number

    def _base(self, work: Work) -> dict[str, bytes]:
        try:
            base = current(work.db, self.key)
        except NotFound:
            return {}
        return files_of(work.db, base.key, base.number)
