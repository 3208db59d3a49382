"""What else differs in diagrams: elements whose text changed in a way that no model shows. Pure.

Sentences are told of what we read of a diagram. Here each element is compared as it is written, so
that one which says something nobody reads is at least named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.bpmn.elements import Model
from engine.bpmn.xml import identity, local, parse
from engine.definitions.difference.calling import Called
from engine.definitions.difference.change import Change, sentence
from engine.readers.xml_tree import Element

_TOLD_ELSEWHERE = frozenset({"incoming", "outgoing", "flowNodeRef"})  # by flows and lanes
_BESIDE = frozenset({"textAnnotation", "association", "group", "participant"})  # only drawn
Written = dict[str, tuple[str, str, str]]  # id: its file, its tag, how it is written
Read = Mapping[str, Any]  # id: the element as we read it


def residue_changes(
    before: Mapping[str, bytes], after: Mapping[str, bytes], old: Model, new: Model
) -> Iterator[Change]:
    """A sentence for each element that is written otherwise though it reads the same."""
    read_before, read_after = _read(old), _read(new)
    was, now = _written(before, read_before), _written(after, read_after)
    called = Called(new)
    for id_, (file, tag, text) in now.items():
        alike = read_before.get(id_) == read_after.get(id_)  # else another sentence told of it
        if id_ in was and was[id_][2] != text and alike:
            of = called.step(id_) if id_ in new.nodes else f"{tag} \u2018{id_}\u2019"
            yield Change("other", file, sentence("written otherwise", of=of, file=file))
    for id_ in sorted(was.keys() ^ now.keys()):
        file, tag, _ = (now if id_ in now else was)[id_]
        if id_ not in read_before and id_ not in read_after:
            which = "element" if id_ in now else "element gone"
            yield Change("other", file, sentence(which, of=f"{tag} \u2018{id_}\u2019"))


def _read(model: Model) -> Read:
    """Every element as we read it, wherever it stands in its file."""
    read: dict[str, Any] = {}
    for process in model.processes.values():
        read[process.id] = replace(process, lanes=())
        read.update({lane.id: replace(lane, members=()) for lane in process.lanes})
    read.update({id_: replace(node, line=0) for id_, node in model.nodes.items()})
    read.update({id_: replace(flow, line=0) for id_, flow in model.flows.items()})
    return read


def _written(diagrams: Mapping[str, bytes], read: Read) -> Written:
    """Each element that is read, or stands by itself, with all that is written in it alone."""
    written: Written = {}
    for file, content in sorted(diagrams.items()):
        for element in parse(content, file).iter():
            if _stands_alone(element, read):
                text = "".join(_text(element, read))
                written.setdefault(identity(element), (file, local(element), text))
    return written


def _stands_alone(element: Element, read: Read) -> bool:
    if not local(element) or not element.get("id"):
        return False
    if identity(element) in read or local(element) in _BESIDE:
        return True
    parent = element.getparent()
    return parent is not None and local(parent) == "definitions"


def _text(element: Element, read: Read) -> Iterator[str]:
    """The element as written, without those in it that stand alone, in one way of writing it."""
    yield f"<{element.tag} {sorted(element.attrib.items())}>{(element.text or '').strip()}"
    for inner in element:
        if local(inner) not in _TOLD_ELSEWHERE and not _stands_alone(inner, read):
            yield from _text(inner, read)
