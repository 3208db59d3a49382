"""Every decision can be read, and covers every case as its hit policy promises."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.dmn.errors import DecisionFault
from engine.dmn.findings import findings
from engine.lint.finding import Fault, Place


def faults(definition: Definition) -> Iterator[Fault]:
    """Decisions that cannot be read, and tables with gaps, overlaps or idle rows."""
    for name, decisions in definition.contents.decisions.items():
        file = f"decisions/{name}.dmn"
        if isinstance(decisions, DecisionFault):
            place = Place(file, decisions.element_id or name)
            yield Fault(place, f"the decision {name}: {decisions.sentence}")
            continue
        for finding in findings(decisions):
            place = Place(file, next(iter(finding.rows), finding.decision))
            yield Fault(place, f"the decision {finding.decision}: {finding.sentence}.", "warning")
