"""Whose address a letter prints that the register does not hold: said before it is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.bpmn.elements import LetterRule
from engine.cases.rows import CaseRow
from engine.context import QueryContext
from engine.errors import DiagramFailed
from engine.feel.values import Facts


@dataclass(frozen=True, slots=True)
class NoAddress:
    """A letter that would go out without the address of somebody whom it names."""

    letter: str  # its title
    organisation: str


def without_address(
    context: QueryContext, case_row: CaseRow, rules: Iterable[LetterRule], facts: Facts
) -> tuple[NoAddress, ...]:
    """Every address that these letters print and that nobody has entered, letter by letter."""
    return tuple(
        NoAddress(context.reference.letter_title(rule.code, context.today), organisation)
        for rule in rules
        for organisation in _unknown(_needs(context, case_row, rule.code), facts)
    )


def _needs(context: QueryContext, case_row: CaseRow, code: str) -> frozenset[str]:
    try:
        return context.definitions.letter(context.db, case_row, code).needs
    except DiagramFailed:  # completing the task says what is wrong with it
        return frozenset()


def _unknown(needs: frozenset[str], facts: Facts) -> list[str]:
    places = sorted(need.removesuffix(".address") for need in needs if need.endswith(".address"))
    groups = [facts.get(place) for place in places]
    return [
        str(group["name"])
        for group in groups
        if isinstance(group, dict) and not group.get("address")
    ]
