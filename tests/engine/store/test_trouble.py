"""What a busy, broken or absent database means for whoever asked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.commands.add_person import AddPerson
from engine.commands.claim_task import ClaimTask
from engine.errors import AnswersRejected, EngineError, NotFound, Unavailable
from engine.people.actor import Actor
from engine.queries.case_list import case_list
from engine.queries.letter_page import letter_page
from engine.queries.played import people
from engine.queries.task_page import task_page
from engine.queries.verified import verified
from engine.store import blobs
from engine.store.session import Database

Someone = Callable[..., Actor]


def test_people_added_at_the_same_moment_follow_each_other_in_the_register(engine: Engine) -> None:
    def add(number: int) -> int:
        return engine.do(AddPerson(f"Person {number}", f"p{number}@example.org"), None)

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(add, range(18)))

    assert len(set(made)) == 18
    assert engine.ask(verified, None).faults == ()


def test_of_one_person_added_many_times_at_once_one_is_kept(engine: Engine) -> None:
    def add(_: int) -> str:
        try:
            engine.do(AddPerson("Twin", "twin@example.org"), None)
        except EngineError as refused:
            return type(refused).__name__
        return "kept"

    with ThreadPoolExecutor(6) as pool:
        told = sorted(pool.map(add, range(6)))

    assert told == [AnswersRejected.__name__] * 5 + ["kept"]


def test_one_file_kept_by_many_at_once_is_kept_once(engine: Engine) -> None:
    def keep(_: int) -> str:
        with engine.database.writing() as db:
            return blobs.keep(db, b"the same file", engine.clock())

    with ThreadPoolExecutor(6) as pool:
        names = set(pool.map(keep, range(12)))

    assert names == {blobs.sha256(b"the same file")}


def test_one_look_sees_one_moment(engine: Engine) -> None:
    count = text("SELECT count(*) FROM person")
    with engine.database.reading() as db:
        before = db.execute(count).scalar_one()
        engine.do(AddPerson("Newcomer", "newcomer@example.org"), None)
        assert db.execute(count).scalar_one() == before


def test_words_are_found_whatever_their_case(
    engine: Engine, someone: Someone, desk: object
) -> None:
    lead = someone("force_lead")
    assert len(engine.ask(case_list, lead, find="NEW reQuest").rows) == 1


def test_a_name_that_no_database_can_hold_is_not_found(engine: Engine, someone: Someone) -> None:
    with pytest.raises(NotFound):
        engine.ask(task_page, someone("force_lead"), "1.\x00")
    with pytest.raises(NotFound):
        engine.do(ClaimTask("1.\x00"), someone("force_lead"))


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
def test_a_number_that_no_database_can_hold_is_not_found(
    engine: Engine, someone: Someone, number: int
) -> None:
    with pytest.raises(NotFound):
        engine.ask(letter_page, someone("force_lead"), number)


@pytest.mark.parametrize(
    "url", ["sqlite:////no/such/folder/x.db", "postgresql+psycopg://@/x?host=/no"]
)
def test_a_database_that_is_away_is_said_to_be_away(url: str, engine: Engine) -> None:
    away = Engine(Database(url), engine.clock)
    with pytest.raises(Unavailable, match="look at the case before"):
        away.ask(people, None)
    with pytest.raises(Unavailable, match="look at the case before"):
        away.do(AddPerson("A", "a@example.org"), None)
    away.close()
