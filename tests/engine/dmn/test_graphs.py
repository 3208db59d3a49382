"""Requirement graphs: decisions that need decisions, functions, services, and their names."""

from decimal import Decimal
from typing import Any

import pytest

from engine.dmn.errors import DecisionFault
from engine.dmn.read import read, survey
from tests.engine.dmn.files import decision, file, literal, table

INPUT = (
    '<inputData id="in" name="Net cost"><variable name="Net cost" typeRef="number"/></inputData>'
)


def knowledge(name: str, parameters: str, logic: str, requires: str = "") -> str:
    formal = "".join(f'<formalParameter name="{each}"/>' for each in parameters.split())
    needed = f'<requiredKnowledge href="#{requires}"/>' if requires else ""
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>"
        f"<knowledgeRequirement>{needed}</knowledgeRequirement></businessKnowledgeModel>"
    )


def test_a_decision_takes_the_decisions_it_requires_first() -> None:
    decisions = read(
        file(
            INPUT,
            decision("Double cost", literal("Net cost * 2"), inputs=["in"]),
            decision("total", literal("Double cost + 1"), decisions=["Double cost"]),
        )
    )

    assert decisions.ids == ("Double cost", "total")
    assert decisions.decide("total", {"Net cost": Decimal(4)}).value == 9
    assert decisions.needs("total") == {"Net cost"}
    assert decisions.outputs("total") == ("total",)
    assert decisions.name == "test"


def test_the_trail_has_the_rows_of_required_decisions_too() -> None:
    inner = table(["x"], ["a"], [(["1"], ['"one"'])])
    outer = table(["inner"], ["b"], [(['"one"'], ['"two"'])])
    decisions = read(file(decision("inner", inner), decision("outer", outer, decisions=["inner"])))

    decided = decisions.decide("outer", {"x": Decimal(1)})

    assert [row.decision for row in decided.rows] == ["outer"]
    assert [row.decision for row in decided.trail] == ["inner", "outer"]


def test_the_columns_of_an_unnamed_result_are_names_of_their_own() -> None:
    inner = f'<decision id="inner">{table(["x"], ["a", "b"], [(["1"], ["2", "3"])])}</decision>'
    decisions = read(file(inner, decision("outer", literal("a + inner.b"), decisions=["inner"])))

    assert decisions.decide("outer", {"x": Decimal(1)}).value == 5
    assert decisions.needs("outer") == {"x"}
    assert decisions.outputs("inner") == ("a", "b")
    assert decisions.table("outer") is None


def test_data_that_is_declared_is_seen_only_where_it_is_required() -> None:
    decisions = read(file(INPUT, decision("d", literal("Net cost"))))

    assert decisions.decide("d", {"Net cost": Decimal(4)}).value is None


def test_a_value_of_the_wrong_type_counts_as_null() -> None:
    decisions = read(file(INPUT, decision("d", literal("Net cost"), inputs=["in"])))

    assert decisions.decide("d", {"Net cost": "four"}).value is None
    assert decisions.decide("d", {"Net cost": [Decimal(4)]}).value == 4


def test_what_two_decisions_require_is_taken_once() -> None:
    decisions = read(
        file(
            decision("a", table(["x"], ["o"], [(["-"], ["1"])])),
            decision("b", literal("a"), decisions=["a"]),
            decision("c", literal("a + b"), decisions=["a", "b", "gone"], inputs=["gone"]),
        )
    )

    decided = decisions.decide("c", {})

    assert (decided.value, len(decided.trail)) == (2, 1)
    assert decisions.needs("c") == {"x"}


def test_knowledge_is_a_function_that_may_use_other_knowledge() -> None:
    decisions = read(
        file(
            knowledge("twice", "n", literal("n * 2")),
            knowledge("more", "n", literal("twice(n) + 1"), requires="twice"),
            knowledge("silent", "", ""),
            decision("d", literal("more(4)"), knowledge=["more", "gone"]),
        )
    )

    assert decisions.decide("d", {}).value == 9
    assert decisions.needs("d") == frozenset()
    assert decisions.call("more", {"n": Decimal(1)}) == 3
    assert decisions.call("more", {"m": Decimal(1)}) is None
    assert decisions.call("silent", {}) is None


def test_knowledge_has_typed_parameters_and_results() -> None:
    formal = '<formalParameter name="n" typeRef="number"/>'
    logic = literal("n", 'typeRef="number"')
    made = (
        '<businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="string"/>'
        f'<encapsulatedLogic typeRef="number">{formal}{logic}</encapsulatedLogic>'
        '</businessKnowledgeModel><businessKnowledgeModel id="g" name="g"/>'
    )
    decisions = read(file(made))

    assert decisions.call("f", {"n": Decimal(1)}) is None
    assert decisions.call("f", {"n": "x"}) is None
    assert decisions.call("g", {}) is None


