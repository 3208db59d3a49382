"""One letter, ours against docxtpl's own renderer, in one run: `python -m benchmarks.letters`.

Prints one JSON line: CPU milliseconds for a letter of each (the median) and the ratio.
"""

import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document
from docxtpl import DocxTemplate
from jinja2 import Environment

from engine.letters.clauses import put_in
from engine.letters.compile import compile_letter
from engine.letters.groups import context
from engine.letters.render import Stamp, render
from engine.letters.words import FILTERS

TEMPLATES = Path(__file__).parents[1] / "document_templates"
CODE = "L10"
STAMP = Stamp("BENCH-1-L10", "BENCH-1", CODE, 1, "0" * 64, date(2012, 12, 3))
WORDY = (
    "The officers will advise on lines of enquiry, interviewing and the keeping of records. " * 3
)


def main(rounds: int) -> None:
    """Measure both and print the line."""
    template = (TEMPLATES / f"{CODE}.docx").read_bytes()
    clauses = {path.stem: path.read_bytes() for path in (TEMPLATES / "clauses").glob("*.docx")}
    letter, facts = compile_letter(template, clauses), _facts()
    whole, environment = _with_clauses(template, clauses), _environment()
    about = {"id": STAMP.doc_id, "version": 1, "fingerprint": "-", "date": STAMP.issued_on}
    given = context(facts | {"letter": about})

    def ours() -> bytes:
        return render(letter, facts, STAMP).content

    def theirs() -> bytes:
        document = DocxTemplate(io.BytesIO(whole))
        document.render(given, environment)
        document.save(saved := io.BytesIO())
        return saved.getvalue()

    assert _words(ours()) == _words(theirs())
    print(json.dumps(_measured(ours, theirs, rounds)))


def _measured(
    ours: Callable[[], bytes], theirs: Callable[[], bytes], rounds: int
) -> dict[str, Any]:
    pairs = [(_cpu(ours, 10), _cpu(theirs, 2)) for _ in range(rounds)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return {
        "benchmark": "letters",
        "letter": CODE,
        "bytes": len(ours()),
        "cpu_ms": round(mine, 3),
        "docxtpl_cpu_ms": round(other, 3),
        "ratio_vs_docxtpl": round(other / mine, 1),
    }


def _cpu(write: Callable[[], bytes], times: int) -> float:
    write()
    start = time.process_time()
    for _ in range(times):
        write()
    return (time.process_time() - start) * 1000 / times


def _environment() -> Environment:
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    environment.getattr = lambda obj, attribute: (  # type: ignore[method-assign]
        obj.pick(attribute) if hasattr(obj, "pick") else getattr(obj, attribute)
    )
    return environment


def _with_clauses(template: bytes, clauses: dict[str, bytes]) -> bytes:
    document = Document(io.BytesIO(template))
    assert not put_in(document.element, document.styles.element, clauses).faults
    document.save(saved := io.BytesIO())
    return saved.getvalue()


def _words(content: bytes) -> list[str]:
    body = Document(io.BytesIO(content)).element.body
    return ["".join(text.text or "" for text in part.iter("{*}t")) for part in body.iter("{*}p")]


def _facts() -> dict[str, Any]:
    named = "title requester_name helped_name country location scope_limb scope_reason description"
    named += " duty_holder"
    texts = dict.fromkeys(named.split(), "Some words of the usual length")
    chosen = {
        "protective_marking": "RESTRICTED",
        "engagement_mode": "temporary_service",
        "executive_powers": "no",
        "ipab_outcome": "supported",
        "lpb_decision": "approve",
        "security_risk": "low",
        "osja_overall": "low",
    }
    days = dict.fromkeys(
        ("start_date", "end_date", "approval_date", "ipab_outcome_date", "undertaking_date"),
        date(2012, 12, 3),
    )
    return texts | chosen | days | _people() | _money() | {"case_ref": "BENCH-1"}


def _people() -> dict[str, Any]:
    named = (
        "approving_body approving_body_short cc_signatory_name cc_signatory_office ipab_ref "
        "application_signatory_name application_signatory_office osja_approved_by "
        "osja_approver_level insurance_injury insurance_death insurance_third_party "
        "insurance_medevac undertaking_by"
    )
    office = dict.fromkeys(
        ("name", "holder", "capacity", "minister", "salutation", "chair_title", "short"), "Office"
    ) | {"chief_officer_title": "Chief Constable", "address": ["1 High Street", "Town", "AB1 2CD"]}
    offices = dict.fromkeys(("force", "body", "home_office", "foreign_office", "ipab"), office)
    post = {"role": "adviser", "rank": "Inspector", "number": Decimal(1)}
    prose = {"backfill": WORDY, "uk_objectives": WORDY, "posts": [post] * 4}
    return dict.fromkeys(named.split(), "An office") | offices | prose


def _money() -> dict[str, Any]:
    line = {"head": "Salary", "basis": "six weeks", "payer": "Requester", "treatment": "charged"}
    return {
        "cost_lines": [line | {"amount": Decimal("1234.50")}] * 12,
        "cost_total": Decimal("14814.00"),
        "income": Decimal("14814.00"),
        "net_force_cost": Decimal(0),
        "money": "in_full",
        "officers_total": Decimal(4),
        "undertaking_amount": Decimal("14814.00"),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
