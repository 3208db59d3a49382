"""Nobody publishes alone: every way round the approval of a second process owner."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from engine.api import Engine
from engine.audit.log import newest_in_register
from engine.commands.add_person import AddPerson
from engine.commands.check_definition import CheckDefinition
from engine.commands.discard_draft import DiscardDraft
from engine.commands.grant_role import GrantRole
from engine.commands.migrate_case import MigrateCase
from engine.commands.offer_shipped import OfferShipped
from engine.commands.propose_definition import ProposeDefinition
from engine.commands.publish_definition import PublishDefinition
from engine.commands.return_proposal import ReturnProposal
from engine.commands.save_diagram import SaveDiagram
from engine.commands.start_case import StartCase
from engine.commands.upload_draft import UploadDraft
from engine.commands.withdraw_proposal import WithdrawProposal
from engine.definitions.shipped import reference_in, shipped_workflows
from engine.definitions.tables import definition as definition_table
from engine.errors import (
    AnswersRejected,
    DefinitionRefused,
    EngineError,
    NotAllowed,
    NotFound,
    Stale,
)
from engine.people.actor import Actor
from engine.people.reference import Reference
from engine.people.tables import person
from engine.queries.approvals import waiting_for_approval
from engine.queries.definition_pages import DefinitionPage, definition, definitions
from engine.queries.signing_in import actor_of
from engine.queries.task_page import task_page
from engine.rehearsals.play import StoryClock
from engine.rehearsals.rehearse import Definitions
from engine.store.trouble import Clash
from tests.approving import approval, propose, put_into_use, second_owner
from tests.support.registers import Pinned

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


def test_whoever_proposed_or_put_a_file_in_does_not_approve(
    engine: Engine, owner: Actor, third: Actor, number: int, renamed: dict[str, bytes]
) -> None:
    with pytest.raises(NotAllowed, match="you proposed"):
        approve(engine, number, owner)
    assert shown(engine, owner, number).approval.barred is not None

    engine.do(SaveDiagram(KEY, number, MAIN, renamed[MAIN]), third)  # the same bytes again
    propose(engine, KEY, number, owner)
    with pytest.raises(NotAllowed, match="you put files"):
        approve(engine, number, third)
    engine.do(WithdrawProposal(KEY, number), owner)
    propose(engine, KEY, number, second_owner(engine))
    with pytest.raises(NotAllowed, match="you put files"):
        approve(engine, number, owner)
    with pytest.raises(NotAllowed, match="you proposed"):
        approve(engine, number, second_owner(engine))
    assert in_use(engine, owner) == 1


def test_a_person_with_two_accounts_is_one_person_where_their_number_says_so(
    engine: Engine, number: int, owner: Actor
) -> None:
    twin = engine.do(AddPerson("Somebody else", "twin@example.org"), None)
    engine.do(GrantRole(twin, "process_owner", "fcdo", date.min), None)
    with engine.database.writing() as db:
        for one, written in ((owner.id, "0042"), (twin, " 42")):
            named = {"employer": "home-office", "staff_number": written}
            db.execute(update(person).where(person.c.id == one).values(**named))

    with pytest.raises(NotAllowed, match="you proposed"):
        approve(engine, number, engine.ask(actor_of, None, twin))


def test_somebody_of_a_like_name_says_that_they_are_two_people(
    engine: Engine, number: int, owner: Actor
) -> None:
    like = " ".join(reversed(owner.name.upper().split()))
    twin = engine.do(AddPerson(like, "twin@example.org"), None)
    engine.do(GrantRole(twin, "process_owner", "fcdo", date.min), None)
    other = engine.ask(actor_of, None, twin)

    assert [one.name for one in shown(engine, other, number).approval.alike] == [owner.name]
    with pytest.raises(AnswersRejected, match="confirm that they are two people"):
        approve(engine, number, other)
    confirmed = replace(approval(engine, KEY, number), apart=frozenset({owner.name}))
    engine.do(confirmed, other)

    assert in_use(engine, owner) == number
    with engine.database.reading() as db:
        said = newest_in_register(db, "publish_definition")
    assert said is not None
    assert said["told_apart"] == owner.name


def test_what_nobody_proposed_is_not_approved(
    engine: Engine, owner: Actor, renamed: dict[str, bytes]
) -> None:
    draft = engine.do(UploadDraft(KEY, renamed), owner).number
    with pytest.raises(DefinitionRefused, match="nobody has proposed"):
        approve(engine, draft, second_owner(engine))
    engine.do(CheckDefinition(KEY, draft), owner)
    with pytest.raises(DefinitionRefused, match="nobody has proposed"):
        approve(engine, draft, second_owner(engine))


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_only_process_owners_take_part(
    engine: Engine, someone: Someone, number: int, role: str
) -> None:
    other = someone(role, of="home-office")
    assert engine.ask(waiting_for_approval, other) == ()
    for command in (
        approval(engine, KEY, number),
        ReturnProposal(KEY, number, "No"),
        WithdrawProposal(KEY, number),
        ProposeDefinition(KEY, number, "Yes"),
    ):
        with pytest.raises(NotAllowed, match="only a process owner"):
            engine.do(command, other)


def test_a_role_that_has_ended_ends_the_proposal_and_the_approval(
    engine: Engine, clock: StoryClock, number: int
) -> None:
    short = engine.do(AddPerson("A short owner", "short@example.org"), None)
    today = clock.now.date()
    engine.do(GrantRole(short, "process_owner", "fcdo", today, today), None)
    brief = engine.ask(actor_of, None, short)
    draft = engine.do(UploadDraft(KEY, {}), brief).number
    propose(engine, KEY, draft, brief)
    clock.now += timedelta(days=1)

    with pytest.raises(NotAllowed, match="is no longer a process owner"):
        approve(engine, draft, second_owner(engine))
    with pytest.raises(NotAllowed, match="only a process owner"):
        approve(engine, number, brief)  # as they were when they signed in
    engine.do(ReturnProposal(KEY, draft, "They have left"), second_owner(engine))


def test_the_number_of_a_discarded_draft_brings_no_makers_along(
    engine: Engine, owner: Actor, third: Actor
) -> None:
    first = engine.do(UploadDraft(KEY, {}), third).number
    engine.do(DiscardDraft(KEY, first), owner)
    again = engine.do(UploadDraft(KEY, {}), owner).number
    assert again == first
    propose(engine, KEY, again, owner)

    approve(engine, again, third)


def test_cases_neither_start_on_nor_move_to_a_proposed_version(
    engine: Engine, owner: Actor, someone: Someone, number: int
) -> None:
    lead = someone("force_lead")
    case = engine.ask(task_page, lead, engine.do(StartCase(KEY, "lancashire"), lead)).case

    (row,) = engine.ask(definitions, owner)
    assert (in_use(engine, owner), row.cases_running) == (1, 1)
    assert [draft.number for draft in row.drafts] == [number]
    with pytest.raises(DefinitionRefused, match="is a draft"):
        engine.do(MigrateCase(case.reference, number), owner)


def test_what_was_in_use_is_not_put_into_use_again_by_the_back_door(
    engine: Engine, owner: Actor, number: int
) -> None:
    approve(engine, number, second_owner(engine))
    for command in (
        approval(engine, KEY, 1),
        ProposeDefinition(KEY, 1, "Back"),
        ReturnProposal(KEY, 1, "Back"),
        WithdrawProposal(KEY, 1),
    ):
        with pytest.raises(Stale, match="already been published"):
            engine.do(command, second_owner(engine))
    with pytest.raises(NotFound):
        engine.do(PublishDefinition(KEY, 99, "", ""), owner)


def test_what_a_release_ships_needs_two_owners_where_something_is_in_use(
    engine: Engine, owner: Actor, shipped: Definitions, renamed: dict[str, bytes]
) -> None:
    offered = engine.do(OfferShipped(dict(shipped.bundle) | renamed), None).version
    assert in_use(engine, owner) == 1
    put_into_use(engine, KEY, offered, owner)

    assert in_use(engine, owner) == offered
    assert shown(engine, owner, offered).approval.makers == ()


def test_the_database_keeps_no_version_that_one_person_put_into_use(
    engine: Engine, owner: Actor, number: int
) -> None:
    this = definition_table.c.version == number
    for values in (
        {"status": "published"},
        {"status": "published", "published_by": owner.id},
        {"status": "retired", "published_by": second_owner(engine).id, "proposed_by": None},
    ):
        with (
            pytest.raises(EngineError, match="records do not take this step"),
            engine.database.writing() as db,
        ):
            db.execute(update(definition_table).where(this).values(**values))


def test_the_database_keeps_no_two_versions_in_use(engine: Engine, number: int) -> None:
    approve(engine, number, second_owner(engine))
    both = update(definition_table).values(status="published")
    with pytest.raises(Clash), engine.database.writing() as db:
        db.execute(both)


class Meanwhile(Reference):
    """Reference tables during whose reading others act on a draft, a second after each other."""

    def __init__(self, engine: Engine, acts: list[tuple[Any, Actor]]) -> None:
        super().__init__(reference_in(shipped_workflows()))
        self.engine, self.acts = engine, acts
        self.same = engine.reference.lane_roles

    def lane_roles(self, on: date) -> frozenset[str]:
        """The same roles."""
        acts, self.acts = self.acts, []
        for command, who in acts:
            self.engine.do(command, who)
            self.engine.clock.now += timedelta(seconds=1)  # type: ignore[attr-defined]
        return self.same(on)


@pytest.mark.parametrize("what", ["saved", "withdrawn", "proposed anew", "returned", "approved"])
def test_what_happens_during_the_check_of_an_approval_is_not_overwritten(
    what: str, engine: Engine, owner: Actor, third: Actor, number: int, renamed: dict[str, bytes]
) -> None:
    command, second = approval(engine, KEY, number), second_owner(engine)
    save = SaveDiagram(KEY, number, MAIN, renamed[MAIN])  # the same bytes again
    meanwhile: dict[str, list[tuple[Any, Actor]]] = {
        "saved": [(save, third)],
        "withdrawn": [(WithdrawProposal(KEY, number), owner)],
        "proposed anew": [
            (save, second),
            (CheckDefinition(KEY, number), owner),
            (ProposeDefinition(KEY, number, "The same files"), owner),
        ],
        "returned": [(ReturnProposal(KEY, number, "Not yet"), third)],
        "approved": [(command, third)],
    }
    engine.registers = Pinned(Meanwhile(engine, meanwhile[what]))
    with pytest.raises(Stale):
        engine.do(command, second)

    assert in_use(engine, owner) == (number if what == "approved" else 1)
    approved = shown(engine, owner, number).approval.publication
    assert approved is None or approved.by == third.name
