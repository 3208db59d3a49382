"""Check a draft of the register: every finding is kept with it, and whether any is an error."""

from dataclasses import asdict, dataclass

import orjson
from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.commands.registering import draft_of
from engine.definitions.checking import check_bundle
from engine.definitions.registry import files_of, versions
from engine.errors import DefinitionRefused, Stale
from engine.people.powers import Power
from engine.people.reference import Reference
from engine.register.check import ERROR, WARNING, RegisterFinding, check_register
from engine.register.reference import reference_of
from engine.register.sets import Act, SetRow, keep_act, still, tables_of
from engine.register.tables import register_set

NOBODY = (
    "no role gives the power change_definitions today: nobody could put a register into use again"
)


@dataclass(frozen=True, slots=True)
class CheckRegister:
    """Check a draft; the findings come back, errors first."""

    number: int

    def do(self, context: CommandContext) -> tuple[RegisterFinding, ...]:
        """Keeps the findings; a draft without errors becomes checked."""
        draft = draft_of(context, self.number, None)
        tables = tables_of(context.db, self.number)
        bundles = {
            f"{row.process_key} version {row.version}": files_of(
                context.db, row.process_key, row.version
            )
            for row in versions(context.db)
            if row.status == "published"
        }
        schema = context.registers.schema
        context.db.rollback()  # the check may take longer than a look may stay open
        findings = check_register(schema, tables, context.today)
        try:
            reference = reference_of(schema, tables)
            findings += _law_findings(context, reference, bundles)
        except DefinitionRefused as problem:
            findings.append(RegisterFinding(ERROR, "", "", str(problem)))
        findings.sort(key=lambda finding: finding.severity != ERROR)
        self._keep(context, draft, findings)
        return tuple(findings)

    def _keep(
        self, context: CommandContext, draft: SetRow, findings: list[RegisterFinding]
    ) -> None:
        clean = not any(finding.severity == ERROR for finding in findings)
        values = {
            "status": "checked" if clean else "draft",
            "checked_id": draft.id if clean else None,
            "checked_by": context.person if clean else None,
            "findings": orjson.dumps([asdict(finding) for finding in findings]).decode(),
        }
        about = {"subject": f"register {self.number}", "number": self.number, "set": draft.id}
        with context.keeping_register("check_register", findings=len(findings), **about) as rows:
            if not rows.write(update(register_set).where(still(draft)).values(**values)):
                raise Stale("somebody changed this draft while it was checked: check it again")
            counted = f"{len(findings)} findings" if findings else ""
            keep_act(rows, self.number, Act("checked", context.now, context.person, counted))


def _law_findings(
    context: CommandContext, reference: Reference, bundles: dict[str, dict[str, bytes]]
) -> list[RegisterFinding]:
    """What a service under these tables could not do, and definitions in use that they refuse."""
    findings = []
    reference.law(context.today)
    if not reference.roles_with(Power.CHANGE_DEFINITIONS, context.today):
        findings.append(RegisterFinding(ERROR, "roles", "", NOBODY))
    for name, files in bundles.items():
        refused = check_bundle(files, reference, context.today)
        errors = [finding for finding in refused if finding.severity == "error"]
        if errors:
            sentence = f"{name}, which is in use, would be refused: {errors[0].sentence}"
            findings.append(RegisterFinding(WARNING, "", "", sentence))
    return findings
