"""What a case that is moved to a version would lack there: facts set by steps it is past. Pure.

A version is checked for cases that begin with it. One that joins it half-way has not met what its
earlier steps ask, so its own way onward is looked at: what is needed there, and not to be had.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from engine.analysis.definition import Definition
from engine.analysis.expressions import Expression, drawn_expressions
from engine.analysis.missing_facts import MissingFact
from engine.analysis.naming import listed, tidy
from engine.analysis.routes import Routes, onward
from engine.analysis.satisfiability import Supposition
from engine.analysis.supplied_facts import names
from engine.bpmn.elements import Flow, LetterRule, Node
from engine.cases.unread import Unread

NULL = re.compile(r"\bnull\b")  # whoever writes it has thought of facts not set
MOST_NAMED = 3
Suppositions = tuple[Supposition, ...] | None


@dataclass(frozen=True, slots=True)
class Need:
    """One place where a fact is looked at; `supposing` is None where it may also be missing."""

    name: str
    what: str
    node: Node
    late: bool
    supposing: Suppositions = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What could not be done for want of a fact, and what would go as if it were blank."""

    stops: tuple[str, ...]
    blanks: tuple[str, ...]


def asked_of(facts: Unread) -> frozenset[str]:
    """The facts that a case has been asked for, also those left blank."""
    return frozenset(fact.key for fact in facts.rows(frozenset()))


def needs(definition: Definition) -> tuple[Need, ...]:
    """Every fact that a version looks at, by place; those that every case holds left out."""
    all_needs = (*_letters(definition), *_expressions(definition), *_decisions(definition))
    return tuple(need for need in all_needs if need.name not in definition.setting.derived)


def lacking(
    definition: Definition,
    all_needs: Collection[Need],
    places: Collection[str],
    facts_asked: Collection[str],
) -> Lacking:
    """What a case lacks that stands at those places, as its routes name them.

    *facts_asked* are the facts it has been asked for, also those left blank.
    """
    routes = _Routes(definition, onward(definition.paths.every_route, places))
    stops, blanks = dict[str, None](), dict[str, None]()
    for need in all_needs:
        if need.name not in facts_asked and routes.lead_to(need):
            sentences = stops if need.supposing is not None else blanks
            sentences[_sentence(definition, need)] = None
    return Lacking(tuple(stops), tuple(blanks))


@dataclass(frozen=True, slots=True)
class _Routes:
    """The ways on from where a case stands, walked once for each fact."""

    definition: Definition
    onward: Routes
    walked: dict[tuple[str, Suppositions], MissingFact] = field(default_factory=dict)

    def lead_to(self, need: Need) -> bool:
        """Whether the case comes to it without the fact, and one from the start would not."""
        if not need.late and need.node.id in self._open_elements:
            return False  # it was looked at when the step was opened
        if not _lacks_there(self._missing_fact(need), need):
            return False
        return not _lacks_there(self._missing_from_start(need), need)

    @property
    def _open_elements(self) -> set[str]:
        return {self.onward.nodes[place].id for place in self.onward.starts}

    def _missing_fact(self, need: Need) -> MissingFact:
        key = (need.name, need.supposing)
        if key not in self.walked:
            self.walked[key] = self.definition.paths.missing_from(self.onward, *key)
        return self.walked[key]

    def _missing_from_start(self, need: Need) -> MissingFact:
        if need.supposing is None:
            return self.definition.paths.never_met(need.name)
        return self.definition.paths.not_held(need.name, need.supposing)


def _lacks_there(lacks: MissingFact, need: Need) -> bool:
    return (lacks.after(need.node) if need.late else lacks.at(need.node)) is not None


def _letters(definition: Definition) -> Iterator[Need]:
    for node in definition.drawing.nodes:
        for rule in node.letters:
            yield from _letter(definition, node, rule)


def _letter(definition: Definition, node: Node, rule: LetterRule) -> Iterator[Need]:
    letter = definition.contents.letter(rule.code)
    item_names = {node.several.item} if node.several else set()
    supposing = ((rule.when, True),) if rule.when else ()
    unconditional = letter.unconditional_needs if letter else frozenset[str]()
    for name in sorted({need.split(".")[0] for need in unconditional} - item_names):
        yield Need(name, f"letter {rule.code} of", node, late=True, supposing=supposing)


def _expressions(definition: Definition) -> Iterator[Need]:
    for expression in drawn_expressions(definition.drawing):
        thing = expression.thing
        node = definition.drawing.node(thing.source) if isinstance(thing, Flow) else thing
        if node is not None and not NULL.search(expression.source):
            for name in sorted(names(expression.source) - expression.local):
                yield Need(name, _how_called(expression), node, expression.late)


def _how_called(expression: Expression) -> str:
    what, thing = expression.what, expression.thing
    if not isinstance(thing, Flow):
        return f"{what} of"
    if thing.name:
        return f"{what} '{tidy(thing.name)}' at"
    return f"{what} at"


def _decisions(definition: Definition) -> Iterator[Need]:
    for node in definition.drawing.nodes:
        decisions = definition.contents.decisions_of(node)
        if decisions is not None and node.decision is not None:
            for name in sorted(decisions.needs(node.decision)):
                yield Need(name, f"the decision {node.decision} of", node, late=False)


def _sentence(definition: Definition, need: Need) -> str:
    nodes = [
        node for node in definition.drawing.nodes if need.name in definition.facts.supplied[node.id]
    ]
    titles = [f"'{tidy(node.title)}'" for node in nodes[:MOST_NAMED]]
    more = len(nodes) - len(titles)
    where = listed([*titles, *([f"{more} more"] if more > 0 else [])])
    start = f"{need.what} '{tidy(need.node.title)}'"
    past = f"'{need.name}', which is set at {where}, and the case is past that"
    if need.supposing is not None:
        return f"{start} needs {past}"
    return f"{start} looks at {past}: it will count as blank"
