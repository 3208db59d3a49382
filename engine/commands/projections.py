"""Keeps what the engine's outcome projects: the open tasks, the running timers, the mail due."""

from collections.abc import Mapping
from datetime import datetime

import orjson
from sqlalchemy import bindparam, delete, insert, or_, select, update

from engine.audit.rows import PreparedWrite, Rows
from engine.cases.outcome import OpenTask, Outcome
from engine.cases.rows import CaseRow
from engine.cases.tables import task
from engine.cases.values import to_json
from engine.commands.context import CommandContext
from engine.execution.loaded import Loaded
from engine.jobs.tables import job
from engine.store.prepared import PreparedColumn

ATTEMPTS = 8

_WAITING = PreparedColumn(
    select(task.c.uid).where(
        task.c.case_id == bindparam("case"),
        or_(task.c.status == "open", task.c.status == "signing"),
    ),
    str,
)
_TIMERS = PreparedColumn(
    select(job.c.dedupe_key).where(job.c.case_id == bindparam("case"), job.c.kind == "timer"), str
)
_CANCEL = PreparedWrite(
    update(task).where(task.c.uid == bindparam("gone")).values(version=task.c.version + 1)
)
_DROP = PreparedWrite(delete(job).where(job.c.dedupe_key == bindparam("gone")))
_TASK, _JOB = PreparedWrite(insert(task)), PreparedWrite(insert(job))


def keep_tasks(
    rows: Rows, context: CommandContext, case: int, loaded: Loaded, outcome: Outcome
) -> None:
    """Opens the tasks that are new and cancels those the engine no longer waits for."""
    kept_uids = set(_WAITING.all(rows.db, {"case": case}))
    needed_uids = {task_uid(case, open_task.uid) for open_task in outcome.open_tasks}
    over = {"status": "cancelled", "closed_at": context.now}
    rows.many(_CANCEL, [{"gone": uid, **over} for uid in sorted(kept_uids - needed_uids)])
    new_tasks = [
        _task(context, case, open_task, loaded, outcome)
        for open_task in outcome.open_tasks
        if task_uid(case, open_task.uid) not in kept_uids
    ]
    rows.many(_TASK, new_tasks)


def task_uid(case: int, token: str) -> str:
    """The name of a task in the whole service: its case, and the engine's own name for it."""
    return f"{case}.{token}"


def is_task_uid(name: str) -> bool:
    """Whether *name* is that of a task, rather than the reference of a case."""
    return "." in name


def keep_jobs(rows: Rows, context: CommandContext, case_row: CaseRow, outcome: Outcome) -> None:
    """Makes the case's timer jobs those that run now, and adds the mail that is due."""
    timers = {
        f"timer:{case_row.id}:{timer.uid}:{timer.due_at.isoformat()}": timer
        for timer in outcome.timers
    }
    kept_keys = set(_TIMERS.all(rows.db, {"case": case_row.id}))
    rows.many(_DROP, [{"gone": key} for key in sorted(kept_keys - timers.keys())])
    new_jobs = [
        _job(case_row.id, "timer", timer.due_at, key, {"uid": timer.uid, "element": timer.element})
        for key, timer in timers.items()
        if key not in kept_keys
    ]
    new_jobs += _mail(context, case_row, outcome)
    rows.many(_JOB, new_jobs)


def _task(
    context: CommandContext, case: int, open_task: OpenTask, loaded: Loaded, outcome: Outcome
) -> dict[str, object]:
    node = loaded.model.nodes[open_task.element]
    return {
        "uid": task_uid(case, open_task.uid),
        "case_id": case,
        "element": open_task.element,
        "role": node.role or "",
        "organisation": open_task.organisation,
        "item": None if open_task.item is None else to_json(open_task.item),
        "status": "open",
        "version": 1,
        "opened_at": context.now,
        "due_at": loaded.due_by(open_task.element, outcome.facts, context.now),
    }


def _mail(context: CommandContext, case_row: CaseRow, outcome: Outcome) -> list[dict[str, object]]:
    return [
        _job(
            case_row.id,
            "mail",
            context.now,
            f"mail:{case_row.id}:{case_row.revision + 1}:{place}",
            {"topic": message.topic, "element": message.element, "about": message.about},
        )
        for place, message in enumerate(outcome.messages)
    ]


def _job(
    case: int, kind: str, due: datetime, key: str, payload: Mapping[str, object]
) -> dict[str, object]:
    return {
        "case_id": case,
        "kind": kind,
        "due_at": due,
        "payload": orjson.dumps(payload).decode(),
        "attempts_left": ATTEMPTS,
        "dedupe_key": key,
    }
