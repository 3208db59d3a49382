"""Draws BPMN in code, for tests and benchmarks: a few words for each element."""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">'
)


class Drawing:
    """One process or sub-process being drawn; every method returns it, to draw on."""

    def __init__(self, key: str = "p", role: str | None = "clerk") -> None:
        self.key = key
        self.role = role
        self.parts: list[str] = []
        self.ids: list[str] = []
        self.flows = 0
        self.declared: list[str] = []

    def node(self, tag: str, key: str, inside: str = "", **attributes: str) -> "Drawing":
        """Any element; an attribute `camunda_x` is written as camunda:x."""
        said = "".join(
            f" {name.replace('camunda_', 'camunda:')}={quoteattr(value)}"
            for name, value in attributes.items()
        )
        self.ids.append(key)
        self.parts.append(f'<{tag} id="{key}"{said}>{inside}</{tag}>')
        return self

    def start(self, key: str = "start") -> "Drawing":
        return self.node("startEvent", key)

    def end(self, key: str = "end", inside: str = "") -> "Drawing":
        return self.node("endEvent", key, inside)

    def user(self, key: str, inside: str = "", **attributes: str) -> "Drawing":
        return self.node("userTask", key, inside, **attributes)

    def service(self, key: str, inside: str = "", topic: str = "reminder") -> "Drawing":
        return self.node("serviceTask", key, inside, camunda_type="external", camunda_topic=topic)

    def decide(self, key: str, decision: str, **attributes: str) -> "Drawing":
        return self.node("businessRuleTask", key, camunda_decisionRef=decision, **attributes)

    def gate(self, kind: str, key: str, default: str = "") -> "Drawing":
        """A gateway: exclusive, parallel, inclusive or eventBased."""
        return self.node(f"{kind}Gateway", key, **({"default": default} if default else {}))

    def call(self, key: str, called: str, inside: str = "") -> "Drawing":
        return self.node("callActivity", key, inside, calledElement=called)

    def sub(self, key: str, inner: "Drawing", inside: str = "") -> "Drawing":
        self.declared += inner.declared
        return self.node("subProcess", key, inside + "".join(inner.parts))

    def event_sub(
        self, key: str, inner: "Drawing", event: str, *, interrupting: bool = True
    ) -> "Drawing":
        """An event sub-process begun by *event* at the start `<key>_on` of *inner*."""
        self.declared += inner.declared
        inner.node("startEvent", f"{key}_on", event, isInterrupting=str(interrupting).lower())
        return self.node("subProcess", key, "".join(inner.parts), triggeredByEvent="true")

    def boundary(self, key: str, host: str, event: str, *, interrupting: bool = True) -> "Drawing":
        return self.node(
            "boundaryEvent",
            key,
            event,
            attachedToRef=host,
            cancelActivity=str(interrupting).lower(),
        )

    def catch(self, key: str, event: str) -> "Drawing":
        return self.node("intermediateCatchEvent", key, event)

    def throw(self, key: str, event: str = "") -> "Drawing":
        return self.node("intermediateThrowEvent", key, event)

    def flow(self, source: str, target: str, when: str = "", key: str = "") -> "Drawing":
        self.flows += 1
        key = key or f"{self.key}_f{self.flows}"
        condition = (
            '<conditionExpression xsi:type="tFormalExpression">'
            f"{escape(when)}</conditionExpression>"
            if when
            else ""
        )
        self.parts.append(
            f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{condition}'
            "</sequenceFlow>"
        )
        return self

    def chain(self, *keys: str) -> "Drawing":
        """Flows through all of *keys*, in order."""
        for source, target in pairwise(keys):
            self.flow(source, target)
        return self

    def declare(self, tag: str, key: str, **attributes: str) -> "Drawing":
        """A message, error or escalation of the file."""
        said = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
        self.declared.append(f'<{tag} id="{key}"{said}/>')
        return self

    def process(self) -> str:
        """The process element; every node in one lane of the drawing's role."""
        lanes = ""
        if self.role:
            refs = "".join(f"<flowNodeRef>{key}</flowNodeRef>" for key in self.ids)
            lanes = (
                f'<laneSet id="{self.key}_lanes"><lane id="{self.key}_lane" name="Office">'
                f"{said(role=self.role)}{refs}</lane></laneSet>"
            )
        body = "".join(self.parts)
        return f'<process id="{self.key}" isExecutable="true">{lanes}{body}</process>'

    def xml(self, *others: "Drawing") -> bytes:
        """The whole file, with *others* as further processes."""
        drawn = (self, *others)
        declared = "".join(dict.fromkeys(d for one in drawn for d in one.declared))
        body = "".join(one.process() for one in drawn)
        return (
            f"<?xml version='1.0' encoding='UTF-8'?>{_HEAD}{declared}{body}</definitions>".encode()
        )

    def files(self, *others: "Drawing") -> dict[str, bytes]:
        """A bundle of just this file."""
        return {f"{self.key}.bpmn": self.xml(*others)}


def said(**properties: str) -> str:
    """Extension properties; in a name, `__` stands for a dot."""
    items = "".join(
        f"<camunda:property name={quoteattr(name.replace('__', '.'))} value={quoteattr(value)}/>"
        for name, value in properties.items()
    )
    return (
        f"<extensionElements><camunda:properties>{items}</camunda:properties></extensionElements>"
    )


def timer(kind: str, source: str) -> str:
    """A timer definition: kind is Date, Duration or Cycle."""
    return f"<timerEventDefinition><time{kind}>{escape(source)}</time{kind}></timerEventDefinition>"


def event(kind: str, reference: str = "") -> str:
    """A message, error, escalation or terminate definition."""
    refers = f' {kind}Ref="{reference}"' if reference else ""
    return f"<{kind}EventDefinition{refers}/>"


def each(collection: str, item: str, done_when: str = "", *, sequential: bool = False) -> str:
    """Multi-instance over a collection."""
    done = f"<completionCondition>{escape(done_when)}</completionCondition>" if done_when else ""
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}" '
        f"camunda:collection={quoteattr(collection)} camunda:elementVariable={quoteattr(item)}>"
        f"{done}</multiInstanceLoopCharacteristics>"
    )


def times(count: str, *, sequential: bool = False) -> str:
    """Multi-instance a number of times."""
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        f"<loopCardinality>{escape(count)}</loopCardinality></multiInstanceLoopCharacteristics>"
    )
