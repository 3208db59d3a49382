"""Definitions whose expressions, tables, forms or letters are written to hurt, by name."""

import io
import json
from collections.abc import Callable
from typing import Any

from docx import Document

from tests.engine.dmn.files import decision, file, literal, table
from tests.hostile.attacks import Bundle, line
from tests.support.drawing import Drawing, each, said, timer, times

BOMBS = {
    "a loop": "count(for i in 1..10**12 return i) > 1",
    "loops in loops": "count(for i in 1..900, j in 1..900, k in 1..900 return 1) > 1",
    "just under a loop": "count(for i in 1..19000 return i * i * i) > 1",
    "a doubled text": "string length({a0: 'x', "
    + ", ".join(f"a{n}: a{n - 1} + a{n - 1}" for n in range(1, 60))
    + "}.a59) > 1",
    "a tower": "10 ** 10 ** 10 ** 10 > 1",
    "deep brackets": "(" * 3_000 + "1" + ")" * 3_000,
    "a call of itself": "{f: function(n) f(n + 1), x: f(1)}.x",
    "two that call each other": "{f: function(n, g) g(n, f), x: f(1, f)}.x",
    "a pattern": f'matches("{"a" * 4_000}!", "(a|aa)+$")',
    "a replacement": f'replace("{"a" * 3_000}", "(a*)*b", "$1")',
    "a split": f'count(split("{"ab" * 3_000}", "(a?b?)*c")) > 1',
    "Python": '__import__("os").system("touch hurt")',
    "attributes": "().__class__.__mro__[1].__subclasses__()",
}


def choice(code: str) -> Drawing:
    """A choice by that condition."""
    return (
        Drawing().start().gate("exclusive", "g", "d").end().end("o").flow("start", "g")
        .flow("g", "end", code).flow("g", "o", key="d")
    )  # fmt: skip


PLACES: dict[str, Callable[[str], Drawing]] = {
    "a condition": choice,
    "a due date": lambda code: line(camunda_dueDate=f"={code}"),
    "a timer": lambda code: line().boundary("b", "x", timer("Date", code)).flow("b", "end"),
    "a cycle": lambda code: line().boundary("b", "x", timer("Cycle", code)).flow("b", "end"),
    "a collection": lambda code: line(each(code, "i")),
    "a number of times": lambda code: line(times(code)),
    "a completion condition": lambda code: line(each("[1, 2]", "i", code)),
    "an organisation": lambda code: line(said(organisation=code)),
    "a letter's condition": lambda code: line(said(letter__L1__when=code, letter__template="L1")),
    "a kept fact": lambda code: (
        Drawing().start().service("x", said(set__a=code)).end().chain("start", "x", "end")
    ),
}

FEEL: dict[str, Callable[[], Bundle]] = {
    f"{bomb} in {place}": lambda code=code, draw=draw: draw(code).files()
    for place, draw in PLACES.items()
    for bomb, code in BOMBS.items()
    if place in {"a condition", "a due date"} or bomb in {"a loop", "a pattern", "Python"}
} | {
    "a bomb in each of many steps": lambda: Drawing().start().service(
        "x", said(**{f"set__f{n}": f"count(for i in 1..10**{n + 9} return i)" for n in range(900)})
    ).end().chain("start", "x", "end").files(),
    "much work in each of many steps": lambda: Drawing().start().service(
        "x", said(**{f"set__f{n}": f"count(for i in 1..{19_000 - n} return i)" for n in range(900)})
    ).end().chain("start", "x", "end").files(),
    "long words in each of many steps": lambda: Drawing().start().service(
        "x", said(**{f"set__f{n}": f"a{n}" + " + 1" * 2_500 for n in range(150)})
    ).end().chain("start", "x", "end").files(),
}  # fmt: skip


def deciding(*elements: str) -> Bundle:
    """A diagram that asks the decision d of a file of these elements."""
    asked = Drawing().start().decide("x", "d").end().chain("start", "x", "end")
    return asked.files() | {"decisions/d.dmn": file(*elements)}


