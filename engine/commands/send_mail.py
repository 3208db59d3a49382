"""Send the message that a due job names: at least once, and marked so that twice does no harm."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import TypedDict

import orjson
from sqlalchemy import delete, insert, select

from engine.bpmn.elements import Node
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import case, task
from engine.commands.context import CommandContext
from engine.commands.open_incident import OpenIncident
from engine.crash import crash_point
from engine.definitions.notices import notice
from engine.forms.dates import in_words
from engine.jobs.mail import Post, message
from engine.jobs.rows import JobRow
from engine.jobs.tables import job, mail
from engine.people.tables import person, role_held
from engine.store.reading import first_row, only_row


class _Payload(TypedDict, total=False):
    """What a mail job is about: a step, or one task of it; and who gets it, where that is one."""

    topic: str
    about: str | None
    task: str
    to: int


@dataclass(frozen=True, slots=True)
class SendMail:
    """Send the message of a job through *post*."""

    job: int
    post: Post
    sender: str

    def do(self, context: CommandContext) -> int:
        """How many people were written to; each message is kept as sent."""
        job_row = first_row(context.db, select(job).where(job.c.id == self.job), JobRow)
        if job_row is None:
            return 0
        case_row = only_row(context.db, select(case).where(case.c.id == job_row.case_id), CaseRow)
        about, messages = self._messages(context, job_row, case_row)
        context.db.rollback()  # a slow mail server must not hold a look open
        for email in messages:
            self.post.send(email)
        crash_point("after_send")
        entry = {"element": about.id, "title": about.title} if about else {}
        event = "send_mail" if messages else "drop_mail"
        with context.keeping_beside(case_row, event, entry) as rows:
            for email in messages:
                rows.write(insert(mail).values(**_mail_row(email, job_row, context)))
            rows.write(delete(job).where(job.c.id == job_row.id))
        return len(messages)

    def failed(self, cause: str) -> OpenIncident:
        """What to open when this fails."""
        return OpenIncident("mail", str(self.job), cause)

    def _messages(
        self, context: CommandContext, job_row: JobRow, case_row: CaseRow
    ) -> tuple[Node | None, list[EmailMessage]]:
        """The step that the job is about, and a message for each person whom it waits for."""
        payload: _Payload = orjson.loads(job_row.payload)
        nodes = context.intact_process_of(case_row).model.nodes
        about = nodes.get(payload.get("about") or "")
        if about is None:
            return None, []
        task_row = _waiting_task(context, case_row, about.id, payload.get("task"))
        if task_row is None:
            return about, []
        subject, text = notice(payload["topic"]).write(
            step=about.title,
            case=case_row.reference,
            title=case_row.title,
            due=in_words(task_row.due_at.date()) if task_row.due_at else "",
        )
        to = payload.get("to")
        if to:
            readers = _address_of(context, task_row, to)
        else:
            readers = _readers(context, case_row, task_row)
        return about, [
            message(self.sender, reader, subject, text, f"{job_row.dedupe_key}:{n}")
            for n, reader in enumerate(readers, start=1)
        ]


def _waiting_task(
    context: CommandContext, case_row: CaseRow, element: str, uid: str | None
) -> TaskRow | None:
    """The task that a message is about; None once it is over."""
    conditions = [
        task.c.case_id == case_row.id,
        task.c.element == element,
        task.c.status.in_(["open", "signing"]),
    ]
    if uid is not None:
        conditions.append(task.c.uid == uid)
    return first_row(context.db, select(task).where(*conditions), TaskRow)


def _address_of(context: CommandContext, task_row: TaskRow, person_id: int) -> list[str]:
    """The one person a task was handed to, as long as it is theirs."""
    if task_row.claimed_by != person_id:
        return []
    query = select(person.c.email).where(person.c.id == person_id, person.c.active.is_(True))
    return [row.email for row in context.db.execute(query)]


def _readers(context: CommandContext, case_row: CaseRow, task_row: TaskRow) -> list[str]:
    """Who holds the role of the waiting task today, in the organisation the case asks for."""
    authorisation = context.authorisation(case_row, {})
    kind = context.reference.roles(context.today).get(task_row.role, {}).get("kind")
    local = {"force": authorisation.force, "policing_body": authorisation.body}.get(str(kind))
    organisation = task_row.organisation or local
    query = (
        select(person.c.email)
        .join(role_held, role_held.c.person_id == person.c.id)
        .where(
            person.c.active.is_(True),
            role_held.c.role == task_row.role,
            role_held.c.valid_from <= context.today,
            (role_held.c.valid_to.is_(None)) | (role_held.c.valid_to >= context.today),
        )
        .order_by(person.c.email)
        .distinct()
    )
    if organisation is not None:
        query = query.where(role_held.c.organisation == organisation)
    return [row.email for row in context.db.execute(query)]


def _mail_row(email: EmailMessage, job_row: JobRow, context: CommandContext) -> dict[str, object]:
    return {
        "job_key": str(email["Message-ID"]),
        "case_id": job_row.case_id,
        "to": email["To"],
        "subject": email["Subject"],
        "body": email.get_content(),
        "sent_at": context.now,
    }
