"""Put a checked draft into use: new cases run it, running cases stay on theirs."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.work import Work
from engine.definitions.checking import check_bundle
from engine.definitions.registry import Version, files_of, still, version
from engine.definitions.tables import definition
from engine.errors import DefinitionRefused, NotAllowed, Stale
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class PublishDefinition:
    """Put a checked version into use."""

    key: str
    number: int

    def do(self, work: Work) -> None:
        """Keeps the version as the one in use; refused while it has errors."""
        if why_not := may_model(work.who):
            raise NotAllowed(why_not)
        draft = version(work.db, self.key, self.number)
        if draft.status not in {"draft", "checked"}:
            raise Stale("this version has already been published")
        if draft.checked_id != draft.id:
            raise DefinitionRefused("check this draft for problems before you put it into use")
        files = files_of(work.db, self.key, self.number)
        work.db.rollback()  # the check may take longer than a look may stay open
        errors = [f for f in check_bundle(files, work.reference) if f.severity == "error"]
        if errors:
            raise DefinitionRefused("this draft has problems: mend them and check it again", errors)
        work.definitions.loaded(work.db, self.key, self.number, draft.id)
        self._put_into_use(work, draft)

    def _put_into_use(self, work: Work, draft: Version) -> None:
        here = definition.c.key == self.key
        subject = f"{self.key} version {self.number}"
        with work.keeping_register("publish_definition", subject=subject, bundle=draft.id) as rows:
            rows.write(
                update(definition)
                .where(here, definition.c.status == "published")
                .values(status="retired")
            )
            put = (
                update(definition)
                .where(still(draft), definition.c.checked_id == draft.id)
                .values(status="published", published_at=work.now, published_by=work.person)
            )
            if not rows.write(put):
                raise Stale("somebody else has changed this draft at the same moment")
