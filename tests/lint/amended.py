"""A small definition to amend: a request, a route, a review, an approval, its record, a letter."""

import json
from typing import Any

from engine.analysis.amendment import CaseSoFar, Issued
from engine.analysis.definition import Definition, opened
from engine.analysis.setting import Setting
from engine.feel.values import Facts
from tests.lint.test_rules import word
from tests.support.drawing import Drawing, each, said

TABLE = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
  namespace="t"><decision id="route" name="route"><decisionTable hitPolicy="UNIQUE">
  <input id="i"><inputExpression><text>country</text></inputExpression></input>
  <output id="o" name="way"/>
  <rule id="r"><inputEntry><text>"Kosovo"</text></inputEntry>
  <outputEntry><text>"abroad"</text></outputEntry></rule>
  <rule id="s"><inputEntry><text>not("Kosovo")</text></inputEntry>
  <outputEntry><text>"home"</text></outputEntry></rule>
  <rule id="u"><inputEntry><text>"Nowhere"</text></inputEntry>
  <outputEntry><text>"abroad"</text></outputEntry></rule></decisionTable></decision></definitions>"""


def question(key: str, **more: Any) -> dict[str, Any]:
    """A question for a text, or what *more* says."""
    return {"type": "textfield", "id": f"F_{key}", "key": key, "label": key.title(), **more}


def a_form(name: str, *questions: dict[str, Any]) -> dict[str, bytes]:
    """A form file of these questions."""
    content = {"type": "default", "id": name, "title": name, "components": list(questions)}
    return {f"forms/{name}.form": json.dumps(content).encode()}


def day(key: str, **properties: str) -> dict[str, Any]:
    """A question for a day."""
    return question(
        key, type="datetime", subtype="date", dateLabel=key.title(), properties=properties
    )


def forms() -> dict[str, bytes]:
    """What each step asks."""
    kept_until = {"check": "until >= start", "problem": "It must last until the start"}
    endless = {"check": "count(for n in 1..99999999 return n) > 1 or odd = null", "problem": "No"}
    rows = {
        "type": "dynamiclist",
        "path": "posts",
        "id": "F_posts",
        "label": "Posts",
        "isRepeating": True,
        "components": [
            question("rank", conditional={"hide": "=start = null"}),
            question("grade", conditional={"hide": '=rank = "staff"'}),
        ],
    }
    return {
        **a_form("ask", question("country"), day("start"), question("title"), question("left")),
        **a_form("review", question("view"), rows),
        **a_form(
            "approve",
            {"type": "text", "id": "F_words", "text": "You are asked about {{title}}"},
            question("choice", properties={"short": "The choice"}),
            question("why", conditional={"hide": '=country = "Kosovo"'}),
            day("until", **kept_until),
        ),
        **a_form("plain", question("told", properties=endless)),
        "forms/none.form": b"none",
    }


def definition(**changes: str) -> Definition:
    """The definition; *changes* are further properties of the step `record`."""
    drawn = Drawing().start().node("userTask", "ask", _ask(), name="Ask", camunda_formRef="ask")
    drawn.decide("choose", "route", name="Choose")
    drawn.gate("exclusive", "fork", "f_home").call("call", "sub").end("away")
    inside = said(rests__on="start, country", shows="ask, gone")
    drawn.node("userTask", "approve", inside, name="Approve", camunda_formRef="approve")
    records = said(records="approve", letter__template="B", **changes)
    drawn.node("userTask", "record", records, name="Record", camunda_formRef="plain")
    drawn.node("userTask", "sign", _sign(), name="Sign", camunda_formRef="plain").end()
    drawn.chain("start", "ask", "choose", "fork")
    drawn.flow("fork", "away", 'way = "abroad" or left = "away" or choice = "away"').flow(
        "fork", "call", key="f_home"
    )
    drawn.chain("call", "approve", "record", "sign", "end")
    sub = Drawing("sub").start("in")
    sub.node("userTask", "review", said(rests__on="start"), name="Review", camunda_formRef="review")
    several = said(set__told_each="member + country", letter__template="Z")
    sub.node("userTask", "each", several + each("[1]", "member"), camunda_formRef="plain")
    sub.end("out").chain("in", "review", "each", "out")
    letters = {"A": "{{ country }}", "B": "{{ start }} {{ view }}", "C": "{{ start }} {{ days }}"}
    files = {f"letters/{code}.docx": word(f"bare\n{text}") for code, text in letters.items()}
    tables = {"decisions/route.dmn": TABLE}
    return opened({**drawn.files(sub), **forms(), **files, **tables}, Setting())


def _ask() -> str:
    return said(
        letter__template="A",
        set__days="if start = null then null else (start - date(2026, 1, 1)).days",
        set__weeks="days * 2",
        set__asked_on="today",
        set__turn="if left = null then null else round + 1",
        set__round="if turn = null then null else turn + 1",
        set__times="if times = null then 1 else times + days",
    )


def _sign() -> str:
    return said(letter__template="C, L", letter__C__return="signed", letter__C__when="days > 0")


def so_far(today: Facts) -> CaseSoFar:
    """A case with every step behind it on one day."""
    done = ("ask", "review", "each", "approve", "record", "sign")
    letters = (Issued("A", 1, "ask"), Issued("B", 1, "record"), Issued("C", 2, "sign"))
    return CaseSoFar(done, dict.fromkeys((*done, "choose", "fork", "call"), today), letters)
