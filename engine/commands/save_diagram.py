"""Keep one changed file of a draft, from the modeller or from a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from engine.bpmn.read import read
from engine.commands.context import CommandContext
from engine.definitions.acts import Act
from engine.definitions.bundle import LARGEST, TOO_LARGE, identity, place
from engine.definitions.registry import NOT_PROPOSED, files_of, keep_files, still, version
from engine.definitions.rows import VersionRow
from engine.definitions.tables import definition
from engine.errors import NotAllowed, Stale, UploadRefused
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class SaveDiagram:
    """Keep a file of a draft; the draft's new identity comes back.

    It voids the check and a proposal, and whoever saves is one of those who made the draft.
    """

    key: str
    number: int
    path: str
    content: bytes
    version_id: str | None = None  # the identity of the draft that the editor had opened

    def do(self, context: CommandContext) -> str:
        """Keeps the file; a diagram that is not BPMN at all is refused here already."""
        if why_not := may_model(context.who):
            raise NotAllowed(why_not)
        draft = version(context.db, self.key, self.number)
        if not draft.may_change:
            raise Stale("a published version never changes: make a new draft and change that")
        if self.version_id is not None and self.version_id != draft.bundle_sha256:
            raise Stale("somebody else has changed this draft since you opened it: open it again")
        self._must_do_for_a_draft()
        return self._keep(context, draft)

    def handed_in(self) -> dict[str, bytes]:
        """The file by its place in the draft."""
        return {self.path: self.content}

    def refused(self, problems: Mapping[str, str]) -> UploadRefused:
        """The refusal of a file that will not do."""
        return UploadRefused("; ".join(f"{path}: {problem}" for path, problem in problems.items()))

    def _must_do_for_a_draft(self) -> None:
        """A draft may hold what is not finished, but no file that a definition cannot hold."""
        if place(self.path) != self.path:
            raise UploadRefused(f"{self.path} is not a file a definition can hold")
        if len(self.content) > LARGEST:
            raise UploadRefused(TOO_LARGE.format(path=self.path))
        if self.path.endswith(".bpmn"):
            read({self.path: self.content})

    def _keep(self, context: CommandContext, draft: VersionRow) -> str:
        bundle = files_of(context.db, self.key, self.number) | {self.path: self.content}
        _must_stay_of(self.key, bundle)
        new_identity = identity(bundle)
        subject = f"{self.key} version {self.number}"
        with context.keeping_register("save_diagram", subject=subject, bundle=new_identity) as rows:
            values = {"bundle_sha256": new_identity, **NOT_PROPOSED}
            if not rows.write(update(definition).where(still(draft)).values(**values)):
                raise Stale("somebody else has changed this draft at the same moment")
            act = Act("changed", context.now, context.person, new_identity, self.path)
            keep_files(rows, self.key, self.number, bundle, act)
        return new_identity


def _must_stay_of(key: str, bundle: Mapping[str, bytes]) -> None:
    """A draft may hold diagrams that are not joined up yet, but none of another main process."""
    diagrams = {path: content for path, content in bundle.items() if path.endswith(".bpmn")}
    main = read(diagrams).key
    if main is not None and main != key:
        raise UploadRefused(
            f"with this file the main process would be '{main}', and this is a draft of '{key}': "
            "hand the file in as a draft of its own"
        )