SERVICE = (
    '<decisionService id="s" name="s"><variable name="s"/>'
    '<outputDecision href="#out"/><inputDecision href="#given"/><inputData href="#in"/>'
    '<inputDecision href="#gone"/><outputDecision href="#gone"/></decisionService>'
)


def served() -> Any:
    return read(
        file(
            INPUT,
            SERVICE.replace('<outputDecision href="#gone"/>', ""),
            SERVICE.replace('id="s" name="s"', 'id="both" name="both"').replace("#gone", "#more"),
            decision("given", literal("100")),
            decision("out", literal("given + Net cost"), decisions=["given"], inputs=["in"]),
            decision("more", literal("1")),
            decision("d", literal("s(4, 2)"), knowledge=["s"]),
            decision("odd", literal("s(4)"), knowledge=["s"]),
        )
    )


def test_a_service_is_given_decisions_and_data() -> None:
    decisions = served()

    assert decisions.decide("d", {}).value == 6
    assert decisions.decide("odd", {}).value is None
    assert decisions.serve("s", {"given": Decimal(1), "Net cost": Decimal(2)}) == 3
    assert decisions.serve("both", {"given": Decimal(1)}) == {"out": None, "more": None}
    assert decisions.needs("d") == frozenset()


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (lambda decisions: decisions.decide("nothing", {}), "there is no decision 'nothing'"),
        (lambda decisions: decisions.serve("nothing", {}), "no decision service 'nothing'"),
        (lambda decisions: decisions.call("nothing", {}), "no business knowledge model 'nothing'"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(question: Any, sentence: str) -> None:
    with pytest.raises(DecisionFault, match=sentence):
        question(served())


def test_a_decision_is_also_found_by_its_name() -> None:
    made = f'<decision id="d" name="The answer"><variable name="answer"/>{literal("42")}</decision>'
    decisions = read(file(made))

    assert decisions.decide("The answer", {}).value == 42
    assert decisions.decide("answer", {}).value == 42


def test_a_decision_without_logic_decides_nothing() -> None:
    assert read(file(decision("d"))).decide("d", {}).value is None


@pytest.mark.parametrize(
    ("elements", "sentence", "element"),
    [
        ([decision("a", decisions=["b"]), decision("b", decisions=["a"])], "own result", "a"),
        ([decision("a"), decision("a")], "another element has the same id", "a"),
        (["<decision/>"], "an element has neither an id nor a name", None),
        (["<decision id='d'><unknown/></decision>", "<decision/>"], "neither an id", None),
        ([knowledge("f", "", "").replace("Logic>", "Logic kind='Java'>", 1)], "outside FEEL", "f"),
    ],
)
def test_a_graph_that_cannot_be_read_says_why(
    elements: list[str], sentence: str, element: str | None
) -> None:
    with pytest.raises(DecisionFault) as refused:
        read(file(*elements))

    assert sentence in refused.value.sentence
    assert refused.value.element_id == element


def test_names_that_feel_cannot_spell_are_no_trouble() -> None:
    odd = '<inputData id="i" name="cost § force"/>'

    assert read(file(odd, decision("d", literal("1")))).decide("d", {}).value == 1


def test_a_survey_reads_what_it_can() -> None:
    decisions = survey(file(decision("bad", literal("1 1")), decision("good", literal("1"))))

    assert [fault.element_id for fault in decisions.faults] == ["bad"]
    assert decisions.decide("good", {}).value == 1


def test_other_languages_are_refused() -> None:
    groovy = decision("d", literal("1", 'expressionLanguage="groovy"'))
    with pytest.raises(DecisionFault, match="written in groovy; only FEEL is understood"):
        read(file(groovy))
    with pytest.raises(DecisionFault, match="only FEEL is understood"):
        read(file(decision("d", literal("1")), attributes='expressionLanguage="urn:juel"'))

    feel = 'expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/"'
    assert read(file(decision("d", literal("1", feel)), attributes=feel)).decide("d", {}).value == 1


def test_work_beyond_the_budget_is_the_fault_of_the_decision() -> None:
    decisions = read(file(decision("d", literal("for i in 1..1000000 return i"))))

    with pytest.raises(DecisionFault, match="d: the expression does too much work"):
        decisions.decide("d", {})
