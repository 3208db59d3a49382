"""Two letters, ours against its peers in one run: `python -m benchmarks.letters [ROUNDS]`.

Prints one JSON line: CPU milliseconds a letter of each engine (the median), of a letter of two
pages and of the application (L10), what compiling costs, and the memory that 2,000 letters take.
The peers are installed into var/peers from their registries the first time; one that cannot be
is told as null.
"""

import io
import json
import os
import pickle
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document

from benchmarks.two_pages import BRACES, FACTS, MUSTACHE, two_pages
from engine.letters import compile as compiling
from engine.letters.clauses import put_in
from engine.letters.compile import Letter, compile_letter
from engine.letters.groups import context
from engine.letters.render import Stamp, render

ROOT = Path(__file__).parents[1]
TEMPLATES, PEERS = ROOT / "document_templates", ROOT / "var" / "peers"
DOCXTPL = "docxtpl==0.20.2"
OF_NODE = ("docxtemplater@3.71.0", "pizzip@3.2.0", "easy-template-x@7.2.8")
CODE = "L10"
STAMP = Stamp("BENCH-1-L10", "BENCH-1", CODE, 1, "0" * 64, date(2012, 12, 3))
MANY = 2_000
WORDY = (
    "The officers will advise on lines of enquiry, interviewing and the keeping of records. " * 3
)


def main(rounds: int) -> None:
    """Measure all and print the line."""
    PEERS.mkdir(parents=True, exist_ok=True)
    clauses = {path.stem: path.read_bytes() for path in (TEMPLATES / "clauses").glob("*.docx")}
    template = (TEMPLATES / f"{CODE}.docx").read_bytes()
    short, application = compile_letter(two_pages(BRACES)), compile_letter(template, clauses)
    # What the template cannot do without, and nobody wrote here yet, is given some words.
    needed = {need.split(".")[0] for need in application.unconditional_needs}
    facts = dict.fromkeys(needed, "Some words") | _facts()
    figures: dict[str, Any] = {"benchmark": "letters", **_compiled(clauses)}
    figures |= _ours(short, FACTS, "", rounds) | _ours(application, facts, "l10_", rounds)
    about = {"id": STAMP.doc_id, "version": 1, "fingerprint": "-", "date": STAMP.issued_on}
    given = {
        "short": (two_pages(BRACES), context(FACTS)),
        "l10": (_with_clauses(template, clauses), context(facts | {"letter": about})),
    }
    figures |= _docxtpl(given, rounds) | _of_node(rounds)
    _must_say_the_same(render(short, FACTS, STAMP).content, "short")
    _must_say_the_same(render(application, facts, STAMP).content, "l10")
    print(json.dumps(figures | _ratios(figures)))


def _ours(letter: Letter, facts: Mapping[str, Any], prefix: str, rounds: int) -> dict[str, Any]:
    def write() -> bytes:
        return render(letter, facts, STAMP).content

    _cpu(write, 20)
    cpu_ms = statistics.median(_cpu(write, 10) for _ in range(rounds * 3))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _cpu(write, MANY)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {
        f"{prefix}cpu_ms": round(cpu_ms, 3),
        f"{prefix}bytes": len(write()),
        f"{prefix}grown_kb": grown,
    }


def _compiled(clauses: Mapping[str, bytes]) -> dict[str, float]:
    """What it costs to make every shipped template ready, once for the first time."""
    templates = {path.stem: path.read_bytes() for path in TEMPLATES.glob("*.docx")}
    compiling._kept.clear()
    first = _cpu(lambda: [compile_letter(each, clauses) for each in templates.values()], 1)
    return {"first_compile_ms": round(first, 1), "templates": len(templates)}


def _docxtpl(given: Mapping[str, object], rounds: int) -> dict[str, float | None]:
    place = PEERS / "python"
    if not place.is_dir():
        _run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "-t", str(place), DOCXTPL])
    (PEERS / "given.pickle").write_bytes(pickle.dumps(given))
    program = ROOT / "benchmarks" / "peers" / "docxtpl_letters.py"
    answer = _run([sys.executable, str(program), str(PEERS / "given.pickle"), str(rounds * 3)])
    found = json.loads(answer or "{}")
    return {"docxtpl_cpu_ms": found.get("short"), "l10_docxtpl_cpu_ms": found.get("l10")}


def _of_node(rounds: int) -> dict[str, float | None]:
    """The engines that node runs, which write the letter of two pages."""
    if not (PEERS / "node_modules").is_dir():
        _run(["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(PEERS), *OF_NODE])
    (PEERS / "letter.docx").write_bytes(two_pages(MUSTACHE))
    (PEERS / "facts.json").write_text(json.dumps(FACTS))
    program = PEERS / "letters.mjs"  # beside what it loads
    program.write_text((ROOT / "benchmarks" / "peers" / "letters.mjs").read_text())
    files = [str(PEERS / "letter.docx"), str(PEERS / "facts.json")]
    answer = _run(["node", str(program), *files, str(rounds), str(PEERS)])
    names = ("docxtemplater_cpu_ms", "easy_template_x_cpu_ms")
    found: dict[str, float | None] = dict.fromkeys(names)
    found.update(json.loads(answer or "{}"))
    return found


def _run(command: list[str]) -> str:
    """What a program prints; empty, and the reason told, where it cannot be run."""
    env = os.environ | {"PYTHONPATH": str(PEERS / "python")}
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    except (OSError, subprocess.CalledProcessError) as problem:
        why = getattr(problem, "stderr", "") or str(problem)
        sys.stderr.write(f"{command[0]}: {why.strip()[-300:]}\n")
        return ""
    return done.stdout


def _ratios(figures: Mapping[str, Any]) -> dict[str, float]:
    pairs = [("docxtpl", ""), ("docxtpl", "l10_"), ("docxtemplater", ""), ("easy_template_x", "")]
    ratios: dict[str, float] = {}
    for peer, prefix in pairs:
        theirs = figures.get(f"{prefix}{peer}_cpu_ms")
        if theirs:
            ratios[f"{prefix}ratio_vs_{peer}"] = round(theirs / figures[f"{prefix}cpu_ms"], 1)
    return ratios


def _must_say_the_same(ours: bytes, name: str) -> None:
    """Every peer that wrote the letter wrote the same words."""
    written = [*PEERS.glob(f"docxtpl_{name}.docx")]
    if name == "short":
        written += [*PEERS.glob("docxtemplater.docx"), *PEERS.glob("easy_template_x.docx")]
    for path in written:
        assert _words(ours) == _words(path.read_bytes()), path.name


def _cpu(write: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        write()
    return (time.process_time() - start) * 1000 / times


def _with_clauses(template: bytes, clauses: dict[str, bytes]) -> bytes:
    document = Document(io.BytesIO(template))
    assert not put_in(document.element, document.styles.element, clauses).faults
    document.save(saved := io.BytesIO())
    return saved.getvalue()


def _words(content: bytes) -> list[str]:
    body = Document(io.BytesIO(content)).element.body
    texts = ["".join(text.text or "" for text in part.iter("{*}t")) for part in body.iter("{*}p")]
    return [text for text in texts if text]


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
        "cc_recommendation": "support",
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
