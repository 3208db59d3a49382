"""A person's tasks: the list, the form, checking the answers, and signing what they wrote."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.projections import is_task_uid
from engine.commands.reassign_task import ReassignTask
from engine.commands.release_task import ReleaseTask
from engine.commands.reopen_task import ReopenTask
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.errors import AnswersRejected, CopyRefused
from engine.forms.files import refused_in
from engine.forms.posted import act
from engine.forms.sections import problems_of, sections_in, with_section
from engine.queries.amendment_page import draft_touches
from engine.queries.handing_over import handing_over
from engine.queries.starting import startable
from engine.queries.task_page import task_page
from engine.queries.worklist import worklist
from web import fields, sections
from web.again import as_it_was
from web.authentication import actor, engine
from web.posted import answers, revision
from web.wording import announce, problem

if TYPE_CHECKING:
    from engine.commands.done import Done
    from engine.queries.task_page import TaskPage

TABS = ("me", "office", "done")
pages = Blueprint("tasks", __name__)


@pages.get("/tasks")
def index() -> str:
    """The tasks that wait for this person, for their office, and what they have done."""
    tab = request.args.get("tab", "me")
    tab = tab if tab in TABS else "me"
    return render_template(
        "tasks/list.html", tab=tab, work=engine().ask(worklist, actor(), tab=tab)
    )


@pages.get("/start")
def start() -> str:
    """What this person may start, and for which force."""
    return render_template(
        "tasks/start.html", choices=engine().ask(startable, actor()), problems={}
    )


@pages.post("/start")
def do_start() -> ResponseReturnValue:
    """Open a case and go to its first task; to the case itself while it waits for something."""
    definition, _, force = request.form.get("what", "").partition("/")
    if not force:
        choices = engine().ask(startable, actor())
        problems = {"what": problem("no_case_selected")}
        return render_template("tasks/start.html", choices=choices, problems=problems), 422
    begun = engine().do(StartCase(definition, force), actor())
    if not is_task_uid(begun):
        return redirect(url_for("cases.show", reference=begun), 303)
    return redirect(url_for("tasks.form", task=begun), 303)


@pages.post("/tasks/<task>/claim")
def claim(task: str) -> ResponseReturnValue:
    """Take a task on."""
    engine().do(ClaimTask(task), actor())
    return redirect(url_for("tasks.form", task=task), 303)


@pages.post("/tasks/<task>/release")
def release(task: str) -> ResponseReturnValue:
    """Give a task back to the office."""
    engine().do(ReleaseTask(task), actor())
    announce("task_given_back")
    return redirect(url_for("tasks.index", tab="office"), 303)


@pages.get("/tasks/<task>/hand-over")
def hand_over(task: str) -> str:
    """Who could have this task instead."""
    return _hand_over(task, {})


@pages.post("/tasks/<task>/hand-over")
def reassign(task: str) -> ResponseReturnValue:
    """Give the task to somebody else."""
    to = request.form.get("to", type=int)
    try:
        reference = engine().do(ReassignTask(task, to, request.form.get("reason", "")), actor())
    except AnswersRejected as rejected:
        return _hand_over(task, rejected.problems), 422
    announce("task_handed_over")
    return redirect(url_for("cases.show", reference=reference), 303)


@as_it_was("tasks.reassign")
def _reassign_again(task: str) -> str:
    return _hand_over(task, {})


@pages.get("/tasks/<task>")
def form(task: str) -> ResponseReturnValue:
    """The form of a task, or the signing page once its letters wait."""
    page = engine().ask(task_page, actor(), task=task)
    if page.task.status == "signing":
        return redirect(url_for("tasks.sign", task=task), 303)
    return _form_html(
        page, {path: sentence for path, sentence in page.answers.problems.items() if not path}
    )


@pages.post("/tasks/<task>")
def answer(task: str) -> ResponseReturnValue:
    """Keep what was typed, then do what the button said."""
    page = engine().ask(task_page, actor(), task=task)
    raw, action = _typed(page), request.form.get("action", "continue")
    changed = act(page.answers.form, raw, action) if page.answers.form else None
    values = raw if changed is None else changed
    try:
        problems = engine().do(SaveDraft(task, values, revision()), actor())
    except AnswersRejected as rejected:
        return _form_html(_with_draft(page, raw), rejected.problems), 422
    if refused := refused_in(values, problems):
        whole = changed is None and action != "draft"
        return _form_refused(task, problems if whole else refused)
    if changed is not None:
        place = fields.anchor(action, changed)
        return redirect(sections.same(task, place), 303)
    if action == "draft":
        announce("answers_saved")
        return redirect(url_for("cases.show", reference=page.case.reference), 303)
    return _check_or_form(task)


@as_it_was("tasks.answer")
def _answer_again(task: str) -> str | None:
    page = engine().ask(task_page, actor(), task=task)
    if page.answers.form is None or page.permissions.why_not or page.task.status != "open":
        return None
    raw = _typed(page, uploads=False)
    # the version that they saw: what a colleague changed since is not theirs to undo unseen
    as_seen = replace(page, task=replace(page.task, version=revision()))
    return _form_html(_with_draft(as_seen, raw), {})


@pages.get("/tasks/<task>/check")
def check(task: str) -> ResponseReturnValue:
    """The answers as they will be kept, before they are."""
    page = engine().ask(task_page, actor(), task=task)
    if page.task.status == "signing":
        return redirect(url_for("tasks.sign", task=task), 303)
    if (
        page.permissions.why_not
        or page.answers.problems
        or (page.answers.form and page.answers.draft_saved_at is None)
    ):
        return _form_html(page, page.answers.problems)
    return _check_html(page, {})


@pages.post("/tasks/<task>/complete")
def complete(task: str) -> ResponseReturnValue:
    """Finish the task with its answers."""
    try:
        told_apart = frozenset(request.form.getlist("apart"))
        outcome = engine().do(CompleteTask(task, revision(), apart=told_apart), actor())
    except AnswersRejected as rejected:
        page = engine().ask(task_page, actor(), task=task)
        if "apart" in rejected.problems:
            return _check_html(page, rejected.problems), 422
        return _form_html(page, rejected.problems), 422
    return after(outcome)


@pages.get("/tasks/<task>/sign")
def sign(task: str) -> ResponseReturnValue:
    """The letters of a step that wait for a signature."""
    return sign_page(task, {})


@pages.post("/tasks/<task>/reopen")
def reopen(task: str) -> ResponseReturnValue:
    """The letter is wrong: back to the form with the answers kept."""
    try:
        engine().do(ReopenTask(task, request.form.get("reason", "")), actor())
    except AnswersRejected as rejected:
        return sign_page(task, rejected.problems), 422
    announce("task_reopened")
    return redirect(url_for("tasks.form", task=task), 303)


def sign_page(
    task: str, problems: Mapping[str, str], refused: Mapping[int, CopyRefused] | None = None
) -> str:
    """The signing page of a task, with what was wrong with the last try.

    *refused* says of a letter what the file was that was handed in for it.
    """
    page = engine().ask(task_page, actor(), task=task)
    return render_template("tasks/sign.html", page=page, problems=problems, refused=refused or {})


def after(outcome: "Done", notice: str = "task_finished") -> ResponseReturnValue:
    """Where a finished step leads: to the letters to sign, or with a *notice* back to the case."""
    if outcome.to_sign:
        return redirect(url_for("tasks.sign", task=outcome.to_sign), 303)
    announce(notice)
    return redirect(url_for("cases.show", reference=outcome.case), 303)


def _hand_over(task: str, problems: Mapping[str, str]) -> str:
    page = engine().ask(handing_over, actor(), task=task)
    return render_template("tasks/hand_over.html", page=page, problems=problems, typed=request.form)


def _typed(page: "TaskPage", *, uploads: bool = True) -> dict[str, object]:
    """The answers as typed; where only a section was on the page, the others as they were."""
    answered = page.answers
    typed = answers(answered.form, answered.draft, uploads=uploads)
    section = sections.number_asked(answered.form)
    if answered.form is None or section is None:
        return typed
    return with_section(answered.form, section, typed, answered.draft)


def _check_or_form(task: str) -> ResponseReturnValue:
    page = engine().ask(task_page, actor(), task=task)
    section = sections.number_asked(page.answers.form)
    if page.answers.form and section:
        if problems := problems_of(page.answers.form, section, page.answers.problems):
            return _form_html(page, problems), 422
        return redirect(url_for("tasks.form", task=task), 303)
    if page.answers.problems:
        return _form_html(page, page.answers.problems), 422
    return redirect(url_for("tasks.check", task=task), 303)


def _check_html(page: "TaskPage", problems: Mapping[str, str]) -> str:
    return render_template(
        "tasks/check.html",
        page=page,
        problems=problems,
        place=sections.place,
        touched=engine().ask(draft_touches, actor(), task=page.task.uid),
    )


def _form_refused(task: str, problems: Mapping[str, str]) -> ResponseReturnValue:
    return _form_html(engine().ask(task_page, actor(), task=task), problems), 422


def _with_draft(page: "TaskPage", draft: dict[str, object]) -> "TaskPage":
    """The page with what was typed just now in place of what was saved."""
    return replace(page, answers=replace(page.answers, draft=draft))


def _form_html(page: "TaskPage", problems: Mapping[str, str]) -> str:
    answered = page.answers
    section = sections.number_asked(answered.form)
    if answered.form is None:
        return _one_page(page, Markup(""), problems, None)
    if section is None and sections_in(answered.form):
        return sections.list_html(page, problems, _error_summary(page, problems))
    told = problems_of(answered.form, section, problems) if section else problems
    html = fields.draw(answered.form, answered.draft, answered.facts, told, section)
    return _one_page(page, html, told, section)


def _one_page(
    page: "TaskPage", html: Markup, problems: Mapping[str, str], section: int | None
) -> str:
    return render_template(
        "tasks/task.html",
        page=page,
        drawn=html,
        problems=problems,
        summary=_error_summary(page, problems),
        section=sections.shown(page, section),
    )


def _error_summary(page: "TaskPage", problems: Mapping[str, str]) -> list[dict[str, str]]:
    if page.answers.form is None or not problems:
        return []
    form = page.answers.form
    items = fields.summary(form, page.answers.draft, page.answers.facts, problems)
    on_one_page = sections.number_asked(form) or not sections_in(form)
    return items if on_one_page else sections.linked(page, items)
