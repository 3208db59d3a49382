"""What a sentence calls an element: its name with its id, or what kind of thing it is."""

import re

from engine.bpmn.elements import Flow, Model, Node

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


def called(node: Node) -> str:
    """How a sentence names *node*: `Decide approval (decide_approval)`."""
    name = tidy(node.name)
    return f"{name} ({node.id})" if name else f"the {kind_words(node.kind)} {node.id}"


def flow_called(flow: Flow, model: Model) -> str:
    """How a sentence names *flow*: by its two ends."""
    ends = [_end(model, flow.source), _end(model, flow.target)]
    return f"the flow {flow.id} from {ends[0]} to {ends[1]}"


def tidy(name: str) -> str:
    """A name on one line, as the diagram may wrap it."""
    return " ".join(name.split())


def kind_words(kind: str) -> str:
    """`exclusiveGateway` as a person says it: `exclusive gateway`."""
    return _WORD_START.sub(" ", kind).lower()


def listed(words: list[str], joint: str = "and") -> str:
    """Words in a row as British English lists them."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def capital(sentence: str) -> str:
    """The sentence with its first letter a capital, unless it begins with a name in quotes."""
    return sentence[:1].upper() + sentence[1:]


def _end(model: Model, node_id: str) -> str:
    node = model.nodes.get(node_id)
    return tidy(node.title) if node else node_id or "nowhere"
