"""One cause gives one finding, however many places it is met in."""

from engine.analysis.setting import Setting
from engine.lint.run import check
from tests.support.drawing import Drawing

FACTS = "condition-facts-supplied"


def told(drawing: Drawing, rule: str) -> list[str]:
    found = check(drawing.files(), Setting())
    return [one.sentence for one in found if one.rule == rule and one.severity == "error"]


def choices(count: int) -> Drawing:
    drawing = Drawing().start().end().gate("exclusive", "g", "d").flow("start", "g")
    drawing.flow("g", "end", key="d")
    for n in range(count):
        drawing.end(f"e{n}").flow("g", f"e{n}", f"outcom = {n}")
    return drawing


def test_a_fact_that_nothing_sets_is_told_once() -> None:
    (sentence,) = told(choices(1), FACTS)
    assert "from g to e0 (p_f3) looks at 'outcom', which no form, decision or step sets" in sentence
    assert "'outcom' (as 1 more expression does), which" in told(choices(2), FACTS)[0]
    assert "'outcom' (as 8 more expressions do), which" in told(choices(9), FACTS)[0]
    assert len(told(choices(9), FACTS)) == 1


def test_too_many_flows_and_too_long_names_are_told() -> None:
    drawing = choices(1)
    for n in range(1_001):
        drawing.flow("g", "e0", f"a = {n}")

    assert "has 1004 flows" in told(drawing, "node-cap")[0]

    (sentence,) = told(Drawing().start().user("u", name="n" * 501), "node-cap")
    assert "has a name longer than 500 characters" in sentence