def rows(count: int, columns: int, cell: str = "> {}") -> str:
    """A decision table of that many rows and columns."""
    said = [([cell.format(n)] * columns, ["1"]) for n in range(count)]
    return table([f"x{n}" for n in range(columns)], ["o"], said)


def model(name: str, other: str) -> str:
    """A business knowledge model that asks another."""
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><encapsulatedLogic>'
        f'<formalParameter name="n"/>{literal(f"{other}(n)")}</encapsulatedLogic>'
        f'<knowledgeRequirement><requiredKnowledge href="#{other}"/></knowledgeRequirement>'
        "</businessKnowledgeModel>"
    )


def crossed(width: int) -> str:
    """A table whose rows all overlap, in every way there is."""
    said = [
        ([f"> {(n * 7 + m * 3) % 11}" if (n + m) % 3 else "-" for m in range(width)], [f"{n}"])
        for n in range(250)
    ]
    return table([f"x{n}" for n in range(width)], ["o"], said)


DECISIONS: dict[str, Callable[[], Bundle]] = {
    "a hundred thousand rows": lambda: deciding(decision("d", rows(100_000, 1))),
    "as many rows as may be": lambda: deciding(decision("d", rows(9_000, 1))),
    "a thousand columns": lambda: deciding(decision("d", rows(10, 1_000))),
    "wide and long": lambda: deciding(decision("d", rows(100, 100))),
    "everything overlaps": lambda: deciding(decision("d", crossed(12))),
    "a bomb in a cell": lambda: deciding(
        decision("d", rows(5, 1, "count(for i in 1..10**12 return i) > {}"))
    ),
    "work in every cell": lambda: deciding(
        decision("d", rows(400, 3, "count(for i in 1..9000 return i) > {}"))
    ),
    "a bomb in every decision": lambda: deciding(
        *(decision(f"b{n}", literal(f"[for i in 1..10**{n + 9} return i]")) for n in range(99)),
        decision("d", literal("1")),
    ),
    "models in a circle": lambda: deciding(
        model("f", "g"), model("g", "f"), decision("d", literal("f(1)"), knowledge=["f"])
    ),
    "decisions in a circle": lambda: deciding(
        decision("d", literal("e"), decisions=["e"]), decision("e", literal("d"), decisions=["d"])
    ),
    "a decision asked by all": lambda: deciding(
        *(
            decision(f"d{n}", literal(f"d{n + 1}"), decisions=[f"d{n + 1}"] * 40)
            for n in range(50)
        ),
        decision("d50", literal("1")), decision("d", literal("d0"), decisions=["d0"]),
    ),
    "two million bytes": lambda: deciding(decision("d", literal("1" * 1_900_000))),
}  # fmt: skip


def asking(components: list[Any], **form: Any) -> Bundle:
    """A step with a form of these components."""
    content = {"type": "default", "id": "f", "schemaVersion": 18, "components": components, **form}
    drawing = line(camunda_formRef="f")
    return drawing.files() | {"forms/f.form": json.dumps(content).encode()}


def field(key: str, **more: Any) -> dict[str, Any]:
    """A text field."""
    return {"type": "textfield", "id": key, "key": key, "label": key.title(), **more}


def boxed(depth: int) -> list[Any]:
    """Groups in groups."""
    inner: list[Any] = [field("a")]
    for n in range(depth):
        inner = [{"type": "group", "id": f"g{n}", "components": inner}]
    return inner


def hidden(when: str, *more: Any) -> Bundle:
    """A form that hides a question, with a choice after it by what it may not have asked."""
    ways = [{"label": f"{n}", "value": f"{n}"} for n in range(9)]
    radios = [
        {"type": "radio", "id": f"r{n}", "key": f"r{n}", "label": "R", "values": ways}
        for n in range(4)
    ]
    asked = field("a", conditional={"hide": f"={when}"})
    form = asking([*radios, asked, *more])["forms/f.form"]
    drawing = choice('a = "x"').user("x", camunda_formRef="f").user("y", camunda_formRef="f")
    drawing.flows = 90
    return drawing.chain("start", "x", "y", "g").files() | {"forms/f.form": form}


