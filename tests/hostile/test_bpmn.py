"""Hostile and broken diagrams are answered within a second, with a sentence, and nothing runs."""

from collections.abc import Callable
from time import process_time

import pytest

from engine.bpmn.read import read
from engine.errors import EngineError
from engine.execution.load import load
from tests.hostile.limits import AT_ONCE
from tests.support.drawing import Drawing, each, said, timer, times
from tests.support.playing import Play

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
MANY = " ".join(f"a{n}=''" for n in range(40_000))


def bytes_of(text: str) -> bytes:
    return f"<?xml version='1.0'?>{text}".encode()


def inside(body: str) -> bytes:
    return bytes_of(f"{HEAD}<process id='p' isExecutable='true'>{body}</process></definitions>")


FILES: dict[str, bytes] = {
    "empty": b"",
    "not xml": b"PK\x03\x04 a zip",
    "random bytes": bytes(range(256)) * 50,
    "cut short": inside("<startEvent id='s'/>")[:-20],
    "wrong namespace": b"<definitions/>",
    "html": b"<html><body>hello</body></html>",
    "external entity": bytes_of(
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}&x;</definitions>'
    ),
    "external dtd": bytes_of(f'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">{HEAD}</definitions>'),
    "billion laughs": bytes_of(f"<!DOCTYPE d [{BOMB}]>{HEAD}&e11;</definitions>"),
    "parameter entity": bytes_of(
        f'<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>{HEAD}</definitions>'
    ),
    "too large": inside("<!--" + "x" * 2_000_000 + "-->"),
    "too many elements": inside("<a/>" * 200_000),
    "a few elements too many": inside("<a/>" * 30_000),
    "too deep": inside("<subProcess id='s'>" * 5_000),
    "deep enough to parse": inside(
        "".join(f"<subProcess id='s{n}'><startEvent id='t{n}'/>" for n in range(200))
        + "</subProcess>" * 200
    ),
    "many attributes": inside(f"<userTask id='u' {MANY}/>"),
    "long name": inside(f"<startEvent id='s'/><userTask id='u' name='{'x' * 1_000_000}'/>"),
    "null in id": inside("<userTask id='u&#0;'/>"),
    "no ids at all": inside("<startEvent/><userTask/><sequenceFlow/><endEvent/>"),
    "a crowd of flows": inside(
        "".join(f"<sequenceFlow id='f{n}' sourceRef='a' targetRef='b'/>" for n in range(20_000))
    ),
    "all one id": inside("<userTask id='u'/>" * 5_000),
    "a crowd of sub-processes": inside("".join(f"<subProcess id='s{n}'/>" for n in range(9_000))),
    "a crowd of gateways": inside(
        "".join(f"<exclusiveGateway id='g{n}'/>" for n in range(5_000))
        + "".join(
            f"<sequenceFlow id='f{n}' sourceRef='g{n}' targetRef='g1'/>" for n in range(5_000)
        )
    ),
    "a chain of calls": bytes_of(
        HEAD
        + "".join(
            f"<process id='p{n}' isExecutable='true'><callActivity id='c{n}' "
            f"calledElement='p{(n + 1) % 900}'/></process>"
            for n in range(900)
        )
        + "</definitions>"
    ),
    "flows to themselves": inside(
        "<startEvent id='s'/><sequenceFlow id='f' sourceRef='f' targetRef='f'/>"
    ),
    "every flow from one": inside(
        "<startEvent id='s'/><parallelGateway id='g'/>"
        + "".join(f"<sequenceFlow id='f{n}' sourceRef='g' targetRef='g'/>" for n in range(5_000))
    ),
    "edge on itself": inside("<startEvent id='s'/><boundaryEvent id='b' attachedToRef='b'/>"),
    "utf-7": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-definitions+AD4-",
    "processing instruction": bytes_of(
        f"<?php system('id') ?>{HEAD}<process id='p'/></definitions>"
    ),
    "xinclude": inside(
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>"
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered_at_once(name: str) -> None:
    began = process_time()
    said_of_it = _answer(FILES[name])

    assert said_of_it
    assert "Traceback" not in said_of_it
    assert "root:" not in said_of_it
    assert process_time() - began < AT_ONCE


def _answer(content: bytes) -> str:
    try:
        model = read({"p.bpmn": content})
    except EngineError as refused:
        return str(refused)
    with pytest.raises(EngineError):
        load({"p.bpmn": content}, "p")
    return " ".join(oddity.sentence for oddity in model.oddities)


PYTHON = [
    '__import__("os").system("id")',
    "().__class__.__mro__[1].__subclasses__()",
    'open("/etc/passwd").read()',
    "exec('x=1')",
    "lambda: 1",
    "[x for x in ().__class__.__bases__]",
    "{0.__class__}",
]
PLACES: dict[str, Callable[[str], Drawing]] = {
    "condition": lambda code: (
        Drawing().start().gate("exclusive", "g", "d").end().end("o").flow("start", "g")
        .flow("g", "end", code).flow("g", "o", key="d")
    ),
    "timer": lambda code: _line().boundary("b", "x", timer("Date", code)),
    "collection": lambda code: _line(each(code, "i")),
    "count": lambda code: _line(times(code)),
    "set": lambda code: (
        Drawing().start().service("x", said(set__a=code)).end().chain("start", "x", "end")
    ),
    "organisation": lambda code: _line(said(organisation=code)),
    "script": lambda _: (
        Drawing().start().node("scriptTask", "x", "<script>import os</script>")
        .chain("start", "x")
    ),
}  # fmt: skip


def _line(inner: str = "") -> Drawing:
    return Drawing().start().user("x", inner).end().chain("start", "x", "end")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("code", PYTHON)
def test_python_in_a_diagram_never_runs(
    place: str, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        play = Play(PLACES[place](code).files())
    except EngineError as refused:
        assert str(refused)  # noqa: PT017
    else:
        assert all(value is None for value in play.facts.values())
    assert "uid=" not in capfd.readouterr().out


RUNAWAY: dict[str, Drawing] = {
    "a loop without people": Drawing().start().gate("exclusive", "m").service("s")
    .chain("start", "m", "s", "m"),
    "a fork that doubles for ever": Drawing().start().gate("exclusive", "m").gate("parallel", "f")
    .chain("start", "m", "f", "m").flow("f", "m"),
    "an event that wakes itself": Drawing().declare("message", "k", name="k").start()
    .gate("exclusive", "m").throw("t", '<messageEventDefinition messageRef="k"/>')
    .chain("start", "m", "t", "m"),
    "very many instances": Drawing().start().user("x", times("1000000000")).chain("start", "x"),
    "instances of instances": Drawing().start().sub(
        "o", Drawing("o").start("o1").sub(
            "i", Drawing("i").start("i1").user("x", times("900")).chain("i1", "x"), times("900")
        ).chain("o1", "i"), times("900"),
    ).chain("start", "o"),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNAWAY)
def test_a_runaway_diagram_is_stopped_with_a_sentence(name: str) -> None:
    began = process_time()
    with pytest.raises(EngineError) as refused:
        Play(RUNAWAY[name].files())

    assert len(str(refused.value)) > 40
    assert process_time() - began < AT_ONCE
