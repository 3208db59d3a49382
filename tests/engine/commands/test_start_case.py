"""Opening a case."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.api import Engine
from engine.commands.projections import is_task_uid
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase, financial_year
from engine.errors import DefinitionRefused, NotAllowed, NotFound
from engine.people.actor import Actor
from engine.queries.case_list import case_list
from engine.queries.played import every_letter
from engine.queries.task_page import task_page
from engine.queries.verified import verified
from tests.support.drawing import Drawing, event, said
from tests.support.small import small

Someone = Callable[..., Actor]


def test_a_case_is_numbered_by_force_and_financial_year(engine: Engine, someone: Someone) -> None:
    lead = someone("force_lead")
    first = engine.do(StartCase("section_26", "lancashire"), lead)
    second = engine.do(StartCase("section_26", "lancashire"), lead)

    references = [engine.ask(task_page, lead, uid).case.reference for uid in (first, second)]
    assert references == ["LAN-1112-0001", "LAN-1112-0002"]


def test_its_first_task_waits_for_whoever_logs_the_request(
    engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")
    page = engine.ask(task_page, lead, engine.do(StartCase("section_26", "lancashire"), lead))

    assert (page.task.element, page.task.status, page.permissions.why_not) == (
        "log_request",
        "open",
        None,
    )
    assert page.answers.form is not None
    assert page.answers.form.id == "log_request"


def test_nobody_opens_a_case_of_another_force(engine: Engine, someone: Someone) -> None:
    with pytest.raises(NotAllowed, match="international lead of Kent Police"):
        engine.do(StartCase("section_26", "kent"), someone("force_lead"))
    assert engine.ask(case_list, someone("auditor", of="home-office")).rows == ()


def test_a_definition_or_a_force_that_is_not_there_is_not_found(
    engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")
    with pytest.raises(NotFound, match="no version of 'section_27'"):
        engine.do(StartCase("section_27", "lancashire"), lead)
    with pytest.raises(NotFound, match="no force 'ruritania'"):
        engine.do(StartCase("section_26", "ruritania"), lead)


def test_cases_opened_at_the_same_moment_never_share_a_reference(
    engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")
    with ThreadPoolExecutor(4) as pool:
        commands = [StartCase("section_26", "lancashire") for _ in range(12)]
        list(pool.map(lambda command: engine.do(command, lead), commands))

    rows = engine.ask(case_list, lead).rows
    assert len({row.reference for row in rows}) == 12


@pytest.mark.parametrize(("day", "year"), [("2011-03-31", "1011"), ("2011-04-01", "1112")])
def test_the_financial_year_begins_in_april(day: str, year: str) -> None:
    from datetime import date

    assert financial_year(date.fromisoformat(day)) == year


def test_what_automatic_steps_do_before_the_first_task_is_kept(
    engine: Engine, someone: Someone
) -> None:
    drawing = Drawing("early", role="force_lead").start().user("ask").end()
    writes = said(letter__template="S1", letter__return="none")
    drawing.service("greet", said(set__title='"Case " + case_ref', set__urgent="true"))
    drawing.service("write", writes).service("again", writes)
    drawing.chain("start", "greet", "write", "again", "ask", "end")
    files = {**drawing.files(), "letters/S1.docx": small()["letters/S1.docx"]}
    engine.do(PublishShipped(files), None)

    lead = someone("force_lead")
    page = engine.ask(task_page, lead, engine.do(StartCase("early", "lancashire"), lead))

    reference = page.case.reference
    assert page.case.title == f"Case {reference}"
    assert page.answers.facts["urgent"] is True
    names = [name for _, name, _ in engine.ask(every_letter, None, reference)]
    assert names == [f"{reference}-S1-v1.docx", f"{reference}-S1-v2.docx"]
    assert engine.ask(verified, None).faults == ()


def test_a_process_without_a_first_task_opens_no_case(engine: Engine, someone: Someone) -> None:
    drawing = Drawing("empty", role="force_lead").start().end().chain("start", "end")
    engine.do(PublishShipped(drawing.files()), None)
    lead = someone("force_lead")

    with pytest.raises(DefinitionRefused, match="no first task"):
        engine.do(StartCase("empty", "lancashire"), lead)
    assert engine.ask(case_list, lead).rows == ()
    assert engine.ask(verified, None).faults == ()


def test_a_case_that_waits_before_its_first_task_is_opened(
    engine: Engine, someone: Someone
) -> None:
    drawing = Drawing("waiting", role="force_lead").start().user("ask").end()
    drawing.catch("hear", event("message", "m")).declare("message", "m", name="heard")
    engine.do(PublishShipped(drawing.chain("start", "hear", "ask", "end").files()), None)
    lead = someone("force_lead")

    begun = engine.do(StartCase("waiting", "lancashire"), lead)
    assert (begun, is_task_uid(begun)) == ("LAN-1112-0001", False)
    assert [row.reference for row in engine.ask(case_list, lead).rows] == [begun]


def test_a_process_too_deep_to_run_opens_no_case(engine: Engine, someone: Someone) -> None:
    inside = '<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="ask"/>'
    inside += '<userTask id="ask"/>'
    for depth in range(95):
        inside = (
            f'<startEvent id="s{depth}"/><subProcess id="p{depth}">{inside}</subProcess>'
            f'<sequenceFlow id="f{depth}" sourceRef="s{depth}" targetRef="p{depth}"/>'
        )
    diagram = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        f'<process id="deep" isExecutable="true">{inside}</process></definitions>'
    )
    engine.do(PublishShipped({"deep.bpmn": diagram.encode()}), None)
    lead = someone("force_lead")

    with pytest.raises(DefinitionRefused, match="10 deep"):
        engine.do(StartCase("deep", "lancashire"), lead)
    assert engine.ask(case_list, lead).rows == ()
