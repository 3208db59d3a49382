"""Reads what a person answered to a task: the form's checks made, uploads ready to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from engine.bpmn.elements import Node
from engine.cases.drafts import draft_in, item_in
from engine.commands.context import AnyRow
from engine.errors import AnswersRejected
from engine.feel.layers import Layers
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.files import TYPES, Upload, files_in, kept_in, without_content
from engine.letters import package
from engine.store import blobs

PLAIN = frozenset({str, bool, int, type(None)})  # answers that can neither be nor hold a file


def answers_of(
    form: Form | None,
    at: tuple[Node, AnyRow],
    raw: Mapping[str, Any],
    facts: Mapping[str, Any],
    today: date,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The checked answers as they are kept, and as this step's own expressions see them."""
    node, task_row = at
    item = item_of(node, task_row)
    if form is None and raw:
        raise AnswersRejected(dict.fromkeys(raw, "this step asks no questions"))
    answers = check(form, raw, Layers(item, facts), today) if form else {}
    kept = {**item, **answers} if node.collect else dict(answers)
    return kept, {**answers, **item}


def draft_of(task_row: AnyRow) -> Mapping[str, Any]:
    """What a person has typed so far; empty when nothing is saved, refused when it is damaged."""
    return draft_in(task_row.draft) or {}


def item_of(node: Node, task_row: AnyRow) -> dict[str, Any]:
    """The element variable of one of several instances, by its name; empty for a single task."""
    if node.several is None or node.several.item is None or task_row.item is None:
        return {}
    return {node.several.item: item_in(task_row.item)}


@dataclass(frozen=True, slots=True)
class Given:
    """Raw answers in which uploads are named by their SHA-256, and what these hold."""

    answers: dict[str, Any]
    files: tuple[bytes, ...] = ()

    def keep(self, db: Connection, now: datetime) -> None:
        """Keeps the files, in the transaction that also keeps who names them."""
        for content in self.files:
            blobs.keep(db, content, now)


def given(raw: Mapping[str, Any], draft: Mapping[str, Any], facts: Mapping[str, Any]) -> Given:
    """What was answered, nothing of it kept yet; AnswersRejected for a file that may not be."""
    if PLAIN.issuperset(map(type, raw.values())):
        return Given(dict(raw))
    # a hash is a name, not a permission: only files this case already holds may be named
    named = kept_in(dict(raw))
    if named and named - kept_in(dict(draft)) - kept_in(dict(facts)):
        raise AnswersRejected({"": "A file named here is not one of this case: upload it again"})
    uploads = list(files_in(dict(raw)))
    unsafe = {path: said for path, one in uploads if (said := _unsafe(one))}
    if unsafe:
        raise AnswersRejected(unsafe)
    return Given(without_content(dict(raw)), tuple(one.content for _, one in uploads))


def _unsafe(upload: Upload) -> str:
    """Why a Word file may not be handed on to whoever opens it next; empty when it may."""
    if upload.media_type != TYPES["docx"]:
        return ""
    _, reasons = package.read(upload.content)
    return f"Save the Word document as a PDF and upload that: {reasons[0]}" if reasons else ""
