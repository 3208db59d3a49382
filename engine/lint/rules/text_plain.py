"""What people read shows what it says."""

from collections.abc import Callable, Iterable, Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, quoted
from engine.bpmn.elements import Flow, Node, Process
from engine.forms.fields import Field, Form
from engine.letters.compile import Letter
from engine.lint.finding import Fault, Place, Thing
from engine.lint.plain import oddity_of, oddity_of_prose
from engine.lint.written_in import wording_of

Text = tuple[Thing, str, str]  # what it stands on, what it is, and the text itself


def faults(definition: Definition) -> Iterator[Fault]:
    """Names and words with hidden characters or mixed alphabets."""
    yield from _judged(_names(definition), oddity_of)
    yield from _judged(_prose(definition), oddity_of_prose)


def _judged(texts: Iterable[Text], judge: Callable[[str], str | None]) -> Iterator[Fault]:
    for thing, what, text in texts:
        odd = judge(text)
        if odd is not None:
            yield Fault(thing, f"{what} {quoted(_shown(text))} {odd}.")


def _shown(text: str) -> str:
    """The text with what cannot be seen left out, so that the sentence itself is plain."""
    return "".join(character for character in text if character.isprintable())


def _names(definition: Definition) -> Iterator[Text]:
    model = definition.model
    for process in model.processes.values():
        yield from _of_process(process)
    for node in definition.drawing.nodes:
        yield from _of_node(node)
    yield from (text for flow in model.flows.values() for text in _of_flow(flow))
    for place, form in _forms(definition):
        yield place, "the title", form.title
        yield from ((place, what, text) for what, text in _asked(form.fields))


def _prose(definition: Definition) -> Iterator[Text]:
    for node in definition.drawing.nodes:
        yield node, f"the guidance of {called(node)}", node.documentation
    for place, form in _forms(definition):
        yield from ((place, what, text) for what, text in _explained(form.fields))
    for code, letter in definition.contents.letters.items():
        if isinstance(letter, Letter):
            place = Place(f"letters/{code}.docx", code, code)
            yield from (
                (place, f"letter {code}", text) for text in wording_of(letter).odd_paragraphs
            )


def _forms(definition: Definition) -> Iterator[tuple[Place, Form]]:
    for name, form in definition.contents.forms.items():
        if isinstance(form, Form):
            yield Place(f"forms/{name}.form", name, form.title), form


def _of_process(process: Process) -> Iterator[Text]:
    yield process, "the id", process.id
    yield process, "the name", process.name
    yield process, "the name of the pool", process.pool
    for lane in process.lanes:
        yield lane, "the name of the lane", lane.name
        yield lane, "the id of the lane", lane.id


def _of_node(node: Node) -> Iterator[Text]:
    yield node, "the id", node.id
    yield node, "the name", node.name
    yield node, "the state", node.properties.get("state", "")
    yield node, "the message", node.message or ""
    yield from ((node, "the fact", name) for name in (*node.sets, node.collect or ""))


def _of_flow(flow: Flow) -> Iterator[Text]:
    yield flow, "the id of the flow", flow.id
    yield flow, "the name of the flow", flow.name


def _asked(fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield "the key", field.key
        yield "the question", field.label
        for option in field.options:
            yield "the answer", option.label
            yield "the value", option.value
        yield from _asked(field.children)


def _explained(fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield "the words", field.words
        yield "the hint", field.hint
        yield from _explained(field.children)
