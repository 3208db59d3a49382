"""Writes the letters of a step before anything is locked, and keeps them after the guard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select, update

from engine.audit.rows import Rows
from engine.bpmn.elements import LetterRule
from engine.cases.tables import task
from engine.cases.values import to_json
from engine.commands.context import CommandContext
from engine.definitions.rows import VersionIdentity
from engine.errors import DiagramFailed
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts
from engine.letters.render import Rendered, Stamp, render
from engine.letters.tables import letter
from engine.section26.derived import OFFERED
from engine.store import blobs


class CaseOrNew(VersionIdentity, Protocol):
    """A case, or one about to have a row: what its letters say of it."""

    @property
    def id(self) -> int:
        """Its id; that of no case until it has a row."""

    @property
    def reference(self) -> str:
        """What people call it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """The step that writes a letter, and the task of whoever does it; None for one by itself."""

    element: str
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that has been written but not yet kept."""

    rule: LetterRule
    title: str
    doc_id: str
    version: int
    element: str
    task: str | None
    template_sha256: str
    facts: str
    rendered: Rendered

    @property
    def brief(self) -> dict[str, object]:
        """What the audit log says of it."""
        return {"letter": self.doc_id, "version": self.version, "sha256": self.rendered.sha256}


def due_letters(rules: Iterable[LetterRule], facts: Facts) -> list[LetterRule]:
    """The letters of a step whose condition holds."""
    return [rule for rule in rules if rule.when is None or _is_due(rule.when, rule.code, facts)]


def _is_due(when: str, code: str, facts: Facts) -> bool:
    try:
        return compile_expression(when)(facts) is True
    except FeelError as problem:
        raise DiagramFailed(
            f"whether letter {code} is due cannot be worked out from '{when}': {problem}"
        ) from problem


def write_letter(
    context: CommandContext,
    case_row: CaseOrNew,
    rule: LetterRule,
    facts: Facts,
    writer: Writer,
    letters_before: Sequence[Written] = (),
) -> Written:
    """The letter as bytes, after *letters_before*, which the same step wrote.

    LetterLacks names the fact where the case does not hold one.
    """
    template = context.definitions.letter(context.db, case_row, rule.code)
    filled_facts = {
        key: value for key, value in facts.items() if value is not None and key not in OFFERED
    }
    doc_id = f"{case_row.reference}-{rule.code}"
    version = _newest_version(context, case_row, rule.code) + 1
    version += sum(letter.rule.code == rule.code for letter in letters_before)
    stamp = Stamp(
        doc_id=doc_id,
        case_ref=case_row.reference,
        code=rule.code,
        version=version,
        template_sha256=template.sha256,
        issued_on=context.today,
    )
    return Written(
        rule=rule,
        title=context.reference.letter_title(rule.code, context.today),
        doc_id=doc_id,
        version=version,
        element=writer.element,
        task=writer.task,
        template_sha256=template.sha256,
        facts=to_json(filled_facts),
        rendered=render(template, filled_facts, stamp),
    )


def _newest_version(context: CommandContext, case_row: CaseOrNew, code: str) -> int:
    newest = select(func.max(letter.c.version)).where(
        letter.c.case_id == case_row.id, letter.c.code == code
    )
    return int(context.db.execute(newest).scalar() or 0)


def keep_letters(rows: Rows, case: int, letters: list[Written], context: CommandContext) -> None:
    """Keeps the letters; an earlier version still waiting for its signature is superseded."""
    for new_letter in letters:
        rows.write(
            update(letter)
            .where(
                letter.c.case_id == case,
                letter.c.code == new_letter.rule.code,
                letter.c.status == "issued",
                letter.c.for_signature.is_(True),
                ~_of_another(new_letter.task),
            )
            .values(status="superseded")
        )
        rows.write(insert(letter).values(case_id=case, **_row(rows.db, new_letter, context)))


def _of_another(uid: str | None) -> ColumnElement[bool]:
    """Whether a letter is the one that another of several tasks waits for to come back."""
    signing = task.c.uid == letter.c.task, task.c.status == "signing"
    return exists().where(*signing, task.c.uid.is_distinct_from(uid))


def _row(db: Connection, new_letter: Written, context: CommandContext) -> dict[str, object]:
    return {
        "code": new_letter.rule.code,
        "version": new_letter.version,
        "title": new_letter.title,
        "task": new_letter.task,
        "element": new_letter.element,
        "for_signature": new_letter.rule.for_signature,
        "signatory": new_letter.rule.signatory,
        "status": "issued",
        "template_sha256": new_letter.template_sha256,
        "facts_sha256": blobs.keep(db, new_letter.facts.encode(), context.now),
        "sha256": blobs.keep(db, new_letter.rendered.content, context.now),
        "size": len(new_letter.rendered.content),
        "fingerprint": new_letter.rendered.fingerprint,
        "issued_at": context.now,
        "issued_by": context.person,
    }
