"""What people read shows what it says."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.analysis.naming import called, quoted
from engine.bpmn.elements import Node, Process
from engine.forms.fields import Field, Form
from engine.letters.compile import Letter
from engine.lint.finding import Fault, Place, Thing
from engine.lint.plain import oddity_of, oddity_of_prose
from engine.lint.written_in import wording_of


@dataclass(frozen=True, slots=True)
class _Text:
    """Something that people read: what it stands on, what it is, and the text itself."""

    thing: Thing
    what: str
    text: str


def faults(definition: Definition) -> Iterator[Fault]:
    """Names and words with hidden characters or mixed alphabets."""
    yield from _oddities(_names(definition), oddity_of)
    yield from _oddities(_prose(definition), oddity_of_prose)


def _oddities(texts: Iterable[_Text], judge: Callable[[str], str | None]) -> Iterator[Fault]:
    for text in texts:
        oddity = judge(text.text)
        if oddity is not None:
            yield Fault(text.thing, f"{text.what} {quoted(_printable(text.text))} {oddity}.")


def _printable(text: str) -> str:
    """The text with what cannot be seen left out, so that the sentence itself is plain."""
    return "".join(character for character in text if character.isprintable())


def _names(definition: Definition) -> Iterator[_Text]:
    """Whatever is called by a few words, which must be in one alphabet."""
    for process in definition.model.processes.values():
        yield from _names_of_process(process)
    for node in definition.drawing.nodes:
        yield from _names_of_node(node)
    for flow in definition.model.flows.values():
        yield _Text(flow, "the id of the flow", flow.id)
        yield _Text(flow, "the name of the flow", flow.name)
    for name, form in _forms(definition):
        place = _form_place(name, form)
        yield _Text(place, "the title", form.title)
        yield from _names_of_fields(place, form.fields)


def _prose(definition: Definition) -> Iterator[_Text]:
    """Whatever is written in sentences, each word of which may be in an alphabet of its own."""
    for node in definition.drawing.nodes:
        yield _Text(node, f"the guidance of {called(node)}", node.documentation)
    for name, form in _forms(definition):
        yield from _prose_of_fields(_form_place(name, form), form.fields)
    for code, letter in definition.contents.letters.items():
        if isinstance(letter, Letter):
            place = Place(f"letters/{code}.docx", code, code)
            for paragraph in wording_of(letter).odd_paragraphs:
                yield _Text(place, f"letter {code}", paragraph)


def _forms(definition: Definition) -> Iterator[tuple[str, Form]]:
    for name, form in definition.contents.forms.items():
        if isinstance(form, Form):
            yield name, form


def _form_place(name: str, form: Form) -> Place:
    return Place(f"forms/{name}.form", name, form.title)


def _names_of_process(process: Process) -> Iterator[_Text]:
    yield _Text(process, "the id", process.id)
    yield _Text(process, "the name", process.name)
    yield _Text(process, "the name of the pool", process.pool)
    for lane in process.lanes:
        yield _Text(lane, "the name of the lane", lane.name)
        yield _Text(lane, "the id of the lane", lane.id)


def _names_of_node(node: Node) -> Iterator[_Text]:
    yield _Text(node, "the id", node.id)
    yield _Text(node, "the name", node.name)
    yield _Text(node, "the state", node.properties.get("state", ""))
    yield _Text(node, "the message", node.message or "")
    for fact in (*node.sets, node.collect or ""):
        yield _Text(node, "the fact", fact)


def _names_of_fields(place: Place, fields: tuple[Field, ...]) -> Iterator[_Text]:
    for field in fields:
        yield _Text(place, "the key", field.key)
        yield _Text(place, "the question", field.label)
        for option in field.options:
            yield _Text(place, "the answer", option.label)
            yield _Text(place, "the value", option.value)
        yield from _names_of_fields(place, field.children)


def _prose_of_fields(place: Place, fields: tuple[Field, ...]) -> Iterator[_Text]:
    for field in fields:
        yield _Text(place, "the words", field.words)
        yield _Text(place, "the hint", field.hint)
        yield from _prose_of_fields(place, field.children)
