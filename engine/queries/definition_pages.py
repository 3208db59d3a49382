"""Definitions as their pages show them: versions, files, findings, and the steps in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

import orjson
from sqlalchemy import func, select

from engine.bpmn.elements import Model, Node
from engine.bpmn.read import read
from engine.bpmn.reading_order import walk
from engine.cases.tables import case
from engine.context import QueryContext
from engine.definitions import bundle as bundles
from engine.definitions.registry import files_of, version, versions
from engine.definitions.rows import OPEN, VersionRow
from engine.errors import DiagramRefused, NotAllowed, NotFound
from engine.people.may import may_model, may_read_definitions
from engine.queries.approvals import Approval, approval_of
from engine.queries.briefs import name_of
from engine.queries.case_page import File
from engine.queries.damage import readable
from engine.queries.progress import PEOPLE
from engine.store.blobs import sha256

TYPES = {
    "diagram": "application/xml",
    "decision": "application/xml",
    "form": "application/json",
    "letter": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "clause": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class VersionBrief:
    """A version at a glance."""

    key: str
    number: int
    status: str
    id: str
    short: str
    by: str
    at: datetime
    published_at: datetime | None
    cases_running: int
    note: str
    proposed_by: str  # empty for what came with the service, or is not proposed
    approved_by: str


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A definition in the list."""

    key: str
    title: str
    current: VersionBrief | None
    drafts: tuple[VersionBrief, ...]
    cases_running: int


@dataclass(frozen=True, slots=True)
class FileBrief:
    """A file of a version."""

    path: str
    kind: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What a check found, as kept with the draft."""

    rule: str
    severity: str
    sentence: str
    element: str
    name: str
    file: str
    line: int
    trace: tuple[str, ...]


class _KeptFinding(TypedDict):
    """A finding as the check keeps it with the draft, in JSON."""

    rule: str
    severity: str
    sentence: str
    element: str
    name: str
    file: str
    line: int
    trace: list[str]


@dataclass(frozen=True, slots=True)
class OutlineProcess:
    """A process in words: each lane with its role and the steps in it."""

    name: str
    lanes: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DefinitionPage:
    """A version, whole."""

    key: str
    title: str
    version: VersionBrief
    versions: tuple[VersionBrief, ...]
    files: tuple[FileBrief, ...]
    findings: tuple[FindingLine, ...]
    checked: bool
    outline: tuple[OutlineProcess, ...]
    may_change: bool
    approval: Approval


def definitions(context: QueryContext) -> tuple[DefinitionRow, ...]:
    """Every definition with the version in use and its drafts."""
    _allow(context)
    by_key: dict[str, list[VersionRow]] = {}
    for row in versions(context.db):
        by_key.setdefault(row.process_key, []).append(row)
    return tuple(_row(context, key, all_of) for key, all_of in by_key.items())


def definition(context: QueryContext, key: str, number: int) -> DefinitionPage:
    """One version of a definition."""
    _allow(context)
    row = version(context.db, key, number)
    files = files_of(context.db, key, number)
    return DefinitionPage(
        key=key,
        title=row.title,
        version=_brief(context, row),
        versions=tuple(_brief(context, other) for other in versions(context.db, key)),
        files=tuple(
            FileBrief(path, bundles.kind(path), len(content), sha256(content))
            for path, content in files.items()
        ),
        findings=readable(lambda: _findings(row.findings), ()),
        checked=row.checked_sha256 == row.bundle_sha256,
        outline=_outline(context, files),
        may_change=may_model(context.who) is None and row.may_change,
        approval=approval_of(context, row),
    )


def definition_file(context: QueryContext, key: str, number: int, path: str) -> File:
    """A file of a version, byte for byte as it was handed in."""
    _allow(context)
    version(context.db, key, number)
    content = files_of(context.db, key, number).get(path)
    if content is None:
        raise NotFound(f"version {number} of {key} has no file {path}")
    return File(path.rsplit("/", 1)[-1], TYPES[bundles.kind(path)], content)


def bundle(context: QueryContext, key: str, number: int) -> File:
    """All the files of a version as a zip."""
    _allow(context)
    row = version(context.db, key, number)
    content = bundles.packed(files_of(context.db, key, number))
    return File(f"{key}-{number}-{row.bundle_sha256[:12]}.zip", "application/zip", content)


def _allow(context: QueryContext) -> None:
    if why_not := may_read_definitions(context.who):
        raise NotAllowed(why_not)


def _row(context: QueryContext, key: str, all_of: list[VersionRow]) -> DefinitionRow:
    briefs = [_brief(context, brief) for brief in all_of]
    return DefinitionRow(
        key=key,
        title=all_of[0].title,
        current=next((brief for brief in briefs if brief.status == "published"), None),
        drafts=tuple(brief for brief in briefs if brief.status in OPEN),
        cases_running=sum(brief.cases_running for brief in briefs),
    )


def _brief(context: QueryContext, row: VersionRow) -> VersionBrief:
    running = select(func.count(case.c.id)).where(
        case.c.process_key == row.process_key,
        case.c.version == row.version,
        case.c.status == "open",
    )
    return VersionBrief(
        key=row.process_key,
        number=row.version,
        status=row.status,
        id=row.bundle_sha256,
        short=row.bundle_sha256[:12],
        by=name_of(context, row.made_by) or "shipped with the service",
        at=row.made_at,
        published_at=row.published_at,
        cases_running=int(context.db.execute(running).scalar_one()),
        note=row.note,
        proposed_by=name_of(context, row.proposed_by) or "",
        approved_by=name_of(context, row.published_by) or "",
    )


def _findings(text: str | None) -> tuple[FindingLine, ...]:
    findings: list[_KeptFinding] = orjson.loads(text) if text else []
    return tuple(
        FindingLine(
            rule=finding["rule"],
            severity=finding["severity"],
            sentence=finding["sentence"],
            element=finding["element"],
            name=finding["name"],
            file=finding["file"],
            line=finding["line"],
            trace=tuple(finding["trace"]),
        )
        for finding in findings
    )


def _outline(context: QueryContext, files: dict[str, bytes]) -> tuple[OutlineProcess, ...]:
    diagrams = {path: content for path, content in files.items() if path.endswith(".bpmn")}
    try:
        model = read(diagrams)
    except DiagramRefused:
        return ()
    keys = sorted(model.processes, key=lambda key: (key != model.key, key))
    return tuple(_process(context, model, key) for key in keys)


def _process(context: QueryContext, model: Model, key: str) -> OutlineProcess:
    process = model.processes[key]
    nodes = (node for node in walk(model, key) if node.process == key)
    steps = [node for node in nodes if node.kind in PEOPLE or node.called in model.processes]
    lanes = []
    for lane in process.lanes:
        in_lane = [node for node in steps if node.lane in {lane.name, lane.id}]
        title = context.reference.role_title(lane.role, context.today)
        lanes.append((lane.name, title, _steps_in_words(model, in_lane)))
    if not lanes:
        lanes = [("", "", _steps_in_words(model, steps))]
    return OutlineProcess(process.name or key, tuple(lanes))


def _steps_in_words(model: Model, nodes: list[Node]) -> tuple[str, ...]:
    return tuple(_step_in_words(model, node) for node in nodes)


def _step_in_words(model: Model, node: Node) -> str:
    process = model.processes.get(node.called or "")
    if process is None:
        return node.title
    return f"{node.title} (steps of their own: {process.name or process.id})"
