"""What else differs in diagrams: elements whose text changed in a way that no model shows. Pure.

Sentences are told of what we read of a diagram. Here each element is compared as it is written, so
that one which says something nobody reads is at least named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.bpmn.elements import Flow, Lane, Model, Node, Process
from engine.bpmn.xml import identity, local, parse
from engine.definitions.difference.calling import ElementNames
from engine.definitions.difference.change import Change, quoted, sentence
from engine.readers.xml_tree import Element

_TOLD_ELSEWHERE = frozenset({"incoming", "outgoing", "flowNodeRef"})  # by flows and lanes
_DRAWN_BESIDE = frozenset({"textAnnotation", "association", "group", "participant"})
Elements = Mapping[str, Process | Lane | Node | Flow]  # by id, as we read them


@dataclass(frozen=True, slots=True)
class Written:
    """An element as it is written: its file, its tag, and all that is written in it alone."""

    id: str
    file: str
    tag: str
    text: str

    @property
    def called(self) -> str:
        """What a sentence calls it: no name is read of it."""
        return f"{self.tag} {quoted(self.id)}"


def residue_changes(
    before: Mapping[str, bytes], after: Mapping[str, bytes], old: Model, new: Model
) -> Iterator[Change]:
    """A sentence for each element that is written otherwise though it reads the same."""
    old_elements, new_elements = _elements(old), _elements(new)
    old_texts = _written(before, old_elements)
    new_texts = _written(after, new_elements)
    names = ElementNames(new)
    for key, written in new_texts.items():
        # Where it does not read the same, another sentence tells of it.
        reads_same = old_elements.get(key) == new_elements.get(key)
        if key in old_texts and old_texts[key].text != written.text and reads_same:
            of = names.step(key) if key in new.nodes else written.called
            text = sentence("written otherwise", of=of, file=written.file)
            yield Change("other", written.file, text)
    for key in sorted(old_texts.keys() ^ new_texts.keys()):
        if key not in old_elements and key not in new_elements:
            yield _in_one_only(old_texts.get(key), new_texts.get(key))


def _in_one_only(old: Written | None, new: Written | None) -> Change:
    written = new or old
    assert written is not None
    which = "element" if new else "element gone"
    return Change("other", written.file, sentence(which, of=written.called))


def _elements(model: Model) -> Elements:
    """Every element as we read it, wherever it stands in its file."""
    elements: dict[str, Process | Lane | Node | Flow] = {}
    for process in model.processes.values():
        elements[process.id] = replace(process, lanes=())
        for lane in process.lanes:
            elements[lane.id] = replace(lane, members=())
    for node in model.nodes.values():
        elements[node.id] = replace(node, line=0)
    for flow in model.flows.values():
        elements[flow.id] = replace(flow, line=0)
    return elements


def _written(diagrams: Mapping[str, bytes], elements: Elements) -> dict[str, Written]:
    """Each element that is read, or stands by itself; of two with one id, the first."""
    by_id: dict[str, Written] = {}
    for file, content in sorted(diagrams.items()):
        for element in parse(content, file).iter():
            if _stands_alone(element, elements):
                key, text = identity(element), "".join(_text_of(element, elements))
                by_id.setdefault(key, Written(key, file, local(element), text))
    return by_id


def _stands_alone(element: Element, elements: Elements) -> bool:
    if not local(element) or not element.get("id"):
        return False
    if identity(element) in elements or local(element) in _DRAWN_BESIDE:
        return True
    parent = element.getparent()
    return parent is not None and local(parent) == "definitions"


def _text_of(element: Element, elements: Elements) -> Iterator[str]:
    """The element as written, without those in it that stand alone, in one way of writing it."""
    yield f"<{element.tag} {sorted(element.attrib.items())}>{(element.text or '').strip()}"
    for inner in element:
        if local(inner) not in _TOLD_ELSEWHERE and not _stands_alone(inner, elements):
            yield from _text_of(inner, elements)
