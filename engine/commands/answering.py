"""Reads what a person answered to a task: the form's checks made, uploads ready to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from engine.cases.drafts import draft_in
from engine.cases.rows import TaskRow
from engine.cases.task_place import TaskPlace
from engine.errors import AnswersRejected
from engine.feel.layers import Layers
from engine.feel.values import Facts
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.files import TYPES, Upload, files_in, kept_in, without_content
from engine.letters import package
from engine.store import blobs

PLAIN = frozenset({str, bool, int, type(None)})  # answers that can neither be nor hold a file


def answers_of(
    form: Form | None,
    place: TaskPlace,
    raw: Mapping[str, object],
    facts: Facts,
    today: date,
) -> tuple[dict[str, object], dict[str, object]]:
    """The checked answers as they are kept, and as this step's own expressions see them."""
    item = place.item
    if form is None and raw:
        raise AnswersRejected(dict.fromkeys(raw, "this step asks no questions"))
    answers = check(form, raw, Layers(item, facts), today) if form else {}
    kept_answers = {**item, **answers} if place.node.collect else dict(answers)
    return kept_answers, {**answers, **item}


def draft_of(task_row: TaskRow) -> Mapping[str, object]:
    """What a person has typed so far; empty when nothing is saved, refused when it is damaged."""
    return draft_in(task_row.draft) or {}


@dataclass(frozen=True, slots=True)
class Given:
    """Raw answers in which uploads are named by their SHA-256, and what these hold."""

    answers: dict[str, object]
    files: tuple[bytes, ...] = ()

    def keep(self, db: Connection, now: datetime) -> None:
        """Keeps the files, in the transaction that also keeps who names them."""
        for content in self.files:
            blobs.keep(db, content, now)


def given(raw: Mapping[str, object], draft: Mapping[str, object], facts: Facts) -> Given:
    """What was answered, nothing of it kept yet; AnswersRejected for a file that may not be."""
    if PLAIN.issuperset(map(type, raw.values())):
        return Given(dict(raw))
    # a hash is a name, not a permission: only files this case already holds may be named
    hashes = kept_in(dict(raw))
    if hashes and hashes - kept_in(dict(draft)) - kept_in(dict(facts)):
        raise AnswersRejected({"": "A file named here is not one of this case: upload it again"})
    uploads = list(files_in(dict(raw)))
    unsafe = {path: problem for path, upload in uploads if (problem := _unsafe(upload))}
    if unsafe:
        raise AnswersRejected(unsafe)
    return Given(without_content(dict(raw)), tuple(upload.content for _, upload in uploads))


def _unsafe(upload: Upload) -> str:
    """Why a Word file may not be handed on to whoever opens it next; empty when it may."""
    if upload.media_type != TYPES["docx"]:
        return ""
    _, reasons = package.read(upload.content)
    return f"Save the Word document as a PDF and upload that: {reasons[0]}" if reasons else ""
