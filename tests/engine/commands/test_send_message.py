"""Telling a case something: only what it waits for, only by whom it concerns, only that case."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.send_message import SendMessage
from engine.commands.start_case import StartCase
from engine.errors import AnswersRejected, EngineError, NotAllowed, NotFound, Stale
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.message_page import message_page
from engine.queries.played import facts_now, newest_case, waiting
from engine.queries.verified import verified
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock
from engine.rehearsals.story import read_story
from tests.engine.enquiry import KEY, bundle

Someone = Callable[..., Actor]
APART = b'name="role" value="force_lead"/><camunda:property name="separate.from" value="reply"/>'
WHY = {"withdrawn_why": "The mission has ended."}


@pytest.fixture
def case(engine: Engine, someone: Someone) -> str:
    """An enquiry that waits for its reply."""
    engine.do(PublishShipped(bundle()), None)
    engine.do(StartCase(KEY, "lancashire"), someone("force_lead"))
    return engine.ask(newest_case, None)


def open_in(engine: Engine, reference: str) -> list[str]:
    return [one.element for one in engine.ask(waiting, None, reference)]


def test_a_message_moves_its_case_and_what_it_says_becomes_facts(
    case: str, engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")
    done = engine.do(SendMessage(case, "withdrawn", WHY), lead)

    assert open_in(engine, case) == ["close"]
    assert done.case == case
    assert engine.ask(facts_now, None, case)["withdrawn_why"] == "The mission has ended."
    event = engine.ask(case_page, lead, case).history[0]
    assert event.title == "Told the case: The request is withdrawn"
    assert engine.ask(verified, None).faults == ()


def test_no_message_wakes_another_case(case: str, engine: Engine, someone: Someone) -> None:
    lead = someone("force_lead")
    engine.do(StartCase(KEY, "lancashire"), lead)
    other = engine.ask(newest_case, None)
    engine.do(SendMessage(case, "withdrawn", WHY), lead)

    assert open_in(engine, other) == ["reply"]
    assert "withdrawn_why" not in engine.ask(facts_now, None, other)


@pytest.mark.parametrize(
    ("payload", "path"),
    [({}, "withdrawn_why"), (WHY | {"lpb_name": "Nobody"}, "lpb_name")],
)
def test_what_is_said_is_checked_like_a_form(
    case: str, engine: Engine, someone: Someone, payload: dict[str, Any], path: str
) -> None:
    with pytest.raises(AnswersRejected) as refused:
        engine.do(SendMessage(case, "withdrawn", payload), someone("force_lead"))

    assert path in refused.value.problems
    assert open_in(engine, case) == ["reply"]


def test_a_message_that_nobody_awaits_is_refused_in_a_sentence(
    case: str, engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")
    with pytest.raises(Stale, match="not waiting for 'funded' now"):
        engine.do(SendMessage(case, "funded"), lead)
    with pytest.raises(NotFound, match="knows no message 'lottery'"):
        engine.do(SendMessage(case, "lottery"), lead)
    with pytest.raises(NotFound, match="no such case"):
        engine.do(SendMessage("nowhere", "withdrawn"), lead)


def test_a_message_is_for_the_role_of_its_event(
    case: str, engine: Engine, someone: Someone
) -> None:
    lead, finance = someone("force_lead"), someone("force_finance")
    with pytest.raises(NotAllowed, match="Force international lead"):
        engine.do(SendMessage(case, "withdrawn", WHY), finance)
    with pytest.raises(NotAllowed):
        engine.ask(message_page, finance, case, "withdrawn")
    engine.do(CompleteTask(engine.ask(waiting, None, case)[0].uid, None, {}), lead)
    with pytest.raises(NotAllowed, match="Force finance"):
        engine.do(SendMessage(case, "funded"), lead)

    with pytest.raises(AnswersRejected, match="asks no questions"):
        engine.do(SendMessage(case, "funded", {"amount": "1"}), finance)
    engine.do(SendMessage(case, "funded"), finance)
    assert engine.ask(case_page, lead, case).status == "ended"


def test_others_may_send_it_whom_the_diagram_names(engine: Engine, someone: Someone) -> None:
    files = bundle()
    also = b'name="form" value="withdrawal"/><camunda:property name="also.from" value="force_hr"/>'
    drawn = files[f"{KEY}.bpmn"].replace(b'name="form" value="withdrawal"/>', also)
    engine.do(PublishShipped({**files, f"{KEY}.bpmn": drawn}), None)
    engine.do(StartCase(KEY, "lancashire"), someone("force_lead"))
    case = engine.ask(newest_case, None)
    with pytest.raises(NotAllowed, match="Force international lead or the Force HR of this case"):
        engine.do(SendMessage(case, "withdrawn", WHY), someone("force_finance"))

    hr = someone("force_hr")
    assert engine.ask(message_page, hr, case, "withdrawn").role_title == "Force HR"
    engine.do(SendMessage(case, "withdrawn", WHY), hr)
    assert open_in(engine, case) == ["close"]


def test_whoever_did_a_step_may_not_send_what_is_kept_apart_from_it(
    engine: Engine, someone: Someone
) -> None:
    apart = bundle()
    drawn = apart[f"{KEY}.bpmn"].replace(b'name="role" value="force_finance"/>', APART)
    engine.do(PublishShipped({**apart, f"{KEY}.bpmn": drawn}), None)
    lead = someone("force_lead")
    uid = engine.do(StartCase(KEY, "lancashire"), lead)
    case = engine.do(CompleteTask(uid, None, {}), lead).case
    with pytest.raises(NotAllowed, match="whoever did 'Reply'"):
        engine.do(SendMessage(case, "funded"), lead)

    assert engine.ask(case_page, lead, case).messages == ()


def test_another_force_finds_no_case_to_tell(case: str, engine: Engine, someone: Someone) -> None:
    stranger = someone("force_lead", force="kent")
    with pytest.raises(NotFound, match="no such case"):
        engine.do(SendMessage(case, "withdrawn", WHY), stranger)
    with pytest.raises(NotFound):
        engine.ask(message_page, stranger, case, "withdrawn")


def test_the_case_page_offers_the_messages_that_this_person_may_send(
    case: str, engine: Engine, someone: Someone
) -> None:
    offered = {
        role: [one.name for one in engine.ask(case_page, someone(role), case).messages]
        for role in ("force_lead", "force_finance")
    }

    assert offered == {"force_lead": ["withdrawn"], "force_finance": []}
    page = engine.ask(message_page, someone("force_lead"), case, "withdrawn")
    assert page.form is not None
    assert page.title == "The request is withdrawn"


def test_of_many_who_tell_it_at_the_same_moment_one_is_heard(
    case: str, engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")

    def tell(_: int) -> str:
        try:
            engine.do(SendMessage(case, "withdrawn", WHY), lead)
        except EngineError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tell, range(4))) == ["Stale"] * 3 + ["done"]


STORY = """
definition: enquiry
force: lancashire
steps:
  - {as: force_lead, message: funded, refused: Stale}
  - {as: force_lead, message: withdrawn, refused: AnswersRejected withdrawn_why}
  - {as: force_lead, message: withdrawn, answers: {withdrawn_why: The mission has ended.}}
  - {as: force_lead, do: close}
"""


def test_a_story_tells_its_case(
    engine: Engine, clock: StoryClock, cast: Cast, tmp_path: Path
) -> None:
    engine.do(PublishShipped(bundle()), None)
    (tmp_path / "withdrawn.yaml").write_text(STORY)
    story = read_story(tmp_path / "withdrawn.yaml", clock.now.date())
    player = Player(engine, clock, story, cast, clock.now)
    player.play()

    assert player.waiting() == ()
    assert len(player.refusals) == 2
