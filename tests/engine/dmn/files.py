"""A shorthand for writing decision files in tests."""

from collections.abc import Sequence

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def file(*elements: str, attributes: str = "") -> bytes:
    return (
        f'<definitions xmlns="{NAMESPACE}" name="test" namespace="test" {attributes}>'
        + "".join(elements)
        + "</definitions>"
    ).encode()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str, attributes: str = "") -> str:
    return f"<literalExpression {attributes}><text>{escaped(text)}</text></literalExpression>"


def decision(
    name: str,
    logic: str = "",
    *,
    decisions: Sequence[str] = (),
    inputs: Sequence[str] = (),
    knowledge: Sequence[str] = (),
    type_ref: str = "",
) -> str:
    needed = [("information", "requiredDecision", each) for each in decisions]
    needed += [("information", "requiredInput", each) for each in inputs]
    needed += [("knowledge", "requiredKnowledge", each) for each in knowledge]
    requirements = "".join(
        f'<{kind}Requirement><{required} href="#{each}"/></{kind}Requirement>'
        for kind, required, each in needed
    )
    typed = f'typeRef="{type_ref}"' if type_ref else ""
    variable = f'<variable name="{name}" {typed}/>'
    return f'<decision id="{name}" name="{name}">{variable}{requirements}{logic}</decision>'


def table(
    inputs: Sequence[str],
    outputs: Sequence[str],
    rows: Sequence[tuple[Sequence[str], Sequence[str]]],
    attributes: str = "",
    *,
    extra: str = "",
) -> str:
    asked = "".join(
        f"<input><inputExpression><text>{escaped(each)}</text></inputExpression></input>"
        for each in inputs
    )
    given = "".join(f'<output name="{each}"/>' for each in outputs)
    rules = "".join(
        f'<rule id="r{at}">'
        + "".join(f"<inputEntry><text>{escaped(cell)}</text></inputEntry>" for cell in cells)
        + "".join(f"<outputEntry><text>{escaped(cell)}</text></outputEntry>" for cell in results)
        + f"<description>reason {at}</description></rule>"
        for at, (cells, results) in enumerate(rows, 1)
    )
    return f'<decisionTable id="table" {attributes}>{asked}{given}{extra}{rules}</decisionTable>'
