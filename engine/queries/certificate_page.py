"""The certificate of a decision in words: on its page, in Word, and at the command line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from engine.audit.body import Body
from engine.audit.log import case_chain, entries
from engine.cases.certificate import certificate_bytes
from engine.cases.rows import CaseRow
from engine.cases.tables import case
from engine.clock import london_date
from engine.context import QueryContext
from engine.errors import NotFound
from engine.forms.numbers import in_pounds
from engine.forms.shown import Line
from engine.people.nearly import did_you_mean
from engine.people.reference import Row
from engine.queries.briefs import force_name
from engine.queries.certificate_parts import (
    CertificateBrief,
    CertificatePage,
    Conflicts,
    FactLine,
    Office,
    OtherStep,
    Provision,
    RowLine,
)
from engine.queries.certificates import WorkedOut, certificates_in, corrected_since
from engine.queries.damage import readable
from engine.queries.decided import CaseWords, Told, decided_in
from engine.queries.history import log_of
from engine.queries.recalled import recalled
from engine.section26.deployment import OFFICERS
from engine.section26.derived import KEPT
from engine.section26.key_facts import MARKING
from engine.store.reading import first_row

LONGEST = 160  # characters of a fact that a page shows; its digest is of the whole
NO_CERTIFICATE = "there is no certificate of a decision in entry {entry} of this case"


def certificate_briefs(
    bodies: Sequence[Body], decided: Sequence[Told]
) -> tuple[CertificateBrief, ...]:
    """The decisions of a case that have a certificate, the newest first."""
    briefs = [
        CertificateBrief(
            entry=number,
            title=body["title"],
            told=told.brief,
            by=body["name"],
            at=datetime.fromisoformat(body["at"]),
        )
        for number, (body, told) in enumerate(zip(bodies, decided, strict=False), start=1)
        if "certificate" in body
    ]
    return tuple(reversed(briefs))


def certificate_page(context: QueryContext, reference: str, entry: int) -> CertificatePage:
    """The certificate of the decision in that entry of a case's log; NotFound without one."""
    row = context.case(reference)
    log = log_of(context, row)
    worked_out = _certificate_of(context, row, entry)
    return _page(context, row, worked_out, log.bodies)


def certificates_of(context: QueryContext, reference: str) -> list[WorkedOut]:
    """Every certificate of a case, for whoever runs the service; NotFound without such a case."""
    row = first_row(context.db, select(case).where(case.c.reference == reference), CaseRow)
    if row is None:
        references = list(context.db.execute(select(case.c.reference)).scalars())
        raise NotFound(f"there is no case '{reference}'{did_you_mean(reference, references)}")
    return list(certificates_in(context, row, entries(context.db, case_chain(reference))))


def certificate_bytes_of(worked_out: WorkedOut) -> bytes:
    """The certificate as the bytes whose SHA-256 is sealed."""
    return certificate_bytes(worked_out.plain)


def _certificate_of(context: QueryContext, row: CaseRow, entry: int) -> WorkedOut:
    chain = entries(context.db, case_chain(row.reference))
    for worked_out in certificates_in(context, row, chain):
        if worked_out.plain["entry"] == entry:
            return worked_out
    raise NotFound(NO_CERTIFICATE.format(entry=entry))


def _page(
    context: QueryContext, row: CaseRow, worked_out: WorkedOut, bodies: tuple[Body, ...]
) -> CertificatePage:
    body, number = worked_out.body, int(str(worked_out.plain["entry"]))
    at = datetime.fromisoformat(body["at"])
    day, rows = london_date(at), _rows_by_table(body)
    facts = _Facts(context, row, bodies, number)
    return CertificatePage(
        case=row.reference,
        case_title=row.title,
        force=force_name(context, row.force, day),
        body=_cell(rows, "local_policing_bodies", "body_name"),
        entry=number,
        title=body["title"],
        day=day,
        at=at,
        name=body["name"],
        office=_office(context, body, day),
        decision=facts.decision,
        basis=_cell(rows, "statutory_steps", "basis"),
        provisions=tuple(_provision(cells) for cells in rows.get("statutes", ())),
        delegations=tuple(_delegation(cells) for cells in rows.get("delegations", ())),
        conflicts=_conflicts(context, row, worked_out, facts),
        facts=tuple(facts.lines(worked_out)),
        rows=tuple(_row_lines(context, worked_out)),
        register=body["register"],
        definition=str(worked_out.plain["definition"] or ""),
        seal_before=str(worked_out.plain["after"]),
        sha256=body["certificate"]["sha256"],
        marking=str(facts.known.get(MARKING) or ""),
        letters=tuple(_letters(body)),
        faults=worked_out.faults,
    )


