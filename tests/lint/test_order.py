"""What a check found is told gravest first, the law's own before the rest, then as it is read."""

from engine.bpmn.elements import Flow, Lane, LetterRule, Model, Node, Process
from engine.lint.finding import Finding
from engine.lint.order import gravest_first, in_order


def found(rule: str, element: str, severity: str = "error", file: str = "p.bpmn") -> Finding:
    return Finding(rule, severity, f"{rule} {element}", element, "", file)  # type: ignore[arg-type]


def drawn() -> Model:
    """The step that is read last is drawn first, in a lane of its own."""
    nodes = {
        "decide": Node(
            "decide",
            "userTask",
            "",
            "p",
            "p",
            "p.bpmn",
            1,
            form="decide",
            letters=(LetterRule("L1"),),
        ),
        "ask": Node("ask", "userTask", "", "p", "p", "p.bpmn"),
        "start": Node("start", "startEvent", "", "p", "p", "p.bpmn"),
    }
    flows = {
        "f1": Flow("f1", "start", "ask", "p"),
        "f2": Flow("f2", "ask", "decide", "p"),
        "f3": Flow("f3", "gone", "ask", "p"),
    }
    lanes = (Lane("first", "", "p", "r", ("ask", "gone")), Lane("empty", "", "p", "r"))
    return Model({"p": Process("p", "", "p.bpmn", executable=True, lanes=lanes)}, nodes, flows)


def told(*findings: Finding) -> list[str]:
    return [f"{one.rule} {one.element}" for one in in_order(findings, drawn())]


def test_the_laws_own_errors_come_first_and_what_follows_from_others_last() -> None:
    assert told(
        found("names-present", "start", "warning"),
        found("form-facts-supplied", "start"),
        found("lane-name-true", "first"),
        found("statutory-roles", "decide"),
        found("statutory-order", "ask", "warning"),
    ) == [
        "statutory-roles decide",
        "lane-name-true first",
        "form-facts-supplied start",
        "statutory-order ask",
        "names-present start",
    ]


def test_findings_alike_stand_where_their_element_is_read() -> None:
    assert told(
        found("x", "unused", file="forms/unused.form"),
        found("x", "L1", file="letters/L1.docx"),
        found("x", "decide"),
        found("x", "f2"),
        found("x", "first"),
        found("x", "ask"),
        found("x", "p"),
    ) == ["x p", "x ask", "x f2", "x first", "x decide", "x L1", "x unused"]


def test_errors_stay_in_their_order_before_warnings() -> None:
    mild, one, other = found("b", "1", "warning"), found("c", "2"), found("a", "3")

    assert gravest_first([mild, one, other]) == [one, other, mild]
