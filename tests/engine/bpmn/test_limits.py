"""What is too much, or no diagram at all, is refused with what to do."""

import pytest

from engine.bpmn import read as reading
from engine.bpmn import xml
from engine.bpmn.ncname import is_ncname
from engine.bpmn.read import read
from engine.errors import DiagramRefused
from tests.support.drawing import Drawing


def line() -> Drawing:
    return Drawing().start().user("a").end().chain("start", "a", "end")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" " * (xml.MOST_BYTES + 1), "larger than 2 MB"),
        (b"<" * (3 * xml.MOST_ELEMENTS + 1), "more than 30,000 elements"),
        (b"<a>" + b"<b/>" * xml.MOST_ELEMENTS + b"</a>", "more than 30,000 elements"),
        (b"<definitions", "cannot be read: .*save it again"),
        (b"<definitions/>", "is XML but not BPMN 2.0"),
    ],
)
def test_a_file_that_is_no_diagram_or_too_large_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(DiagramRefused, match=f"^p.bpmn.*{sentence}"):
        read({"p.bpmn": content})


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("MOST_PROCESSES", "more than 0 processes"),
        ("MOST_NODES", "more than 0 tasks, gateways and events"),
        ("MOST_FLOWS", "more than 0 flows"),
    ],
)
def test_a_bundle_that_is_too_large_is_refused(
    limit: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, limit, 0)

    with pytest.raises(DiagramRefused, match=sentence):
        read(line().files())


def test_an_element_without_an_id_is_told() -> None:
    (name, content), *_ = line().files().items()
    model = read({name: content.replace(b'<userTask id="a">', b"<userTask>")})

    assert "(userTask) has no id" in " ".join(oddity.sentence for oddity in model.oddities)


@pytest.mark.parametrize(("key", "fits"), [("a.1", True), ("_a", True), ("1a", False), ("", False)])
def test_an_id_is_an_xml_name(key: str, fits: bool) -> None:  # noqa: FBT001
    assert is_ncname(key) is fits
