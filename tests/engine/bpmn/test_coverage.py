"""docs/bpmn.md says of every BPMN 2.0 element what we really do with it."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.coverage import ABSTRACT, IGNORED, NODES, REFUSED, SUPPORTED
from engine.bpmn.read import read

XSD = "{http://www.w3.org/2001/XMLSchema}element"
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
PAGE = (Path(__file__).parents[3] / "docs" / "bpmn.md").read_text()


def standard() -> set[str]:
    """Every element name that the standard's schema declares."""
    schema = files("SpiffWorkflow.bpmn.parser") / "schema" / "Semantic.xsd"
    root = etree.fromstring(schema.read_bytes())
    return {str(item.get("name")) for item in root.iter(XSD) if item.get("name")}


def test_every_element_of_the_standard_has_one_standing() -> None:
    standings = [SUPPORTED, IGNORED, frozenset(REFUSED), ABSTRACT]
    known = frozenset().union(*standings)

    assert standard() - known == set()
    assert sum(len(standing) for standing in standings) == len(known)


def test_the_page_gives_each_element_its_standing() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE, re.MULTILINE))
    said = {**dict.fromkeys(SUPPORTED, "supported"), **dict.fromkeys(REFUSED, "refused")}
    ignored = PAGE.partition("## Ignored")[2].partition("##")[0]

    assert rows == said
    assert set(re.findall(r"`(\w+)`", ignored)) == IGNORED


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_refused_element_is_refused_wherever_it_stands(name: str) -> None:
    inside = f"<userTask id='u'><{name} id='x'/></userTask>"
    beside = f"<{name} id='y'/>"
    content = (
        f"{HEAD}{beside}<process id='p'>{inside}{beside.replace('y', 'z')}</process></definitions>"
    )
    sentences = [oddity.sentence for oddity in read({"p.bpmn": content.encode()}).oddities]

    assert any(REFUSED[name] in sentence for sentence in sentences)


@pytest.mark.parametrize("name", sorted(IGNORED - {"definitions"}))
def test_an_ignored_element_changes_nothing(name: str) -> None:
    def read_with(extra: str) -> object:
        body = f"<startEvent id='s'/><endEvent id='e'/>{extra}"
        flow = "<sequenceFlow id='f' sourceRef='s' targetRef='e'/>"
        content = f"{HEAD}<process id='p' isExecutable='true'>{body}{flow}</process></definitions>"
        model = read({"p.bpmn": content.encode()})
        return (model.nodes, model.flows, model.oddities)

    assert read_with(f"<{name} id='x'/>") == read_with("")


@pytest.mark.parametrize("name", sorted(NODES))
def test_a_supported_element_is_read(name: str) -> None:
    content = f"{HEAD}<process id='p'><{name} id='x'/></process></definitions>"
    assert read({"p.bpmn": content.encode()}).nodes["x"].kind == name
