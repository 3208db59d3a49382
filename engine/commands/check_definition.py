"""Check a draft: every rule is run, and what they find is kept with it."""

from dataclasses import dataclass

import orjson
from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.definitions.acts import Act, keep_act
from engine.definitions.checking import check_bundle
from engine.definitions.registry import files_of, still, version
from engine.definitions.tables import definition
from engine.errors import NotAllowed, Stale
from engine.lint.finding import Finding
from engine.lint.report import plain
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class CheckDefinition:
    """Check a version; the findings come back, errors first."""

    key: str
    number: int

    def do(self, context: CommandContext) -> tuple[Finding, ...]:
        """Keeps the findings; a draft with no errors becomes checked."""
        if why_not := may_model(context.who):
            raise NotAllowed(why_not)
        draft = version(context.db, self.key, self.number)
        files = files_of(context.db, self.key, self.number)
        reference = context.reference
        context.db.rollback()  # the check may take longer than a look may stay open
        findings = check_bundle(files, reference, context.today)
        if draft.status not in {"draft", "checked"}:
            return findings  # what is proposed or in use was checked, and stays as it is
        clean = not any(finding.severity == "error" for finding in findings)
        subject = f"{self.key} version {self.number}"
        values = {
            "status": "checked" if clean else "draft",
            "findings": orjson.dumps([plain(finding) for finding in findings]).decode(),
            "checked_sha256": draft.bundle_sha256,
        }
        with context.keeping_register(
            "check_definition", subject=subject, findings=len(findings)
        ) as rows:
            if not rows.write(update(definition).where(still(draft)).values(**values)):
                raise Stale("somebody changed this draft while it was checked: check it again")
            counted = f"{len(findings)} findings" if findings else ""
            act = Act("checked", context.now, context.person, draft.bundle_sha256, counted)
            keep_act(rows, self.key, self.number, act)
        return findings
