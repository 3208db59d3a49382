"""Diagrams are read from their start along the flows, and each part where it is met."""

from engine.bpmn.elements import Flow, Model, Node, Process
from engine.bpmn.reading_order import reading_places, walk


def drawn() -> Model:
    """A process with a sub-process, an event on an edge, a call, and a loose step drawn first."""
    of = {
        "loose": ("userTask", "p"),
        "late": ("userTask", "p"),
        "start": ("startEvent", "p"),
        "phase": ("subProcess", "p"),
        "inner": ("startEvent", "phase"),
        "within": ("userTask", "phase"),
        "too_long": ("boundaryEvent", "p"),
        "call": ("callActivity", "p"),
        "begun": ("startEvent", "q"),
    }
    nodes = {
        name: Node(
            name,
            kind,
            "",
            "q" if scope == "q" else "p",
            scope,
            "p.bpmn",
            called="q" if name == "call" else None,
            attached_to="phase" if name == "too_long" else None,
        )
        for name, (kind, scope) in of.items()
    }
    ways = ["start phase p", "phase call p", "call late p", "inner within phase", "late phase p"]
    ways += ["too_long nowhere p"]
    flows = {
        f"f{at}": Flow(f"f{at}", source, target, scope)
        for at, (source, target, scope) in enumerate(way.split() for way in ways)
    }
    processes = {
        "q": Process("q", "", "p.bpmn", executable=True),
        "p": Process("p", "", "p.bpmn", executable=True),
    }
    return Model(processes, nodes, flows)


def test_parts_are_read_where_they_are_met_and_each_once() -> None:
    assert [node.id for node in walk(drawn(), "p")] == [
        "start",
        "phase",
        "inner",
        "within",
        "call",
        "begun",
        "too_long",
        "late",
    ]


def test_the_process_that_begins_is_read_first_and_what_is_loose_last() -> None:
    places = reading_places(drawn())

    assert places["start"] == 0
    assert max(places, key=places.__getitem__) == "loose"
    assert len(places) == 9
    assert reading_places(Model({}, {}, {})) == {}


def test_what_an_event_may_begin_is_read_after_the_rest() -> None:
    drawn = {
        "taken_over": ("subProcess", "p"),
        "begun": ("startEvent", "taken_over"),
        "start": ("startEvent", "p"),
        "ask": ("userTask", "p"),
    }
    nodes = {
        name: Node(name, kind, "", "p", scope, "p.bpmn", triggered=name == "taken_over")
        for name, (kind, scope) in drawn.items()
    }
    model = Model({}, nodes, {"f": Flow("f", "start", "ask", "p")})

    assert [node.id for node in walk(model, "p")] == ["start", "ask", "taken_over", "begun"]
