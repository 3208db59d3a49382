"""Decision files written to hurt: each is answered within a second, mostly with a sentence."""

import random
import time

import pytest

from engine.dmn.errors import DecisionFault
from engine.dmn.findings import findings
from engine.dmn.read import read
from tests.engine.dmn.files import decision, file, literal, table
from tests.hostile.limits import AT_ONCE

BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


def chain(length: int) -> list[str]:
    links = [
        decision(f"d{n}", literal(f"d{n + 1}"), decisions=[f"d{n + 1}"]) for n in range(length)
    ]
    return [*links, decision(f"d{length}", literal("1"))]


def nested(depth: int) -> str:
    return "<context><contextEntry>" * depth + "</contextEntry></context>" * depth


def circular(name: str, other: str) -> str:
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><encapsulatedLogic>'
        f'<formalParameter name="n"/>{literal(f"{other}(n)")}</encapsulatedLogic>'
        f'<knowledgeRequirement><requiredKnowledge href="#{other}"/></knowledgeRequirement>'
        "</businessKnowledgeModel>"
    )


BINDING = f'<binding><parameter name="n"/>{literal("n")}</binding>'
INVOKED = nested(18).replace(
    "<contextEntry></contextEntry>",
    f"<contextEntry><invocation>{literal('f')}{BINDING}</invocation></contextEntry>",
)

UNREADABLE = {
    "nothing": b"",
    "noise": b"\x00\xff\xfe",
    "another language": b"<html/>",
    "no namespace": b"<definitions/>",
    "two megabytes": b" " * 2_000_001,
    "a document type": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "a document type elsewhere": b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
    "a file from the disk": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "a billion laughs": f'<!DOCTYPE a [<!ENTITY a0 "ha">{BOMB}]><a>&a11;</a>'.encode(),
    "deep elements": file(decision("d", nested(5000))),
    "deep logic": file(decision("d", nested(100))),
    "too many elements": file("<decision id='d'/>" * 60_000),
    "a circle of decisions": file(decision("a", decisions=["b"]), decision("b", decisions=["a"])),
    "a decision that needs itself": file(decision("a", decisions=["a"])),
    "a chain of decisions": file(*chain(2000)),
    "too many names": file(*(f'<inputData id="i{n}" name="a b {n}"/>' for n in range(6000))),
    "words without end": file(
        *(decision(f"d{n}", literal(f"{n}+" * 900 + "1")) for n in range(40))
    ),
    "an expression without sense": file(decision("d", literal("a b " * 3000))),
}

FAILING = {
    "functions in a circle": [
        circular("f", "g"),
        circular("g", "f"),
        decision("d", literal("f(1)"), knowledge=["f"]),
    ],
    "a service in a circle": [
        '<decisionService id="s" name="s"><outputDecision href="#d"/></decisionService>',
        decision("d", literal("s()"), knowledge=["s"]),
    ],
    "a table of rows that all match": [decision("d", table(["x"], ["o"], [(["-"], ["1"])] * 2000))],
    "a deep invocation of itself": [
        circular("f", "f").replace(literal("f(n)"), INVOKED),
        decision("d", literal("f(1)"), knowledge=["f"]),
    ],
    "a deep call of itself": [
        circular("f", "f").replace("f(n)", "not(" * 20 + "f(n)" + ")" * 20),
        decision("d", literal("f(1)"), knowledge=["f"]),
    ],
}


@pytest.fixture(autouse=True)
def _within_a_second() -> object:
    before = time.process_time()
    yield
    assert time.process_time() - before < AT_ONCE


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(DecisionFault) as refused:
        read(content)

    assert 10 < len(str(refused.value)) < 400


@pytest.mark.parametrize("elements", FAILING.values(), ids=FAILING.keys())
def test_a_decision_that_cannot_be_taken_is_refused_with_a_sentence(elements: list[str]) -> None:
    decisions = read(file(*elements))

    with pytest.raises(DecisionFault) as refused:
        decisions.decide("d", {})

    assert refused.value.element_id in {"d", "table"}


def test_a_long_chain_of_decisions_is_taken() -> None:
    assert read(file(*chain(50))).decide("d0", {}).value == 1


def test_a_decision_that_many_require_is_taken_once() -> None:
    links = [
        decision(f"d{n}", literal(f"d{n + 1}"), decisions=[f"d{n + 1}"] * 3) for n in range(50)
    ]

    assert read(file(*links, decision("d50", literal("1")))).decide("d0", {}).value == 1


def test_types_made_of_types_are_read_in_time() -> None:
    parts = [
        f'<itemDefinition name="t{n}">'
        + "".join(
            f'<itemComponent name="c{m}"><typeRef>t{n + 1}</typeRef></itemComponent>'
            for m in range(10)
        )
        + "</itemDefinition>"
        for n in range(300)
    ]
    data = '<inputData id="x" name="x"><variable name="x" typeRef="t0"/></inputData>'
    value: dict[str, object] = {}
    for _ in range(60):
        value = {"c0": value, **{f"c{m}": None for m in range(1, 10)}}

    decisions = read(file(*parts, data, decision("d", literal("x"), inputs=["x"])))

    assert decisions.decide("d", {"x": value}).value is None


def test_findings_of_a_tangled_table_come_in_time() -> None:
    chance = random.Random(26)
    cells = ["-", "-", "-", "1", "> 2", "[3..4]", "not(5)"]
    rows = [([chance.choice(cells) for _ in range(12)], ["1"]) for _ in range(200)]

    assert (
        len(findings(read(file(decision("d", table([f"x{n}" for n in range(12)], ["o"], rows))))))
        < 60
    )


def test_a_table_with_a_great_many_values_has_no_findings() -> None:
    rows = [([f"{n}"], ["1"]) for n in range(400)]

    assert findings(read(file(decision("d", table(["x"], ["o"], rows))))) == ()
