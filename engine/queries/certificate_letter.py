"""The certificate of a decision as a Word letter, from the template of the case's own version."""

from collections.abc import Mapping

from engine.context import QueryContext
from engine.errors import NotFound
from engine.feel.values import Value
from engine.letters.render import Stamp, render
from engine.letters.words import list_and
from engine.queries.case_page import File
from engine.queries.certificate_page import certificate_page
from engine.queries.certificate_parts import CertificatePage, Office
from engine.queries.letter_page import WORD
from engine.section26.key_facts import MARKING

TEMPLATE = "certificate"
MARK = 8  # characters of a digest that tell it from the others of a page
SHORT = 46  # characters of a fact: a line of the table
NO_TEMPLATE = (
    "this version of the process holds no template certificate.docx: read the certificate on its "
    "page, or ask a process owner to add one"
)


def certificate_letter(context: QueryContext, reference: str, entry: int) -> File:
    """The Word file; the same log and the same template give the same bytes.

    NotFound without such a certificate, or without a template for it.
    """
    row = context.case(reference)
    page = certificate_page(context, reference, entry)
    if not context.definitions.has_letter(context.db, row, TEMPLATE):
        raise NotFound(NO_TEMPLATE)
    letter = context.definitions.letter(context.db, row, TEMPLATE)
    number = f"{page.case}-C{page.entry}"
    stamp = Stamp(
        doc_id=number,
        case_ref=page.case,
        code=TEMPLATE,
        version=1,
        template_sha256=letter.sha256,
        issued_on=page.day,
    )
    facts: dict[str, Value] = {
        "case_ref": page.case,
        MARKING: page.marking,
        "certificate": _filled(
            _decision(page) | _conflicts(page) | _by(page.office) | _relied_on(page) | _proof(page)
        ),
    }
    return File(f"{number}.docx", WORD, render(letter, facts, stamp).content)


def _decision(page: CertificatePage) -> dict[str, Value]:
    return {
        "case_title": page.case_title,
        "title": page.title,
        "entry": page.entry,
        "day": page.day,
        "name": page.name,
        "force": page.force,
        "body": page.body,
        "decision": [line.told for line in page.decision],
        "basis": page.basis,
        "provisions": [
            _filled(
                {
                    "cited": provision.cited,
                    "effect": provision.effect,
                    "since": provision.since,
                    "until": provision.until,
                    "made_by": provision.made_by,
                }
            )
            for provision in page.provisions
            if not provision.bars_police
        ],
        "delegations": list(page.delegations),
    }


def _conflicts(page: CertificatePage) -> dict[str, Value]:
    conflicts = page.conflicts
    return {
        "separate": [
            _filled({"title": step.title, "done_by": list_and(list(step.done_by))})
            for step in conflicts.separate
        ],
        "officers": conflicts.officers,
        "told_apart": list_and(list(conflicts.told_apart)),
        "police_barred_by": conflicts.police_barred_by,
    }


def _relied_on(page: CertificatePage) -> dict[str, Value]:
    return {
        "facts": [
            {
                "label": fact.label,
                "text": fact.text if len(fact.text) <= SHORT else f"{fact.text[: SHORT - 1]}…",
                "on": fact.on,
                "step": fact.step or "worked out by the service",
                "mark": fact.sha256[:MARK],
            }
            for fact in page.facts
        ],
        "rows": [
            {
                "table": one.table,
                "says": one.says,
                "mark": one.sha256[:MARK],
                "corrected": one.corrected,
            }
            for one in page.rows
        ],
    }


def _by(office: Office | None) -> dict[str, Value]:
    if office is None:
        return {}
    return {
        "role": office.title,
        "organisation": office.organisation,
        "since": office.since,
        "granted_by": office.granted_by or "the installation",
    }


def _proof(page: CertificatePage) -> dict[str, Value]:
    return {
        "holds": not page.faults,
        "faults": "; it ".join(page.faults) or None,
        "sha256": page.sha256,
        "seal_before": page.seal_before,
        "register": page.register,
        "definition": page.definition,
        "letters": list_and(list(page.letters)),
    }


def _filled(values: Mapping[str, Value]) -> dict[str, Value]:
    """What there is: a template asks whether the rest is defined."""
    return {key: value for key, value in values.items() if value not in (None, "")}