FORMS: dict[str, Callable[[], Bundle]] = {
    "a hundred thousand fields": lambda: asking([field(f"f{n}") for n in range(100_000)]),
    "ten thousand fields": lambda: asking([field(f"f{n}") for n in range(9_000)]),
    "a field of many choices": lambda: asking(
        [{"type": "radio", "key": "r", "label": "R"}
         | {"values": [{"label": f"{n}", "value": f"{n}"} for n in range(20_000)]}]
    ),
    "groups in groups": lambda: asking(boxed(200)),
    "very deep": lambda: asking([]) | {"forms/f.form": b'{"components":' + b"[" * 400_000},
    "digits": lambda: asking([]) | {"forms/f.form": b'{"schemaVersion":' + b"9" * 900_000 + b"}"},
    "conditions in a circle": lambda: asking(
        [field("a", conditional={"hide": '=b = "x"'}), field("b", conditional={"hide": '=a = "x"'})]
    ),
    "a bomb that hides": lambda: hidden("count(for i in 1..10**12 return i) > 1"),
    "work that hides": lambda: hidden('count(for i in 1..19000 return i) > 1 and r0 = "1"'),
    "work for every answer": lambda: hidden(
        'count(for i in 1..19000 return i) > 1 and r0 = r1 and r2 = r3 and r0 = "1"'
    ),
    "a pattern that runs away": lambda: asking(
        [field("a", validate={"pattern": "^(a+)+$"}), field("b", validate={"pattern": "(a|a?)+$"})]
    ),
    "a pattern of ten thousand": lambda: asking([field("a", validate={"pattern": "(a?" * 9_999})]),
    "a huge repeat": lambda: asking([field("a", validate={"pattern": "((a{999}){999}){999}"})]),
}  # fmt: skip


def word(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


LETTER = line(said(letter__template="L1"))
TEMPLATES = {
    "attributes": ["{{ ().__class__.__mro__[1].__subclasses__() }}"],
    "attributes by name": ["{{ ''|attr('__class__') }}", "{{ x['__class__'] }}"],
    "globals": ["{{ cycler.__init__.__globals__.os.popen('id').read() }}"],
    "the configuration": ["{{ self.__init__.__globals__ }}", "{{ config }}"],
    "loops": ["{% for a in range(9**9) %}{% for b in range(9**9) %}x{% endfor %}{% endfor %}"],
    "a text that doubles": ["{% set x = 'a' * 10**9 %}{{ x }}"],
    "a power": ["{{ 9 ** 9 ** 9 ** 9 }}"],
    "a wide format": ["{{ '%999999999d' % 1 }}", "{{ '{:>999999999}'.format(1) }}"],
    "deep brackets": ["{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}"],
    "deep loops": ["{% if a %}" * 3_000 + "{% endif %}" * 3_000],
    "many tags": ["{{ a }}" * 50_000],
    "a macro of itself": ["{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}"],
    "another template": ["{% include '/etc/passwd' %}", "{% import 'os' as o %}{% extends 'x' %}"],
    "a call": ["{% call f() %}{% endcall %}", "{% do x.append(1) %}", "{{ lipsum(9999) }}"],
    "a filter": ["{{ x|map('attr', '__class__')|pprint }}", "{% filter upper %}x{% endfilter %}"],
}  # fmt: skip
LETTERS: dict[str, Callable[[], Bundle]] = {
    f"{name} in a letter": lambda text=text: LETTER.files() | {"letters/L1.docx": word(*text)}  # type: ignore[misc]
    for name, text in TEMPLATES.items()
}
