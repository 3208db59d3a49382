"""What a person may start, and for whom."""

from dataclasses import dataclass
from functools import partial

from engine.bpmn.elements import Process
from engine.context import QueryContext
from engine.definitions.registry import versions
from engine.definitions.rows import VersionRow
from engine.people.powers import Power
from engine.queries.damage import readable


@dataclass(frozen=True, slots=True)
class Startable:
    """A process this person may start a case of."""

    key: str
    title: str
    documentation: str
    role_title: str
    forces: tuple[tuple[str, str], ...]


def startable(context: QueryContext) -> tuple[Startable, ...]:
    """The published processes that this person's roles may start, with their forces."""
    processes = []
    opening = context.reference.roles_with(Power.OPEN_CASES, context.today)
    for version in versions(context.db):
        if version.status != "published":
            continue
        process = readable(partial(_process, context, version), None)
        if process is None:  # one damaged definition must not stop work on the others
            continue
        starters = process.starters or opening
        holdings = [h for h in context.who.holdings if h.role in starters and h.kind == "force"]
        if holdings:
            forces = tuple(dict.fromkeys((h.organisation, h.organisation_name) for h in holdings))
            title = context.reference.role_title(holdings[0].role, context.today)
            processes.append(
                Startable(version.process_key, version.title, process.documentation, title, forces)
            )
    return tuple(processes)


def any_in_use(context: QueryContext) -> bool:
    """Whether any process definition is in use, so that a case can begin at all."""
    return any(version.status == "published" for version in versions(context.db))


def _process(context: QueryContext, version: VersionRow) -> Process:
    loaded = context.definitions.loaded(context.db, version)
    return loaded.model.processes[version.process_key]
