"""Which facts the steps of a definition set, and the values that its forms let them take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.analysis.contents import Contents
from engine.analysis.drawing import Drawing
from engine.analysis.satisfiability import Choices, Supposition, choices, satisfiable
from engine.analysis.supplied_facts import SuppliedFact, from_diagram, from_form
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
        return {
            node.id: {fact.name: fact for fact in self._supplied(node)}
            for node in self.drawing.nodes
        }

    def _supplied(self, node: Node) -> Iterator[SuppliedFact]:
        form = self.contents.form_of(node)
        for fact in from_form(form) if form is not None else ():
            sure = fact.sure and node.several is None
            yield SuppliedFact(fact.name, fact.unless, sure=sure)
        decisions = self.contents.decisions_of(node)
        if decisions is not None and node.decision and not node.result:
            yield from (SuppliedFact(name) for name in decisions.outputs(node.decision))
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
        """Fact → the values that forms let it take."""
        return choices(self._forms)

    @cached_property
    def choices_of_forms(self) -> Choices:
        """The same, without the facts that a table or the diagram sets as well."""
        others = self._set_in_diagram()
        for node in self.drawing.nodes:
            others.update(self.supplied[node.id] if node.decision else ())
        return {name: values for name, values in self.choices.items() if name not in others}

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """Fact → what is asked in each of its rows, for lists that only forms gather."""
        asked: dict[str, frozenset[str]] = {}
        otherwise = self._set_in_diagram()
        for field in self._questions():
            if field.kind == "dynamiclist":
                rows = frozenset(child.key for child in flat(field.children))
                asked[field.key] = asked.get(field.key, frozenset()) | rows
            elif field.asks:
                otherwise.add(field.key)
        return {name: rows for name, rows in asked.items() if name not in otherwise}

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
        if fact is None or not supposing or fact.sure:
            return fact is not None
        return bool(fact.unless) and not any(
            satisfiable((*supposing, (skipped, True)), self.choices) for skipped in fact.unless
        )

    def _set_in_diagram(self) -> set[str]:
        return {fact.name for node in self.drawing.nodes for fact in from_diagram(node)}

    @cached_property
    def _forms(self) -> tuple[Form, ...]:
        return tuple(form for form in self.contents.forms.values() if isinstance(form, Form))

    def _questions(self) -> Iterator[Field]:
        for form in self._forms:
            yield from flat(form.fields)
