"""Which facts the steps of a definition set, and the values that its forms let them take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.analysis.asked_again import possible_touched
from engine.analysis.contents import Contents
from engine.analysis.drawing import Drawing
from engine.analysis.satisfiability import (
    Choices,
    Supposition,
    choices,
    names_not_null,
    satisfiable,
)
from engine.analysis.shapes import Shape, shapes_of_questions
from engine.analysis.supplied_facts import TOUCHED, SuppliedFact, from_diagram, from_form
from engine.bpmn.elements import Node
from engine.forms.fields import Field, Form, flat


@dataclass(frozen=True)
class Facts:
    """The facts of a definition; *derived* are those that every case holds from its start."""

    drawing: Drawing
    contents: Contents
    derived: frozenset[str]

    @cached_property
    def supplied(self) -> Mapping[str, Mapping[str, SuppliedFact]]:
        """Element id → the facts it may set, by name."""
        supplied: dict[str, dict[str, SuppliedFact]] = {}
        for node in self.drawing.nodes:
            supplied[node.id] = {fact.name: fact for fact in self._supplied_by(node)}
        return supplied

    def setters_of(self, name: str) -> set[str]:
        """The ids of the steps that may set *name*."""
        return {step for step, facts in self.supplied.items() if name in facts}

    def _supplied_by(self, node: Node) -> Iterator[SuppliedFact]:
        form = self.contents.form_of(node)
        if form is not None:
            for fact in from_form(form):
                # Of several there may be none, and then nobody is asked.
                sure = fact.sure and node.several is None
                yield SuppliedFact(fact.name, fact.unless, sure=sure)
        decisions = self.contents.decisions_of(node)
        if decisions is not None and node.decision and not node.result:
            for name in decisions.outputs(node.decision):
                yield SuppliedFact(name)
        yield from from_diagram(node)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The steps whose form or decision cannot be read, so that what they set is not known."""
        return frozenset(node.id for node in self.drawing.nodes if self._is_unread(node))

    def _is_unread(self, node: Node) -> bool:
        no_form = node.form is not None and self.contents.form_of(node) is None
        no_decision = node.decision is not None and self.contents.decisions_of(node) is None
        return no_form or no_decision

    @cached_property
    def choices(self) -> Choices:
        """Fact → the values that forms let it take, and what an amending step may give."""
        touched = possible_touched(self.drawing)
        return {**choices(self._forms), **({TOUCHED: touched} if touched else {})}

    @cached_property
    def choices_of_forms(self) -> Choices:
        """The same, without the facts that a table or the diagram sets as well."""
        set_otherwise = self._set_in_diagram()
        for node in self.drawing.nodes:
            if node.decision:
                set_otherwise.update(self.supplied[node.id])
        return {name: values for name, values in self.choices.items() if name not in set_otherwise}

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """Fact → what is asked in each of its rows, for lists that only forms gather."""
        columns: dict[str, frozenset[str]] = {}
        set_otherwise = self._set_in_diagram()
        for field in self._questions():
            if field.kind.repeats:
                keys = frozenset(child.key for child in flat(field.children))
                columns[field.key] = columns.get(field.key, frozenset()) | keys
            elif field.asks:
                set_otherwise.add(field.key)
        return {name: keys for name, keys in columns.items() if name not in set_otherwise}

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """Fact → what its value is, for facts that nothing but forms set."""
        set_otherwise = self._set_in_diagram()
        for node in self.drawing.nodes:
            if node.decision:
                set_otherwise.update(self.supplied[node.id])
        shapes = shapes_of_questions(self._questions())
        return {name: shape for name, shape in shapes.items() if name not in set_otherwise}

    @cached_property
    def ever_supplied(self) -> frozenset[str]:
        """Every fact that some step may set, or that every case holds."""
        return self.derived.union(*self.supplied.values())

    def never_supplied(self, name: str) -> bool:
        """Whether no step sets *name*, as far as all of them can be read."""
        return name not in self.ever_supplied and not self.unread

    def supplies(self, name: str, supposing: tuple[Supposition, ...], node: Node) -> bool:
        """Whether *node* sets *name*; with suppositions, whether it then does so for certain."""
        if node.id in self.unread:
            return True
        fact = self.supplied[node.id].get(name)
        if fact is None:
            return False
        if not supposing or fact.sure:
            return True
        return bool(fact.unless) and not self._may_be_skipped(fact, supposing)

    def _may_be_skipped(self, fact: SuppliedFact, supposing: tuple[Supposition, ...]) -> bool:
        """Whether a condition that hides its question can hold together with what is supposed."""
        for hidden_when in fact.unless:
            if satisfiable((*supposing, (hidden_when, True)), self.choices):
                return True
        return False

    def comes_with(self, name: str, supposing: tuple[Supposition, ...]) -> bool:
        """Whether *name* is held because another fact is that is supposed not to be null.

        `request_date != null` says that the request has been logged, with all that is asked there.
        """
        for known in names_not_null(supposing):
            setters = [self.drawing.model.nodes[step] for step in self.setters_of(known)]
            together = all(self.supplies(name, supposing, setter) for setter in setters)
            if known == name or (setters and together):
                return True
        return False

    def _set_in_diagram(self) -> set[str]:
        names: set[str] = set()
        for node in self.drawing.nodes:
            names.update(fact.name for fact in from_diagram(node))
        return names

    @cached_property
    def _forms(self) -> tuple[Form, ...]:
        return tuple(form for form in self.contents.forms.values() if isinstance(form, Form))

    def _questions(self) -> Iterator[Field]:
        for form in self._forms:
            yield from flat(form.fields)
