"""What an amendment touches in one case: worked out anew, decided again, superseded, asked.

Given who reads each fact, the facts before and after, and what the case has behind it. Nothing is
kept here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.analysis.amendment import (
    Amendment,
    CaseSoFar,
    Change,
    Issued,
    Moved,
    OtherWay,
    Touched,
)
from engine.analysis.definition import Definition
from engine.analysis.drawing import CALL
from engine.analysis.readers import How, Use
from engine.analysis.worked_out import work_out_anew
from engine.bpmn.elements import Node
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts
from engine.forms.fields import Check, Form

READ_BY_PEOPLE = frozenset[How]({"checked", "asked if", "chosen", "shown", "letter", "rests on"})
_BECAUSE: Mapping[How, str] = {
    "letter": "its letter {where} names {fact}",
    "checked": "its rules compare {fact}",
    "asked if": "whether a question is asked there depends on {fact}",
    "chosen": "its options come from {fact}",
    "shown": "{fact} stood above its questions",
    "rests on": "it rests on {fact}",
}


def touched(definition: Definition, case: CaseSoFar, amendment: Amendment) -> Touched:
    """Everything that follows from an amendment; DiagramFailed when it cannot be worked out."""
    moved = _moved(case, amendment)
    work_out_anew(definition, moved)
    look = _Look(definition, case, moved, amendment.by, Touched(moved.changed, moved.worked_out))
    return look.result_of_all()


def _moved(case: CaseSoFar, amendment: Amendment) -> Moved:
    changed: dict[str, Change] = {}
    for key, value in amendment.answers.items():
        was = amendment.facts.get(key)
        if was != value:
            changed[key] = Change(was, value)
    return Moved(amendment.facts, case.passed, changed)


def calls_around(definition: Definition, steps: Iterable[str]) -> tuple[str, ...]:
    """The call activities that hold any of *steps*: what a split on the main diagram asks about."""
    calls: dict[str, None] = {}
    for step in steps:
        node = definition.drawing.node(step)
        for holder in definition.drawing.around(node) if node else ():
            if holder.kind == CALL:
                calls[holder.id] = None
    return tuple(calls)


@dataclass(frozen=True, slots=True)
class _Look:
    """One amendment looked at from end to end."""

    definition: Definition
    case: CaseSoFar
    moved: Moved
    by: frozenset[str]
    result: Touched

    def result_of_all(self) -> Touched:
        self._steps_that_read()
        self._rules_that_no_longer_hold()
        self._steps_that_are_recorded()
        self.result.again = {s: self.result.again[s] for s in self.case.done if s in self.again}
        self._steps_that_may_follow()
        self.result.other_ways = tuple(self._other_ways())
        self.result.letters = tuple(filter(self._is_superseded, self.case.letters))
        return self.result

    @property
    def again(self) -> Mapping[str, list[str]]:
        """The steps to be taken again so far."""
        return self.result.again

    def _steps_that_read(self) -> None:
        for step in self.case.done:
            for use in self.definition.readers.at_step.get(step, ()):
                if use.fact in self.moved.names and use.how in READ_BY_PEOPLE and self._binds(use):
                    self._take_again(step, self._because(use))

    def _binds(self, use: Use) -> bool:
        """Whether a use bears on whoever took the step, and not on the service alone.

        A letter does when it is signed, records a decision, or was put to another office.
        """
        if use.how != "letter":
            return True
        node = self.definition.model.at(use.element)
        rule = next(rule for rule in node.letters if rule.code == use.where)
        if rule.stands or not self._was_written(use):
            return False
        put_to_somebody = node.id in self.definition.readers.put_to_somebody
        return rule.for_signature or put_to_somebody or "records" in node.properties

    def _was_written(self, use: Use) -> bool:
        written = {(letter.code, letter.element) for letter in self.case.letters}
        return (use.where, use.element) in written

    def _rules_that_no_longer_hold(self) -> None:
        """Rules between answers that held when a step was done, and hold no longer."""
        for step in self.case.done:
            form = self.definition.contents.form_of(self.definition.model.at(step))
            for check in _checks(form):
                if self._is_broken(check, step):
                    self._take_again(step, f"its rule no longer holds: {check.problem}")

    def _is_broken(self, check: Check, step: str) -> bool:
        """Whether a rule held with the facts before, and does not with those after."""
        if not compile_expression(check.test).names & self.moved.names:
            return False
        before, after = self.moved.seen_before(step), self.moved.seen_after(step)
        return _holds(check.test, before) and not _holds(check.test, after)

    def _steps_that_are_recorded(self) -> None:
        """A letter that a later step writes for a decision makes that decision again too."""
        for step in tuple(self.again):
            node = self.definition.model.at(step)
            decided = node.properties.get("records", "").strip()
            if decided in self.case.done:
                self._take_again(decided, f"'{node.title}' records it")

    def _take_again(self, step: str, why: str) -> None:
        if step not in self.by:
            reasons = self.result.again.setdefault(step, [])
            if why not in reasons:
                reasons.append(why)

    def _because(self, use: Use) -> str:
        label = self.definition.readers.label(use.fact)
        return _BECAUSE[use.how].format(where=use.where, fact=f"'{label}'")

    def _steps_that_may_follow(self) -> None:
        """Steps that rest on what a step taken again will say, and on what those will."""
        waiting = list(self.again)
        met = {*waiting, *self.by}
        while waiting:
            step = waiting.pop(0)
            title = self.definition.model.at(step).title
            for other in self._readers_of(step):
                if other not in met:
                    met.add(other)
                    waiting.append(other)
                    self.result.perhaps[other] = [f"it rests on what '{title}' says"]

    def _readers_of(self, step: str) -> Iterator[str]:
        """The steps done in which people read what *step* says."""
        readers: set[str] = set()
        for fact in self.definition.facts.supplied.get(step, ()):
            for use in self.definition.readers.of_fact.get(fact, ()):
                if use.how in READ_BY_PEOPLE:
                    readers.add(use.element)
        return (other for other in self.case.done if other in readers)

    def _other_ways(self) -> Iterator[OtherWay]:
        """Choices that were made, and would now be made otherwise."""
        for node in self.definition.drawing.kinds("exclusiveGateway"):
            if node.id not in self.case.passed or not self._looks_at_moved(node):
                continue
            was = self._way(node, self.moved.seen_before(node.id))
            now = self._way(node, self.moved.seen_after(node.id))
            if was != now:
                yield OtherWay(node.title, was, now)

    def _looks_at_moved(self, node: Node) -> bool:
        uses = self.definition.readers.at_step.get(node.id, ())
        return any(use.how == "condition" and use.fact in self.moved.names for use in uses)

    def _way(self, node: Node, facts: Facts) -> str:
        """How the flow is called by which a gateway is left with *facts*."""
        default = ""
        for flow in self.definition.model.outgoing(node.id):
            name = flow.name or self.definition.model.at(flow.target).title
            if flow.condition is None:
                default = name
            elif _holds(flow.condition, facts):
                return name
        return default

    def _is_superseded(self, letter: Issued) -> bool:
        """Whether a letter says what is no longer so, or is the act of a step taken again."""
        rules = self.definition.model.at(letter.element).letters
        if not any(rule.code == letter.code and not rule.stands for rule in rules):
            return False
        uses = self.definition.readers.at_step.get(letter.element, ())
        named = any(
            use.how == "letter" and use.where == letter.code and use.fact in self.moved.names
            for use in uses
        )
        return named or letter.element in self.again


def _checks(form: Form | None) -> Iterator[Check]:
    for question in form.by_key().values() if form else ():
        yield from question.checks


def _holds(source: str, facts: Facts) -> bool:
    try:
        return compile_expression(source)(facts) is True
    except FeelError:
        return False
