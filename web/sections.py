"""A form in sections: the list of them with how far each has come, and the links into each."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import render_template, request, url_for

from engine.forms.sections import Section, how_far, section_with, sections_in

if TYPE_CHECKING:
    from engine.forms.fields import Form
    from engine.queries.task_page import TaskPage


def number_asked(form: "Form | None") -> int | None:
    """The section that the address names, numbered from 1; None for all of the form."""
    number = request.args.get("section", type=int)
    if form is None or number is None or not 1 <= number <= len(sections_in(form)):
        return None
    return number


def same(task: str, anchor: str | None) -> str:
    """The address of the page that was posted from: a section, or the whole form."""
    number = request.args.get("section")
    return url_for("tasks.form", task=task, section=number, _anchor=anchor)


def shown(page: "TaskPage", number: int | None) -> Section | None:
    """The section that a page is of, or None."""
    return _sections_of(page)[number - 1] if number else None


def list_html(page: "TaskPage", problems: Mapping[str, str], summary: list[dict[str, str]]) -> str:
    """The list of sections, each with how far it has come."""
    return render_template(
        "tasks/sections.html",
        page=page,
        sections=_sections_of(page),
        problems=problems,
        summary=summary,
    )


def linked(page: "TaskPage", items: list[dict[str, str]]) -> list[dict[str, str]]:
    """The items of an error summary, each leading into the section where it is mended."""
    return [_into_section(page, item) for item in items]


def place(page: "TaskPage", path: str, anchor: str) -> str:
    """The address where the answer at that path is changed."""
    section = section_with(page.answers.form, path) if page.answers.form else None
    task = page.task.uid
    if section is None:
        return url_for("tasks.form", task=task, _anchor=anchor)
    return url_for("tasks.form", task=task, section=section, _anchor=anchor)


def _sections_of(page: "TaskPage") -> tuple[Section, ...]:
    answered = page.answers
    assert answered.form is not None
    return tuple(how_far(answered.form, answered.draft, answered.facts, answered.problems))


def _into_section(page: "TaskPage", item: Mapping[str, str]) -> dict[str, str]:
    anchor = item.get("href", "").removeprefix("#")
    if not anchor:
        return dict(item)
    return {**item, "href": place(page, anchor.replace("-", "."), anchor)}
