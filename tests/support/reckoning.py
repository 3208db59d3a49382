"""What the clerks were told is kept, beside what the database holds."""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import orjson
from sqlalchemy import select

from engine.audit.tables import audit_entry
from engine.clock import utc_now
from engine.jobs.mail import FolderPost
from engine.jobs.tables import mail
from engine.queries.verified import verified
from engine.worker import work_off
from tests.support.astray import astray
from tests.support.office import Office

Step = tuple[str, str]  # what was done, and the task it was done to
EVENTS = {"complete_task": "complete", "sign_letter": "sign"}


def noted(folder: Path) -> list[Step]:
    """Every step that a clerk was told is kept; a line cut short by a death was not yet told."""
    lines = [line for path in folder.glob("*.notes") for line in path.read_text().split("\n")[:-1]]
    return [(act, rest) for act, _, rest in (line.partition(" ") for line in lines)]


def reckoned(office: Office, notes: Iterable[Step], outbox: Path) -> dict[str, int]:
    """How many steps are half done, lost or doubled; each is also printed."""
    steps, sealed = Counter(notes), _sealed(office)
    errors = [rest for act, rest in steps if act == "error"]
    told = {step for step in steps if step[0] != "error"}
    started = {("start", row.uid) for row in office.tasks()}
    half, lost = _half(office, sealed), told - sealed.keys() - started
    doubled = _doubled(office, sealed, outbox)
    for kind, found in (("half", half), ("lost", lost), ("doubled", doubled), ("error", errors)):
        for one in list(found)[:20]:
            print(f"{kind}: {one}")
    return {
        "half_steps": len(half),
        "lost": len(lost),
        "doubled": len(doubled),
        "errors": len(errors),
        "acknowledged": len(told),
    }


def finish(url: str, folder: Path) -> None:
    """What the dead had leased is done once their leases are over."""
    with closing(Office(url, clock=lambda: utc_now() + timedelta(minutes=3))) as office:
        while work_off(office.engine, FolderPost(folder / "outbox")):
            pass


def _sealed(office: Office) -> Counter[Step]:
    """The steps of the log, each as often as it stands there."""
    with office.engine.database.reading() as db:
        bodies = [orjson.loads(row.body) for row in db.execute(select(audit_entry.c.body))]
    return Counter(
        (EVENTS[body["event"]], body["task"]) for body in bodies if body["event"] in EVENTS
    )


def _half(office: Office, sealed: Counter[Step]) -> list[str]:
    """Whatever of a step is there without the rest of it."""
    found = [*office.engine.ask(verified, None).faults, *office.engine.ask(astray, None)]
    letters = office.letters_by_task()
    for row in office.tasks():
        answered = row.status in {"done", "signing"}
        if answered != (("complete", row.uid) in sealed):
            found.append(f"{row.uid} is {row.status}, and the log does not say the same")
        if row.element == "ask" and answered != ((row.uid, "S1") in letters):
            found.append(f"{row.uid} is {row.status}, and its letter does not say the same")
        if row.status == "signing" and (row.uid, "S2") not in letters:
            found.append(f"{row.uid} waits for a letter that is not there")
    return found


def _doubled(office: Office, sealed: Counter[Step], outbox: Path) -> list[str]:
    """Whatever there is twice: a step, a letter of a step, a message, a reminder."""
    counted = [*sealed.items(), *office.letters_by_task().items()]
    found = [f"{what} {n} times" for what, n in counted if n > 1]
    with office.engine.database.reading() as db:
        rows = db.execute(select(mail.c.job_key)).all()
    sent = {row.job_key.strip("<>").split("@")[0] for row in rows}
    files = {path.stem for path in outbox.glob("*.eml")}
    found += [f"message {name} is on record, and was not sent" for name in sent - files]
    decisions = sum(row.element == "decide" for row in office.tasks())
    if len(sent) > decisions:
        found.append(f"{len(sent)} reminders of {decisions} decisions")
    return found
