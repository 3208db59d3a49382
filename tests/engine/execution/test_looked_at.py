"""Which facts a step fetches: those that its definition names anywhere, and no others."""

from engine.execution.load import load
from engine.execution.looked_at import looked_at
from tests.support.drawing import Drawing, said, timer

TABLE = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
  namespace="t"><decision id="route" name="route"><decisionTable hitPolicy="FIRST">
  <input id="i"><inputExpression><text>country</text></inputExpression></input>
  <output id="o" name="way"/>
  <rule id="r"><inputEntry><text>"Kosovo"</text></inputEntry>
  <outputEntry><text>"abroad"</text></outputEntry></rule></decisionTable></decision></definitions>"""


def test_conditions_timers_properties_and_tables_name_facts() -> None:
    drawn = Drawing().start().user("a", said(organisation="force_id")).end()
    drawn.boundary("b", "a", timer("Date", "closes_on"), interrupting=False).end("late")
    drawn.decide("choose", "route").gate("exclusive", "g", "usual").chain("b", "late")
    drawn.chain("start", "a", "choose", "g").flow("g", "a", "amount > 10")
    drawn.flow("g", "end", key="usual")

    loaded = load({**drawn.files(), "route.dmn": TABLE}, "p")

    assert {"force_id", "closes_on", "country", "amount"} <= looked_at(loaded)
    assert "way" not in looked_at(loaded)
