"""What reads as it was written and yet is not: verify says so, and never falls over."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.cases.tables import fact
from engine.commands.reopen_task import ReopenTask
from engine.context import QueryContext
from engine.queries.verified import verified
from tests.support.furnished import Furnished
from tests.support.office import database

MEANT = {  # a change in SQLite, and what is said of it
    "true as two": (
        "update person set active = 2",
        "person: 6 values of active are not kept as this program writes them",
    ),
    "true as a word": ("update letter set for_signature = 'yes' where for_signature", "for_sign"),
    "a moment that sorts otherwise": (
        "update job set due_at = replace(due_at, ' ', 'T')",
        "due_at",
    ),
    "a moment cut short": ("update fact set set_at = substr(set_at, 1, 19)", "set_at"),
    "a moment that is none": ("update task set opened_at = 'soon'", "opened_at"),
    "a day that sorts otherwise": (
        "update role_held set valid_to = replace(valid_to, '-0', '-')",
        "valid_to",
    ),
    "a number as bytes": ("update task set version = cast(version as blob)", "task: "),
    "a text as bytes": ("update case_ set title = cast(title as blob)", "case: "),
    "bytes as a text": ("update blob set content = 'words'", "content"),
    "a trigger": (
        "create trigger later after insert on role_held begin delete from sign_in; end",
        "the trigger 'later' in the database is none of ours: remove it",
    ),
    "a view": ("create view people as select * from person", "the view 'people'"),
    "two in use": (
        "drop index uq_definition_in_use",
        "the table definition may hold two rows of one process_key: its constraint was removed",
    ),
    "a table gone": ("drop table pending_scan", "the table pending_scan is gone: restore a backup"),
}
FUNCTION = "create function f() returns trigger language plpgsql as 'begin return null; end';;"
ON_POSTGRESQL = {
    "a day without end": ("update role_held set valid_to = 'infinity'", "valid_to"),
    "a moment without end": ("update job set due_at = 'infinity'", "due_at"),
    "a day before all": ("update role_held set valid_from = '0044-03-15 BC'", "valid_from"),
    "a rule": (
        "create rule quiet as on insert to role_held do instead nothing",
        "the rule 'quiet' in the database is none of ours: remove it",
    ),
    "a view": ("create view people as select * from person", "the view 'people'"),
    "a trigger": (
        FUNCTION + "create trigger x before insert on role_held for each row execute function f()",
        "the trigger 'x'",
    ),
    "two in use": ("drop index uq_definition_in_use", "may hold two rows of one process_key"),
}


@pytest.fixture(scope="module")
def furnished() -> Iterator[Furnished]:
    with database("sqlite") as url:
        office = Furnished(url)
        office.furnish()
        yield office
        office.close()


def faults_after(office: Furnished, statement: str) -> tuple[str, ...]:
    """What verify says once *statement* is run, which is then undone."""
    engine = office.engine
    with engine.database.engine.connect() as db:
        try:
            for one in statement.split(";;"):
                db.exec_driver_sql(one)
            context = QueryContext(db, None, engine.clock(), engine.registers, engine.definitions)
            return verified(context).faults
        finally:
            db.rollback()


@pytest.mark.parametrize("name", MEANT)
def test_a_value_that_only_reads_as_it_was_kept_is_told(name: str, furnished: Furnished) -> None:
    statement, said = MEANT[name]

    assert said in " ".join(faults_after(furnished, statement))
    assert faults_after(furnished, "select 1") == ()


def test_postgresql_keeps_no_day_without_end_nor_acts_by_itself(postgresql: str) -> None:
    office = Furnished(postgresql)
    office.furnish()
    told = {name: faults_after(office, sql) for name, (sql, _) in ON_POSTGRESQL.items()}
    before = faults_after(office, "select 1")
    office.close()

    assert before == ()
    assert [name for name, (_, said) in ON_POSTGRESQL.items() if said not in str(told[name])] == []


def test_an_earlier_answer_does_not_become_the_last(furnished: Furnished) -> None:
    uid = furnished.start()
    furnished.move_on(uid, "ask")
    for element in ("check_cost", "check_people"):
        furnished.move_on(furnished.waiting(uid, element), element)
    decide = furnished.waiting(uid, "decide")
    furnished.complete(decide, "decide", yes=True)
    furnished.engine.do(ReopenTask(decide, "No, after all"), furnished.who_does("decide"))
    furnished.complete(decide, "decide", yes=False)
    with furnished.engine.database.reading() as db:
        of_task = select(fact).where(fact.c.task == decide).order_by(fact.c.id)
        rows = list(db.execute(of_task))
    first, second = [row for row in rows if row.key == rows[0].key]
    swapped = (
        f"update fact set current = 0 where id = {second.id};;"
        f"update fact set id = -1 where id = {first.id};;"
        f"update fact set id = {first.id} where id = {second.id};;"
        f"update fact set id = {second.id}, current = 1 where id = -1"
    )

    (told,) = faults_after(furnished, swapped)
    assert told.endswith(f"the fact '{first.key}' does not stand as it was last given")


def test_a_log_that_is_signed_is_not_green_without_its_checkpoints(furnished: Furnished) -> None:
    before, now = faults_after(furnished, "select 1"), furnished.now
    furnished.now += timedelta(hours=2)
    (told,) = faults_after(furnished, "select 1")
    furnished.now = now

    assert before == ()
    assert "no checkpoint is here to hold it against" in told
