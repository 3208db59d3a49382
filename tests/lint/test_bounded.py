"""What forms and decisions ask is tried too; and no check says more than can be read."""

import json

import pytest

from engine.analysis.naming import capital, quoted
from engine.analysis.setting import Setting
from engine.lint.finding import Finding
from engine.lint.run import MOST_OF_A_RULE, check
from tests.engine.dmn.files import decision, file, literal, table

LOOP = "count(for i in 1..10**12 return i)"
DIAGRAM = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    '<process id="p" isExecutable="true">{}</process></definitions>'
)


def found(body: str = "", **files: bytes) -> list[Finding]:
    """What is found in a diagram with *body*, a form f and a file of decisions."""
    beside = {"form": "forms/f.form", "decisions": "decisions/d.dmn"}
    bundle = {beside[name]: content for name, content in files.items()}
    return list(check({**bundle, "p.bpmn": DIAGRAM.format(body).encode()}, Setting()))


def bounded(**files: bytes) -> list[tuple[str, str]]:
    told = [f for f in found("", **files) if f.rule == "expression-bounded"]
    return [(f.file, f.sentence) for f in told]


def test_a_form_that_asks_too_much_is_told_with_its_question() -> None:
    asked = {"type": "textfield", "key": "a", "label": "A", "conditional": {"hide": f"={LOOP} > 1"}}
    form = json.dumps({"type": "default", "id": "f", "components": [asked]}).encode()

    ((place, sentence),) = bounded(form=form)

    assert place == "forms/f.form"
    assert sentence.startswith("The form f: “A”: its condition can never be worked out: the expres")


def test_a_decision_that_asks_too_much_is_told() -> None:
    tables = file(
        decision("d", literal(LOOP)),
        decision("twice", table(["x"], ["o"], [(["-"], ["1"]), (["-"], ["2"])])),
        decision("small", literal("1 + 1")),
    )

    ((place, sentence),) = bounded(decisions=tables)

    assert place == "decisions/d.dmn"
    assert sentence.startswith("The decision d can never be worked out: the expression does too")


def test_a_decision_that_calls_itself_too_deeply_is_told() -> None:
    deep = "(function(f) f(f))(function(f) {})".format("not(" * 20 + "f(f)" + ")" * 20)

    ((_, sentence),) = bounded(decisions=file(decision("d", literal(deep))))

    assert "can never be worked out" in sentence


def test_files_that_cannot_be_read_are_left_to_other_rules() -> None:
    assert bounded(form=b"{", decisions=b"<a/>") == []


def test_a_rule_is_told_so_often_and_no_more() -> None:
    crowd = "".join(f'<task id="t{n}"/>' for n in range(120))
    of_a_rule = [f for f in found(crowd) if f.rule == "connected"]

    assert len(of_a_rule) == MOST_OF_A_RULE + 1
    assert "140 more findings of this rule are not shown" in " ".join(f.sentence for f in of_a_rule)


def test_no_finding_is_longer_than_can_be_read() -> None:
    for one in found(f'<task id="{"x" * 90_000}" name="{"y" * 90_000}"/>'):
        assert len(one.sentence) <= 1_000
        assert len(one.element) <= 300
        assert len(one.name) <= 300


@pytest.mark.parametrize(
    ("said", "written"),
    [("the step", "The step"), ("'a' waits", "'a' waits"), ("p.bpmn is large", "p.bpmn is large")],
)
def test_a_sentence_begins_with_a_capital_but_a_file_keeps_its_name(
    said: str, written: str
) -> None:
    assert capital(said) == written


def test_what_somebody_wrote_is_quoted_on_one_line_and_cut() -> None:
    assert quoted("a\n b") == "'a b'"
    assert len(quoted("x" * 900)) == 122