class _Facts:
    """What the case knew when somebody decided, in the words of its forms."""

    def __init__(
        self, context: QueryContext, row: CaseRow, bodies: tuple[Body, ...], entry: int
    ) -> None:
        self.words = CaseWords(context, row)
        self.decision = decided_in(context, row, bodies)[entry - 1].outcome
        self.known = dict(list(recalled(context, row, bodies))[entry - 1].facts)

    def lines(self, worked_out: WorkedOut) -> Iterator[FactLine]:
        """The facts relied on; one that several gave stands once, with the last of them."""
        relied = {str(one["fact"]): one for one in listed(worked_out.plain["facts"])}
        for key, one in sorted(relied.items(), key=lambda fact: int(str(fact[1]["entry"]))):
            line = readable(partial(self.words.fact, key, self.known), None)
            if line is not None and line.value_text and key not in KEPT:
                yield self._line(line, one)

    def _line(self, line: Line, one: Mapping[str, object]) -> FactLine:
        step = self.words.loaded.model.nodes.get(str(one["step"]))
        return FactLine(
            label=line.label,
            text=_shortened(line.value_text),
            on=london_date(datetime.fromisoformat(str(one["at"]))),
            step=step.title if step else "",
            entry=int(str(one["entry"])),
            sha256=str(one["sha256"]),
        )


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def listed(part: object) -> list[dict[str, object]]:
    """The members of a part of a certificate that is a list of objects."""
    return [one for one in part if isinstance(one, dict)] if isinstance(part, list) else []


def _rows_by_table(body: Body) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for table, cells in body["certificate"]["rows"]:
        rows.setdefault(table, []).append(cells)
    return rows


def _cell(rows: Mapping[str, Sequence[Row]], table: str, column: str) -> str:
    """A cell of the first row of a table; nothing where there is none."""
    return next((row.get(column, "") for row in rows.get(table, ())), "")


def _office(context: QueryContext, body: Body, day: date) -> Office | None:
    held = body["certificate"]["held"]
    if held is None:
        return None
    place = context.reference.organisations(day).get(held["organisation"])
    since = date.fromisoformat(held["since"])
    return Office(
        title=context.reference.role_title(held["role"], day),
        organisation=place.name if place else held["organisation"],
        since=since if since > date.min else None,
        granted_by=held["granted_by"],
    )


def _provision(row: Row) -> Provision:
    return Provision(
        cited=f"{row['instrument']}, {row['cited']}",
        effect=row["effect"],
        since=_day(row.get("valid_from", "")),
        until=_day(row.get("valid_to", "")),
        made_by=row.get("provision", ""),
        bars_police=row.get("bars_police") == "yes",
    )


def _letters(body: Body) -> Iterator[str]:
    for letter in body.get("letters", ()):
        yield f"{letter['letter']} version {letter['version']}, SHA-256 {letter['sha256']}"


def _delegation(row: Row) -> str:
    """A delegation in a line: to whom, by which instrument, up to what, and never for what."""
    limit = row.get("limit_net_cost")
    up_to = f", up to a net cost of {in_pounds(Decimal(limit))}" if limit else ""
    never = f"; not {row['excludes']}" if row.get("excludes") else ""
    return f"{row['office']}: {row['reference']}{up_to}{never}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _conflicts(
    context: QueryContext, row: CaseRow, worked_out: WorkedOut, facts: _Facts
) -> Conflicts:
    found = worked_out.plain["conflicts"]
    assert isinstance(found, dict)
    nodes = context.process_of(row).model.nodes
    officers = facts.known.get(OFFICERS)
    rows = _rows_by_table(worked_out.body).get("statutes", ())
    barred_by = [row for row in rows if row.get("bars_police") == "yes"]
    return Conflicts(
        separate=tuple(
            OtherStep(nodes[step].title if step in nodes else step, _names(done))
            for step, done in found["separate_from"].items()
        ),
        officers=len(officers) if isinstance(officers, list) else None,
        told_apart=tuple(found["told_apart"]),
        police_barred_by="; ".join(f"{row['instrument']}, {row['cited']}" for row in barred_by),
    )


def _names(done: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one["name"]) for one in done))


def _row_lines(context: QueryContext, worked_out: WorkedOut) -> Iterator[RowLine]:
    corrected = {
        (row.table, *sorted(row.filled.items())) for row in corrected_since(context, worked_out)
    }
    for one in listed(worked_out.plain["rows"]):
        table, cells = str(one["table"]), one["cells"]
        assert isinstance(cells, dict)
        yield RowLine(
            table=table.replace("_", " "),
            says=_says(table, cells),
            sha256=str(one["sha256"]),
            corrected=(table, *sorted(cells.items())) in corrected,
        )


NAMED_BY = {
    "body_types": "holder_title",
    "delegations": "reference",
    "forces": "force_name",
    "local_policing_bodies": "body_name",
    "organisations": "name",
    "roles": "title",
    "statutes": "cited",
    "statutory_steps": "step",
}
"""The column of each table that says to a reader which row it is."""


def _says(table: str, cells: Row) -> str:
    return cells.get(NAMED_BY.get(table, "")) or next(iter(cells.values()), "")
