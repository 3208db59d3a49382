"""Every kind of event, at every place it could be drawn, runs or is refused as the page says."""

import re
from pathlib import Path

import pytest

from engine.errors import DiagramRefused
from engine.execution.load import load
from tests.support.drawing import Drawing

PAGE = (Path(__file__).parents[3] / "docs" / "bpmn.md").read_text()
TABLE = PAGE.split("Which event may stand where", 1)[1].split("## ", 1)[0]
PLACES = ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
INSIDE = {
    "plain": "",
    "timer": "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>",
    "message": '<messageEventDefinition messageRef="m"/>',
}
SAID = [
    (kind, place, word)
    for kind, *words in re.findall(
        r"^\| (\w+) " + r"\| (runs|refused) " * 5 + r"\|$", TABLE, re.MULTILINE
    )
    for place, word in zip((*PLACES, "endEvent"), words, strict=True)
]


def drawn(kind: str, place: str) -> dict[str, bytes]:
    inside = INSIDE.get(kind, f"<{kind}EventDefinition/>")
    within = Drawing("s").start("s1").user("su").end("s2").chain("s1", "su", "s2")
    drawing = Drawing().declare("message", "m", name="m").user("u")
    if place == "startEvent" and inside:
        handler = Drawing("e").node(place, "ev", inside).user("eu").end("e2")
        drawing.declared += handler.chain("ev", "eu", "e2").declared
        drawing.node("subProcess", "e", "".join(handler.parts), triggeredByEvent="true")
        return drawing.start().end().chain("start", "u", "end").files()
    if place == "startEvent":
        return drawing.node(place, "ev", inside).end().chain("ev", "u", "end").files()
    if place == "endEvent":
        return drawing.start().node(place, "ev", inside).chain("start", "u", "ev").files()
    if place == "boundaryEvent":
        drawing.start().sub("h", within).end().chain("start", "u", "h", "end").end("e2")
        return drawing.node(place, "ev", inside, attachedToRef="h").flow("ev", "e2").files()
    return drawing.start().node(place, "ev", inside).end().chain("start", "u", "ev", "end").files()


def test_the_table_holds_every_kind_and_place() -> None:
    assert len(SAID) == 11 * 5


@pytest.mark.parametrize(("kind", "place", "word"), SAID)
def test_an_event_runs_or_is_refused_as_the_page_says(kind: str, place: str, word: str) -> None:
    if word == "runs":
        assert load(drawn(kind, place), "p")
        return
    with pytest.raises(DiagramRefused, match="'ev'"):
        load(drawn(kind, place), "p")
