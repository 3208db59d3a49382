"""A business rule task asks its table: the answer becomes facts, the rows' notes their basis."""

from pathlib import Path
from typing import Any

import pytest

from engine.errors import DiagramFailed
from tests.support.drawing import Drawing, each, said
from tests.support.playing import Play

WORKFLOWS = Path(__file__).parents[3] / "workflows"
TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t">
<decision id="route" name="route"><decisionTable id="t" hitPolicy="{policy}">
<input id="i"><inputExpression id="ie" typeRef="string"><text>kind</text></inputExpression></input>
{outputs}<annotation name="Basis"/>{rules}</decisionTable></decision></definitions>"""
RULE = """<rule id="r{n}"><inputEntry id="a{n}"><text>"uk"</text></inputEntry>{entries}
<annotationEntry><text>Section 98</text></annotationEntry></rule>"""


def asked(
    result: str = "", columns: int = 1, policy: str = "UNIQUE", rows: int = 1, **facts: Any
) -> Play:
    names = ["way", "office"][:columns]
    outputs = "".join(f'<output id="o{n}" name="{n}" typeRef="string"/>' for n in names)
    texts = "".join(f'<outputEntry><text>"{n}!"</text></outputEntry>' for n in names)
    rules = "".join(RULE.format(n=n, entries=texts) for n in range(rows))
    table = TABLE.format(policy=policy, outputs=outputs, rules=rules)
    drawn = Drawing().start().gate("exclusive", "g", "d").user("a").user("b").end()
    drawn.decide("ask", "route", **({"camunda_resultVariable": result} if result else {}))
    drawn.chain("start", "ask", "g").flow("g", "a", 'way = "way!"').flow("g", "b", key="d")
    return Play({**drawn.files(), "decisions/route.dmn": table.encode()}, **facts)


def test_what_a_table_decides_is_seen_by_the_next_gateway() -> None:
    play = asked(kind="uk")

    assert play.open == ["a"]
    assert [(d.element, d.decision, d.facts, d.basis) for d in play.last.decided] == [
        ("ask", "route", {"way": "way!"}, ("Section 98",))
    ]
    assert play.facts == {"kind": "uk", "way": "way!"}


def test_no_row_means_null() -> None:
    play = asked(kind="other")
    assert (play.open, play.facts["way"]) == (["b"], None)


def test_each_column_is_a_fact_unless_a_result_is_named() -> None:
    assert asked(columns=2, kind="uk").facts["office"] == "office!"
    assert asked("answer", columns=2, kind="uk").facts["answer"] == {
        "way": "way!",
        "office": "office!",
    }
    assert asked("answer", kind="uk").facts["answer"] == "way!"


def test_rows_collected_become_lists() -> None:
    assert asked(columns=2, policy="COLLECT", kind="uk").facts["office"] == ["office!"]


def test_the_shipped_diagrams_begin_with_the_request() -> None:
    files = {
        str(path.relative_to(WORKFLOWS)): path.read_bytes()
        for path in WORKFLOWS.rglob("*")
        if path.suffix in (".bpmn", ".dmn")
    }
    play = Play(files, "section_26")
    assert play.open == ["log_request"]


def test_a_table_that_cannot_decide_names_the_step() -> None:
    with pytest.raises(DiagramFailed, match="'ask' cannot decide"):
        asked(rows=2, kind="uk")


UNKEEPABLE = {
    "[1..2]": "a fact cannot be a Range",
    "function(x) x": "a fact cannot be a Function",
    'date and time("2026-01-01T10:00:00")': "a moment without a time zone",
}


@pytest.mark.parametrize("source", UNKEEPABLE)
def test_what_no_fact_can_be_stops_an_automatic_step_with_a_sentence(source: str) -> None:
    drawn = Drawing().start().service("x", said(set__a=source)).user("u").end()
    with pytest.raises(DiagramFailed, match=f"'x' cannot keep 'a': .*{UNKEEPABLE[source]}"):
        Play(drawn.chain("start", "x", "u", "end").files())


def test_an_item_that_no_fact_can_be_stops_its_step_with_a_sentence() -> None:
    drawn = Drawing().start().user("u", each("[[1..2], [3..4]]", "i")).end()
    with pytest.raises(DiagramFailed, match="an item of a multi-instance step cannot be kept"):
        Play(drawn.chain("start", "u", "end").files())


def test_an_organisation_named_beyond_measure_stops_its_step_with_a_sentence() -> None:
    long = said(organisation='=string join(for n in 1..200 return "o", "")')
    drawn = Drawing().start().user("u", long).end()
    with pytest.raises(DiagramFailed, match="'u' is for an organisation whose name is longer"):
        Play(drawn.chain("start", "u", "end").files())
