"""Reads what a person answered to a task: uploads stored, the form's checks made."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.bpmn.elements import Node
from engine.cases.drafts import draft_in, item_in
from engine.commands.work import AnyRow, Work
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


def store_uploads(
    work: Work, raw: Mapping[str, Any], draft: Mapping[str, Any], facts: Mapping[str, Any]
) -> dict[str, Any]:
    """The raw answers with each upload kept as a file and named by its SHA-256."""
    if PLAIN.issuperset(map(type, raw.values())):
        return dict(raw)
    # a hash is a name, not a permission: only files this case already holds may be named
    named = kept_in(dict(raw))
    if named and named - kept_in(dict(draft)) - kept_in(dict(facts)):
        raise AnswersRejected({"": "A file named here is not one of this case: upload it again"})
    uploads = list(files_in(dict(raw)))
    unsafe = {path: said for path, one in uploads if (said := _unsafe(one))}
    if unsafe:
        raise AnswersRejected(unsafe)
    if uploads:
        with work.writing() as db:
            for _, one in uploads:
                blobs.keep(db, one.content)
    without: dict[str, Any] = without_content(dict(raw))
    return without


def _unsafe(upload: Upload) -> str:
    """Why a Word file may not be handed on to whoever opens it next; empty when it may."""
    if upload.media_type != TYPES["docx"]:
        return ""
    _, reasons = package.read(upload.content)
    return f"Save the Word document as a PDF and upload that: {reasons[0]}" if reasons else ""
