"""Keep one changed file of a draft, from the modeller or from a page."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.bpmn.read import read
from engine.commands.work import Work
from engine.definitions.bundle import LARGEST, identity, place
from engine.definitions.registry import Version, files_of, keep_files, still, version
from engine.definitions.tables import definition
from engine.errors import NotAllowed, Stale, UploadRefused
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class SaveDiagram:
    """Keep a file of a draft; the draft's new identity comes back."""

    key: str
    number: int
    path: str
    content: bytes
    version_id: str | None = None  # the identity of the draft that the editor had opened

    def do(self, work: Work) -> str:
        """Keeps the file; a diagram that is not BPMN at all is refused here already."""
        if why_not := may_model(work.who):
            raise NotAllowed(why_not)
        draft = version(work.db, self.key, self.number)
        if draft.status not in {"draft", "checked"}:
            raise Stale("a published version never changes: make a new draft and change that")
        if self.version_id is not None and self.version_id != draft.id:
            raise Stale("somebody else has changed this draft since you opened it: open it again")
        if place(self.path) != self.path or len(self.content) > LARGEST:
            raise UploadRefused(f"{self.path} is not a file a definition can hold")
        if self.path.endswith(".bpmn"):
            read({self.path: self.content})
        return self._keep(work, draft)

    def _keep(self, work: Work, draft: Version) -> str:
        bundle = files_of(work.db, self.key, self.number) | {self.path: self.content}
        made = identity(bundle)
        subject = f"{self.key} version {self.number}"
        with work.keeping_register("save_diagram", subject=subject, bundle=made) as rows:
            unchecked = {"status": "draft", "findings": None, "checked_id": None}
            changed = update(definition).where(still(draft)).values(id=made, **unchecked)
            if not rows.write(changed):
                raise Stale("somebody else has changed this draft at the same moment")
            keep_files(rows, self.key, self.number, bundle)
        return made
