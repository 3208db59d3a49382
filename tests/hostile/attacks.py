"""Definitions written to hurt, by name: diagrams that are hard to read, to follow or to play."""

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from tests.support.drawing import Drawing, each, said, timer, times

Bundle = dict[str, bytes]
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
)


def drawn(body: str, before: str = "") -> Bundle:
    """A bundle of one diagram with *body* in its process."""
    process = f"<process id='p' isExecutable='true'>{body}</process>"
    return {"p.bpmn": f"<?xml version='1.0'?>{before}{HEAD}{process}</definitions>".encode()}


def line(inner: str = "", **attributes: str) -> Drawing:
    """A start, one step for a person and an end."""
    return Drawing().start().user("x", inner, **attributes).end().chain("start", "x", "end")


def many(tag: str, count: int, attributes: str = "") -> str:
    """That many elements of one kind."""
    return "".join(f"<{tag} id='{tag}{n}' {attributes}/>" for n in range(count))


def attributes(form: str, count: int) -> str:
    """That many attributes of one form."""
    return " ".join(form.format(n) for n in range(count))


def task(attributes: str) -> str:
    """A task with these attributes."""
    return f"<task id='t' {attributes}/>"


def wide(kind: str, width: int) -> Bundle:
    """A fork of that many steps, and its join."""
    drawing = Drawing().start().gate(kind, "f", "d").gate(kind, "j").end()
    drawing.user("other").chain("start", "f").flow("f", "other", key="d").chain("other", "j", "end")
    for n in range(width):
        drawing.user(f"u{n}").flow("f", f"u{n}", f"x{n}" if kind == "inclusive" else "")
        drawing.flow(f"u{n}", "j")
    return drawing.files()


def nested(width: int, depth: int) -> Bundle:
    """Inclusive forks inside inclusive forks."""
    drawing = Drawing().start().end().gate("inclusive", "f0").gate("inclusive", "j0")
    drawing.chain("start", "f0").chain("j0", "end")
    for level in range(depth):
        last = level == depth - 1
        for n in range(width):
            step = f"u{level}_{n}"
            drawing.user(step).flow(f"f{level}", step, f"x{n}").flow(step, f"j{level}")
        if not last:
            deeper = level + 1
            drawing.gate("inclusive", f"f{deeper}").gate("inclusive", f"j{deeper}")
            drawing.flow(f"f{level}", f"f{deeper}", "true").flow(f"j{deeper}", f"j{level}")
    return drawing.files()


def loops(count: int) -> Bundle:
    """Parallel lines of steps, each of which may go back to any before it."""
    drawing = Drawing().start().gate("parallel", "f").gate("parallel", "j").end()
    drawing.chain("start", "f").chain("j", "end")
    for n in range(count):
        steps = [f"u{n}_{m}" for m in range(8)]
        for step in steps:
            drawing.user(step).gate("exclusive", f"{step}_x", f"{step}_d")
        drawing.flow("f", steps[0])
        for step, after in zip(steps, [*steps[1:], "j"], strict=True):
            drawing.flow(step, f"{step}_x").flow(f"{step}_x", after, key=f"{step}_d")
            drawing.flow(f"{step}_x", steps[0], "again")
    return drawing.files()


def dense(count: int) -> Bundle:
    """Choices each of which leads to every other."""
    drawing = Drawing().start().end()
    for n in range(count):
        drawing.gate("exclusive", f"g{n}").flow(f"g{n}", "end", "true")
        for m in range(count):
            drawing.flow(f"g{n}", f"g{m}", "x > 1")
    return drawing.flow("start", "g0").files()


def reminders(count: int) -> Bundle:
    """A step with that many reminders that each start a line of their own."""
    drawing = line()
    for n in range(count):
        drawing.boundary(f"b{n}", "x", timer("Cycle", "R/P1D"), interrupting=False)
        drawing.user(f"r{n}").end(f"e{n}").chain(f"b{n}", f"r{n}", f"e{n}")
    return drawing.files()


def calls(count: int, ways: int) -> Bundle:
    """Each diagram calls the next several times: they unfold without end."""
    others = []
    for n in range(count):
        inner = Drawing(f"c{n}").start(f"s{n}").end(f"e{n}")
        steps = [f"k{n}_{m}" for m in range(ways)]
        for step in steps:
            inner.call(step, f"c{n + 1}") if n + 1 < count else inner.user(step)
        others.append(inner.chain(f"s{n}", *steps, f"e{n}"))
    return Drawing().start().call("go", "c0").end().chain("start", "go", "end").files(*others)


def inside(depth: int) -> Bundle:
    """Sub-processes in sub-processes, each done for each of a hundred."""
    inner = Drawing(f"i{depth}").start(f"s{depth}").user("u").end(f"e{depth}")
    inner.chain(f"s{depth}", "u", f"e{depth}")
    for n in range(depth, 0, -1):
        outer = Drawing(f"o{n}").start(f"os{n}").end(f"oe{n}").sub(f"sub{n}", inner, times("100"))
        inner = outer.chain(f"os{n}", f"sub{n}", f"oe{n}")
    return Drawing().start().end().sub("top", inner).chain("start", "top", "end").files()


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
QUADRATIC = f"<!DOCTYPE d [<!ENTITY a '{'x' * 60_000}'>]>"
ODD = {"a line": "a\nb", "a mark": "\u202eb", "a zero": "a\u200bb", "markup": "<b>&\"']]>"}

