"""What somebody typed in a form that came too late, in words, so that none of it is lost."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flask import request

from engine.errors import EngineError
from engine.forms.fields import Field, Form, flat
from engine.forms.files import is_upload
from engine.forms.posted import CONTROLS
from engine.queries.task_page import task_page
from web.authentication import actor, engine
from web.posted import answers

if TYPE_CHECKING:
    from engine.queries.task_page import TaskPage

Lines = list[tuple[str, str]]


def case_here() -> str | None:
    """The case that the address is about, or None when there is none that this person may see."""
    place = request.view_args or {}
    if "reference" in place:
        return str(place["reference"])
    page = _task_page_of(place)
    return page.case.reference if page else None


def typed() -> Lines:
    """Each question with what was typed in it; by the name of its field when the form is gone."""
    if request.method != "POST":
        return []
    page = _task_page_of(request.view_args or {})
    if page and page.answers.form and page.permissions.why_not is None:
        return list(_lines_of_form(page.answers.form, answers(page.answers.form, {})))
    return [*_lines_by_name()]


def _task_page_of(place: Mapping[str, object]) -> "TaskPage | None":
    if "task" not in place:
        return None
    try:
        return engine().ask(task_page, actor(), task=str(place["task"]))
    except EngineError:
        return None


def _lines_of_form(form: Form, raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    return _of_fields(form.fields, raw)


def _of_fields(fields: tuple[Field, ...], raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for field in flat(fields):
        text = _answer_text(field, raw.get(field.key)) if field.asks else ""
        if text:
            yield field.short or field.label, text


def _answer_text(field: Field, value: object) -> str:
    if field.kind.repeats:
        rows = value if isinstance(value, list) else []
        return "\n".join(_row_lines(field, rows))
    parts = field.kind.typed(value)
    if isinstance(parts, Mapping):
        return " ".join(part for part in parts.values() if part)
    if is_upload(value):
        return str(value["name"])
    labels = {option.value: option.label for option in field.options}
    values = value if isinstance(value, list) else [value]
    chosen = [choice for choice in values if isinstance(choice, str)]
    return "\n".join(labels.get(choice, choice).strip() for choice in chosen)


def _row_lines(field: Field, rows: list[object]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Mapping):
            for label, text in _of_fields(field.children, row):
                yield f"{label}: {text}"


def _lines_by_name() -> Iterator[tuple[str, str]]:
    for name in request.form:
        text = "\n".join(request.form.getlist(name)).strip()
        if name not in CONTROLS and text:
            yield name.replace("_", " ").replace("-", " ").capitalize(), text
