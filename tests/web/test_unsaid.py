"""A form that does not say which version of its page it answers is refused; nothing is kept."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from tests.web.answers import LOGGED, typed
from tests.web.conftest import FORCE_LEAD, Visitor

HOME = "/definitions/section_26"
UNSAID = "does not say which version of the page it answers"
WRONG = ["", "-1", "1.0", "one", "٣", "9" * 6_000]


@pytest.fixture
def task(engine: Engine, acting: Callable[[str], Actor]) -> str:
    """The first task of a case, its answers saved."""
    task = engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))
    engine.do(SaveDraft(task, LOGGED), acting(FORCE_LEAD))
    return task


@pytest.mark.parametrize("revision", WRONG)
def test_answers_without_the_revision_of_their_page_are_refused(
    revision: str, task: str, lead: Visitor
) -> None:
    for address, fields in ((f"/tasks/{task}", typed()), (f"/tasks/{task}/complete", {})):
        lead.get(f"/tasks/{task}")
        assert UNSAID in lead.post(address, 409, **(fields | {"revision": revision}))
    assert "Not started" in lead.get("/tasks") or "draft saved" in lead.get("/tasks").lower()


def test_a_changed_draft_must_say_which_draft_it_changed(owner: Visitor) -> None:
    owner.get("/definitions")
    owner.post(f"{HOME}/draft")
    draft = f"{HOME}/2"
    for address, fields in (
        (f"{draft}/forms", {"name": "new"}),
        (f"{draft}/edit/forms/log_request.form", {"content": "{}"}),
    ):
        assert UNSAID in owner.post(address, 409, **fields)
        owner.get(draft)
