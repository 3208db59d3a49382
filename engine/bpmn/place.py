"""Where the reading of a file stands: its names and lanes, and the oddities found so far."""

from dataclasses import dataclass, field, replace

from engine.bpmn.elements import Lane, Oddity
from engine.bpmn.xml import children, identity
from engine.errors import EngineError
from engine.feel.errors import FeelError
from engine.feel.juel import to_feel
from engine.readers.xml_tree import Element, line_of


@dataclass(frozen=True, slots=True)
class Names:
    """What a file declares for its events to refer to, by id."""

    messages: dict[str, str]
    codes: dict[str, str | None]  # errors and escalations
    pools: dict[str, str] = field(default_factory=dict)  # by the process drawn in them


@dataclass(frozen=True, slots=True)
class Place:
    """The scope being read, and the list that every oddity goes to."""

    file: str
    process: str
    scope: str
    names: Names
    lanes: dict[str, Lane] = field(default_factory=dict)  # by id of the flow node in them
    inherited: Lane | None = None
    oddities: list[Oddity] = field(default_factory=list)

    def within(self, scope: str, lane: Lane | None) -> "Place":
        """The place inside a sub-process that stands in *lane*."""
        return replace(self, scope=scope, inherited=lane)

    def lane(self, node: str) -> Lane | None:
        """The lane a node stands in, its own or that of the sub-process around it."""
        return self.lanes.get(node, self.inherited)

    def odd(self, element: Element, sentence: str, rule: str = "not-supported") -> None:
        """Notes that *element* cannot be run, in a sentence that begins with its name."""
        name = element.get("name") or ""
        self.oddities.append(
            Oddity(
                element=identity(element),
                name=" ".join(name.split()),
                sentence=f"'{' '.join(name.split()) or identity(element)}' {sentence}",
                file=self.file,
                line=line_of(element),
                rule=rule,
            )
        )

    def feel(self, element: Element, source: str | None) -> str | None:
        """An expression as FEEL; one written for another engine is mapped, or noted as odd."""
        source = (source or "").strip()
        if "${" not in source and "#{" not in source:
            return source or None
        try:
            return str(to_feel(source))
        except (FeelError, EngineError) as problem:
            self.odd(element, f"has an expression that cannot be read: {problem}", "expression")
            return source


def names_of(root: Element) -> Names:
    """The messages, errors, escalations and pools that a file declares."""
    messages: dict[str, str] = {}
    for message in children(root, "message"):
        message_id = message.get("id", "")
        messages[message_id] = message.get("name") or message_id
    codes: dict[str, str | None] = {}
    for item in children(root, "error", "escalation"):
        codes[item.get("id", "")] = item.get("errorCode") or item.get("escalationCode")
    pools: dict[str, str] = {}
    for collaboration in children(root, "collaboration"):
        for pool in children(collaboration, "participant"):
            pools[refer(pool.get("processRef"))] = " ".join((pool.get("name") or "").split())
    return Names(messages, codes, pools)


def refer(value: str | None) -> str:
    """The id a reference means, without its namespace prefix."""
    return (value or "").rpartition(":")[2].strip()
