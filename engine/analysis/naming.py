"""What a sentence calls an element: its name with its id, or what kind of thing it is."""

import re

from engine.bpmn.elements import Flow, Lane, Model, Node, Process

LONGEST = 120
_FILE = re.compile(r"\S+\.(bpmn|xml|dmn|form|docx)\b")
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


def called(node: Node) -> str:
    """How a sentence names *node*: `Decide approval (decide_approval)`."""
    name = tidy(node.name)
    at = tidy(node.id)
    return f"{name} ({at})" if name else f"the {kind_words(node.kind)} {at}"


def flow_called(flow: Flow, model: Model) -> str:
    """How a sentence names *flow*: by its two ends, with its id."""
    ends = [_end(model, flow.source), _end(model, flow.target)]
    return f"the flow from {ends[0]} to {ends[1]} ({tidy(flow.id)})"


def process_called(process: Process) -> str:
    """How a sentence names *process*: `the process Help a force abroad (help_abroad)`."""
    name = tidy(process.name)
    return f"the process {name} ({process.id})" if name else f"the process {process.id}"


def lane_called(lane: Lane) -> str:
    """How a sentence names *lane*: `the lane Chief officer (lane_chief)`."""
    name = tidy(lane.name)
    return f"the lane {name} ({lane.id})" if name else f"the lane {lane.id}"


def step_called(model: Model, step: str) -> str:
    """How a sentence names the step of that id: with its name where it is drawn."""
    node = model.nodes.get(step)
    return called(node) if node else tidy(step)


def tidy(name: str, longest: int = LONGEST) -> str:
    """A name on one line, as the diagram may wrap it, and no longer than can be read."""
    line = " ".join(name.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def quoted(source: str) -> str:
    """What somebody wrote, in quotes, cut where it is longer than can be read."""
    return f"'{tidy(source)}'"


def kind_words(kind: str) -> str:
    """`exclusiveGateway` as a person says it: `exclusive gateway`."""
    return _WORD_START.sub(" ", kind).lower().replace("sub process", "sub-process")


def listed(words: list[str], joint: str = "and") -> str:
    """Words in a row as British English lists them."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def capital(sentence: str) -> str:
    """The sentence with its first letter a capital, unless it begins with the name of a file."""
    return sentence if _FILE.match(sentence) else sentence[:1].upper() + sentence[1:]


def _end(model: Model, node_id: str) -> str:
    node = model.nodes.get(node_id)
    return tidy(node.title if node else node_id) or "nowhere"
