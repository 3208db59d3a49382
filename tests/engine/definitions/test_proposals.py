"""From draft to use: proposed by one owner, approved, returned or taken back."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from engine.api import Engine
from engine.audit.log import REGISTER, entries
from engine.commands.check_definition import CheckDefinition
from engine.commands.discard_draft import DiscardDraft
from engine.commands.propose_definition import ProposeDefinition
from engine.commands.return_proposal import ReturnProposal
from engine.commands.save_diagram import SaveDiagram
from engine.commands.upload_draft import UploadDraft
from engine.commands.withdraw_proposal import WithdrawProposal
from engine.errors import (
    AnswersRejected,
    DefinitionRefused,
    NotAllowed,
    Stale,
)
from engine.people.actor import Actor
from engine.queries.approvals import waiting_for_approval
from engine.queries.definition_pages import DefinitionPage, definition, definitions
from engine.queries.verified import verified
from engine.queries.version_changes import version_changes
from engine.queries.worklist import worklist
from engine.rehearsals.rehearse import Definitions
from tests.approving import approval, propose, put_into_use, second_owner

Someone = Callable[..., Actor]
KEY, MAIN = "section_26", "section_26.bpmn"


def shown(engine: Engine, who: Actor, number: int) -> DefinitionPage:
    return engine.ask(definition, who, KEY, number)


def approve(engine: Engine, number: int, who: Actor) -> None:
    engine.do(approval(engine, KEY, number), who)


def in_use(engine: Engine, who: Actor) -> int:
    (row,) = engine.ask(definitions, who)
    assert row.current is not None
    return row.current.number


def test_another_owner_approves_and_both_names_are_shown_and_sealed(
    engine: Engine, owner: Actor, number: int
) -> None:
    second = second_owner(engine)
    approve(engine, number, second)

    page = shown(engine, owner, number)
    assert page.version.status == "published"
    assert page.approval.proposal is not None
    assert page.approval.publication is not None
    assert (page.approval.proposal.by, page.approval.publication.by) == (owner.name, second.name)
    assert page.approval.proposal.note == "As the test wants it"
    events = [act.event for act in page.approval.acts]
    assert events == ["made", "checked", "proposed", "approved"]
    body = last_entry(engine)
    people = (body["made"], body["checked"], body["proposed"], body["approved"])
    assert people == ([owner.name], owner.name, owner.name, second.name)
    assert (body["event"], body["bundle"]) == ("publish_definition", page.version.id)
    assert engine.ask(verified, None).faults == ()


def last_entry(engine: Engine) -> dict[str, Any]:
    with engine.database.reading() as db:
        body: dict[str, Any] = orjson.loads(entries(db, REGISTER)[-1].body)
    return body


def test_a_changed_file_voids_the_check_and_the_proposal(
    engine: Engine, owner: Actor, number: int, shipped: Definitions
) -> None:
    seen = approval(engine, KEY, number)
    content = shipped.bundle["forms/log_request.form"]
    engine.do(SaveDiagram(KEY, number, "forms/log_request.form", content), owner)

    page = shown(engine, owner, number)
    assert (page.version.status, page.checked, page.approval.proposal) == ("draft", False, None)
    with pytest.raises(DefinitionRefused, match="nobody has proposed"):
        engine.do(seen, second_owner(engine))


def test_an_approval_is_of_the_files_that_the_page_showed(
    engine: Engine, owner: Actor, number: int, shipped: Definitions
) -> None:
    seen = approval(engine, KEY, number)
    engine.do(SaveDiagram(KEY, number, MAIN, shipped.bundle[MAIN] + b"\n"), owner)
    propose(engine, KEY, number, owner)
    for command in (seen, ReturnProposal(KEY, number, "No", seen.seen)):
        with pytest.raises(Stale, match="no longer those that your page showed"):
            engine.do(command, second_owner(engine))


def test_an_approval_is_of_the_change_to_what_was_in_use(
    engine: Engine, owner: Actor, third: Actor, number: int, shipped: Definitions
) -> None:
    seen = approval(engine, KEY, number)
    other = {MAIN: shipped.bundle[MAIN].replace(b'"Build the case"', b'"Make the case"')}
    put_into_use(engine, KEY, engine.do(UploadDraft(KEY, other), third).number, third)

    with pytest.raises(Stale, match="another version has been put into use"):
        engine.do(seen, second_owner(engine))


def test_a_proposal_is_taken_back_by_its_author_alone(
    engine: Engine, owner: Actor, number: int
) -> None:
    with pytest.raises(NotAllowed, match="return it to them"):
        engine.do(WithdrawProposal(KEY, number), second_owner(engine))
    engine.do(WithdrawProposal(KEY, number), owner)

    page = shown(engine, owner, number)
    assert (page.version.status, page.checked) == ("draft", False)
    with pytest.raises(DefinitionRefused, match="nobody has proposed"):
        engine.do(WithdrawProposal(KEY, number), owner)


def test_a_returned_version_is_a_draft_with_the_reason(
    engine: Engine, owner: Actor, number: int
) -> None:
    second = second_owner(engine)
    with pytest.raises(AnswersRejected, match="what has to change"):
        engine.do(ReturnProposal(KEY, number, " \u200b "), second)
    with pytest.raises(NotAllowed, match="take the proposal back"):
        engine.do(ReturnProposal(KEY, number, "No"), owner)
    engine.do(ReturnProposal(KEY, number, "The name is worse"), second)

    page = shown(engine, owner, number)
    assert page.version.status == "draft"
    assert page.approval.rejection is not None
    assert (page.approval.rejection.by, page.approval.rejection.note) == (
        second.name,
        "The name is worse",
    )
    propose(engine, KEY, number, owner)
    assert shown(engine, owner, number).approval.rejection is None


def test_a_proposal_says_why_and_is_made_once(engine: Engine, owner: Actor) -> None:
    draft = engine.do(UploadDraft(KEY, {}), owner).number
    engine.do(CheckDefinition(KEY, draft), owner)
    with pytest.raises(AnswersRejected, match="Enter what is changed"):
        engine.do(ProposeDefinition(KEY, draft, "  "), owner)
    with pytest.raises(Stale, match="no longer those"):
        engine.do(ProposeDefinition(KEY, draft, "Why", "0" * 64), owner)
    engine.do(ProposeDefinition(KEY, draft, "Why"), owner)
    with pytest.raises(Stale, match="waits for approval already"):
        engine.do(ProposeDefinition(KEY, draft, "Why"), owner)


def test_a_proposed_draft_is_not_discarded_and_not_checked_anew(
    engine: Engine, owner: Actor, number: int
) -> None:
    with pytest.raises(DefinitionRefused, match="waits for approval"):
        engine.do(DiscardDraft(KEY, number), owner)
    engine.do(CheckDefinition(KEY, number), second_owner(engine))

    assert shown(engine, owner, number).version.status == "proposed"


def test_the_check_runs_again_at_the_approval(
    engine: Engine, owner: Actor, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, second = approval(engine, KEY, number), second_owner(engine)
    roles = frozenset({"force_lead"})
    monkeypatch.setattr(type(engine.reference), "lane_roles", lambda *_: roles)
    with pytest.raises(DefinitionRefused, match="the check now finds problems"):
        engine.do(command, second)

    assert shown(engine, owner, number).version.status == "proposed"


def test_the_work_list_counts_what_one_may_approve(
    engine: Engine, owner: Actor, number: int
) -> None:
    (waiting,) = engine.ask(waiting_for_approval, second_owner(engine))
    assert (waiting.number, waiting.barred, waiting.proposal.by) == (number, None, owner.name)
    assert engine.ask(worklist, second_owner(engine)).approvals == 1
    assert engine.ask(worklist, owner).approvals == 0


def test_changes_are_compared_with_what_is_in_use_or_was_before(
    engine: Engine, owner: Actor, number: int
) -> None:
    page = engine.ask(version_changes, owner, KEY, number)
    assert (page.against, page.against_in_use) == (1, True)
    assert [file.path for file in page.files] == [MAIN]
    assert [topic.topic for topic in page.other] == ["steps"]
    approve(engine, number, second_owner(engine))
    later = engine.ask(version_changes, owner, KEY, number)
    first = engine.ask(version_changes, owner, KEY, 1)

    assert (later.against, first.against) == (1, None)
    assert engine.ask(version_changes, owner, KEY, 1, number).against == number