READING: dict[str, Callable[[], Bundle]] = {
    "billion laughs": lambda: drawn("&e11;", f'<!DOCTYPE d [<!ENTITY e0 "ha">{ENTITIES}]>'),
    "a quadratic entity": lambda: drawn("&a;" * 30_000, QUADRATIC),
    "an entity in a name": lambda: drawn("<task name='&a;&a;'/>" * 5_000, QUADRATIC),
    "a document type elsewhere": lambda: drawn("", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d">'),
    "an inclusion": lambda: drawn(
        "<include xmlns='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"
    ),
    "a style sheet": lambda: drawn("", '<?xml-stylesheet href="http://127.0.0.1:9/"?>'),
    "a schema elsewhere": lambda: drawn(
        "<task id='t' schemaLocation='x http://127.0.0.1:9/x.xsd'/>"
    ),
    "very deep": lambda: drawn("<subProcess id='s'>" * 100_000),
    "as deep as can be read": lambda: drawn(
        "".join(f"<subProcess id='s{n}'>" for n in range(250)) + "</subProcess>" * 250
    ),
    "very many attributes": lambda: drawn(task(attributes("a{0}=''", 1_000_000))),
    "many attributes": lambda: drawn(task(attributes("a{0}=''", 200_000))),
    "many name spaces": lambda: drawn(task(attributes("xmlns:n{0}='u'", 60_000))),
    "many name spaces in each other": lambda: drawn(
        "".join(f"<a{n} xmlns:n{n}='u{n}'>" for n in range(250))
        + "<b/>" * 29_000
        + "".join(f"</a{n}>" for n in range(249, -1, -1))
    ),
    "fifty thousand elements": lambda: drawn(many("task", 50_000)),
    "as many tasks as may be": lambda: drawn(many("userTask", 2_900)),
    "as many elements as may be": lambda: drawn(many("dataObject", 29_000)),
    "flows without end": lambda: drawn(many("sequenceFlow", 29_000, "sourceRef='a' targetRef='b'")),
    "boundary events without end": lambda: drawn(many("boundaryEvent", 2_900, "attachedToRef='b'")),
    "a great many lanes": lambda: drawn(
        "<laneSet id='l'>"
        + "".join(f"<lane id='l{n}'><flowNodeRef>t</flowNodeRef></lane>" for n in range(9_000))
        + "</laneSet><userTask id='t'/>"
    ),
    "lanes in lanes": lambda: drawn(
        "<laneSet id='l'>"
        + "".join(f"<lane id='l{n}'><childLaneSet id='c{n}'>" for n in range(120))
        + "</childLaneSet></lane>" * 120
        + "</laneSet>"
    ),
    "a huge id": lambda: drawn(f"<userTask id='{'x' * 1_000_000}' name='{'y' * 900_000}'/>"),
    "a thousand long ids": lambda: drawn(
        "".join(f"<userTask id='{'x' * 1_500}{n}'/>" for n in range(1_000))
    ),
    "events that hold each other": lambda: drawn(
        "<startEvent id='s'/><boundaryEvent id='a' attachedToRef='b'/>"
        "<boundaryEvent id='b' attachedToRef='a'/>"
        "<sequenceFlow id='f' sourceRef='s' targetRef='a'/>"
    ),
    "a sub-process that leads into itself": lambda: drawn(
        "<startEvent id='s'/><subProcess id='o'><startEvent id='t'/>"
        "<sequenceFlow id='g' sourceRef='t' targetRef='o'/></subProcess>"
        "<sequenceFlow id='f' sourceRef='s' targetRef='t'/>"
    ),
    "a process that calls itself": lambda: (
        Drawing().start().call("x", "p").end().chain("start", "x", "end").files()
    ),
} | {
    f"{what} in an id": lambda text=text: drawn(
        f"<userTask id={quoteattr(text)} name={quoteattr(text)}/>"
        f"<documentation>{escape(text)}</documentation>"
    )
    for what, text in ODD.items()
}

PLAYING: dict[str, Callable[[], Bundle]] = {
    "forty at once": lambda: wide("parallel", 40),
    "two hundred at once": lambda: wide("parallel", 200),
    "twenty of a choice": lambda: wide("inclusive", 20),
    "a hundred of a choice": lambda: wide("inclusive", 100),
    "choices in choices": lambda: nested(6, 5),
    "twenty wide in twenty wide": lambda: nested(20, 10),
    "loops beside loops": lambda: loops(6),
    "each to every other": lambda: dense(30),
    "thirty reminders": lambda: reminders(30),
    "calls that unfold": lambda: calls(12, 6),
    "calls one after the other": lambda: calls(150, 1),
    "instances in instances": lambda: inside(40),
    "a thousand million times": lambda: line(times("1000000000")).files(),
    "as often as a list is long": lambda: line(each("for i in 1..9999 return i", "i")).files(),
    "at once for ever": lambda: line().boundary(
        "b", "x", timer("Cycle", "R/PT0S"), interrupting=False
    ).flow("b", "end").files(),
    "ten million seconds": lambda: line().boundary(
        "b", "x", timer("Cycle", "R9999999/PT1S"), interrupting=False
    ).flow("b", "end").files(),
    "a time beyond counting": lambda: line().boundary(
        "b", "x", timer("Duration", "P99999999999Y")
    ).flow("b", "end").files(),
    "a hundred million working days": lambda: line().boundary(
        "b", "x", timer("Duration", "99999999 working days")
    ).flow("b", "end").files(),
    "many facts": lambda: Drawing().start().service(
        "x", said(**{f"set__f{n}": f"f{n + 1}" for n in range(3_000)})
    ).end().chain("start", "x", "end").files(),
}  # fmt: skip
