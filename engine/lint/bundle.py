"""A definition as the rules look at it: the diagrams drawn, the forms, decisions and letters read.

Nothing here judges; what cannot be read is kept as its reasons, for the rule that tells them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath

from engine.bpmn.elements import Flow, Model, Node
from engine.dmn.errors import DecisionFault
from engine.dmn.read import Decisions
from engine.dmn.read import read as read_decisions
from engine.errors import DiagramRefused, TemplateRefused
from engine.forms.errors import FormFault
from engine.forms.fields import Form, flat
from engine.forms.read import parse
from engine.letters.compile import Letter, compile_letter
from engine.lint.authority import Authority, authority
from engine.lint.drawn import Drawing
from engine.lint.feasible import Gate, feasible, gate_of
from engine.lint.given import Given, from_diagram, from_form
from engine.lint.lacks import Lacks
from engine.lint.routes import Routes, routes
from engine.lint.setting import Setting
from engine.lint.soundness import LIMIT, Verdict, explore
from engine.lint.supposing import Choices, Supposition, choices, possible
from engine.lint.values import PossibleValues


@dataclass(frozen=True)
class Bundle:
    """The files of a definition, what they say, and the setting they are checked in."""

    files: Mapping[str, bytes]
    model: Model
    setting: Setting
    refused: DiagramRefused | None = None

    @cached_property
    def drawing(self) -> Drawing:
        """The diagrams, with their neighbours looked up."""
        return Drawing(self.model)

    @cached_property
    def routes(self) -> Routes:
        """Every way through the definition that facts not yet set leave open."""
        drawn = self.every_way
        gates: dict[str, Gate] = {}
        for node in self.drawing.kinds("exclusiveGateway"):
            gate = gate_of(self.drawing, node)
            if gate is not None and self._may_be_unset(drawn, node, gate):
                gates[node.id] = gate
        return feasible(drawn, gates, lambda node: self.given[node.id]) if gates else drawn

    @cached_property
    def every_way(self) -> Routes:
        """Every way that is drawn, whatever the facts."""
        return routes(self.drawing, self.model.key)

    def _may_be_unset(self, drawn: Routes, node: Node, gate: Gate) -> bool:
        if gate.names & self.setting.derived or not gate.names <= self.ever_given:
            return False
        return all(
            Lacks(drawn, partial(self._supplies, name, ())).at(node) is not None
            for name in gate.names
        )

    @cached_property
    def authority(self) -> Authority:
        """What tells whether words say that authority is given."""
        law = self.setting.law
        return authority(frozenset(law.words.items()), law.names_of("deciders"))

    @cached_property
    def last_word(self) -> Authority:
        """The same of those alone whose consent is the last."""
        law = self.setting.law
        return authority(frozenset(law.words.items()), law.names_of("last"))

    @cached_property
    def forms(self) -> Mapping[str, Form | FormFault]:
        """Each form by its name, or what is wrong with it."""
        return {name: _form(content) for name, content in self._named("forms", ".form")}

    @cached_property
    def decisions(self) -> Mapping[str, Decisions | DecisionFault]:
        """Each decision file by its name, or what is wrong with it."""
        return {name: _decisions(content) for name, content in self._named("decisions", ".dmn")}

    @cached_property
    def letters(self) -> Mapping[str, Letter | TemplateRefused]:
        """Each letter by its code, or why its template cannot be used."""
        clauses = dict(self._named("letters/clauses", ".docx"))
        return {
            code: _letter(content, clauses, code)
            for code, content in self._named("letters", ".docx")
        }

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What playing each process and sub-process showed, within one allowance of markings."""
        found: dict[str, Verdict] = {}
        left = LIMIT
        for scope in self.drawing.scopes:
            found[scope] = explore(self.drawing, scope, left, self._may_choose)
            left = max(left - found[scope].states, 1)
        return found

    def _may_choose(self, node: Node, way: tuple[Flow, ...]) -> bool:
        """Whether an inclusive gateway may take these ways and no other, by its conditions."""
        free = [flow for flow in self.drawing.out(node.id) if flow.condition]
        return possible(((flow.condition or "", flow in way) for flow in free), self.choices)

    def form_of(self, node: Node) -> Form | None:
        """The form of a step, when it can be read."""
        form = self.forms.get(node.form or "")
        return form if isinstance(form, Form) else None

    def decisions_of(self, node: Node) -> Decisions | None:
        """The decision file that holds the decision of a step, when it can be read."""
        for found in self.decisions.values():
            if isinstance(found, Decisions) and node.decision in found.ids:
                return found
        return None

    def letter(self, code: str) -> Letter | None:
        """The letter of this code, when its template can be used."""
        letter = self.letters.get(code)
        return letter if isinstance(letter, Letter) else None

    @cached_property
    def given(self) -> Mapping[str, Mapping[str, Given]]:
        """Element id → the facts it may set, by name."""
        return {
            node.id: {given.name: given for given in self._given(node)}
            for node in self.drawing.nodes
        }

    def _given(self, node: Node) -> Iterator[Given]:
        form = self.form_of(node)
        if form is not None:
            for given in from_form(form):
                sure = given.sure and node.several is None
                yield Given(given.name, given.unless, sure=sure)
        decisions = self.decisions_of(node)
        if decisions is not None and node.decision and not node.result:
            yield from (Given(name) for name in decisions.outputs(node.decision))
        yield from from_diagram(node)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The steps whose form or decision cannot be read, so that what they set is not known."""
        return frozenset(
            node.id
            for node in self.drawing.nodes
            if (node.form is not None and self.form_of(node) is None)
            or (node.decision is not None and self.decisions_of(node) is None)
        )

    @cached_property
    def choices(self) -> Choices:
        """Fact → the values that forms let it take."""
        return choices(form for form in self.forms.values() if isinstance(form, Form))

    @cached_property
    def choices_of_forms(self) -> Choices:
        """The same, without the facts that a table or the diagram sets as well."""
        others = {given.name for node in self.drawing.nodes for given in from_diagram(node)}
        for node in self.drawing.nodes:
            others.update(self.given[node.id] if node.decision else ())
        return {name: values for name, values in self.choices.items() if name not in others}

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """Fact → what is asked in each of its rows, for lists that only forms gather."""
        asked: dict[str, frozenset[str]] = {}
        otherwise = {given.name for node in self.drawing.nodes for given in from_diagram(node)}
        for form in self.forms.values():
            for field in flat(form.fields) if isinstance(form, Form) else ():
                if field.kind == "dynamiclist":
                    rows = frozenset(child.key for child in flat(field.children))
                    asked[field.key] = asked.get(field.key, frozenset()) | rows
                elif field.asks:
                    otherwise.add(field.key)
        return {name: rows for name, rows in asked.items() if name not in otherwise}

    def never_met(self, name: str) -> Lacks:
        """Where a case can be without having passed a step that may set *name*."""
        return self._lacking(name, ())

    def not_held(self, name: str, supposing: tuple[Supposition, ...]) -> Lacks:
        """Where a case may not hold *name*, supposing what the conditions there say."""
        return self._lacking(name, (("true", True), *supposing))

    def lacking_from(
        self, routes: Routes, name: str, supposing: tuple[Supposition, ...] | None
    ) -> Lacks:
        """Where on those ways *name* may not be held, or (supposing nothing) was not met."""
        certain = () if supposing is None else (("true", True), *supposing)
        return Lacks(routes, partial(self._supplies, name, certain))

    def _lacking(self, name: str, supposing: tuple[Supposition, ...]) -> Lacks:
        key = (name, supposing)
        if key not in self._found:
            self._found[key] = Lacks(self.routes, partial(self._supplies, name, supposing))
        return self._found[key]

    @cached_property
    def _found(self) -> dict[tuple[str, tuple[Supposition, ...]], Lacks]:
        return {}

    def _supplies(self, name: str, supposing: tuple[Supposition, ...], node: Node) -> bool:
        if node.id in self.unread:
            return True
        given = self.given[node.id].get(name)
        if given is None or not supposing or given.sure:
            return given is not None
        return bool(given.unless) and not any(
            possible((*supposing, (skipped, True)), self.choices) for skipped in given.unless
        )

    def values_of(self, fact: str, answers: tuple[str | bool, ...]) -> PossibleValues:
        """The values that *fact* can have at each place of a case."""
        key = (fact, answers)
        if key not in self._values:
            self._values[key] = PossibleValues(self, fact, answers)
        return self._values[key]

    @cached_property
    def _values(self) -> dict[tuple[str, tuple[str | bool, ...]], PossibleValues]:
        return {}

    def can_precede(self, name: str, node: Node, *, late: bool) -> bool:
        """Whether some step that may set *name* can come before *node*, or is it."""
        setters = {n for n, given in self.given.items() if name in given} | self.unread
        return bool(setters & self.routes.before(node, itself=late))

    def never_given(self, name: str) -> bool:
        """Whether no step sets *name*, as far as all of them can be read."""
        return name not in self.ever_given and not self.unread

    @cached_property
    def ever_given(self) -> frozenset[str]:
        """Every fact that some step may set, or that every case holds."""
        return self.setting.derived.union(*self.given.values())

    def _named(self, folder: str, ending: str) -> Iterator[tuple[str, bytes]]:
        for path, content in self.files.items():
            at = PurePosixPath(path)
            if str(at.parent) == folder and at.suffix == ending:
                yield at.stem, content


def _form(content: bytes) -> Form | FormFault:
    try:
        return parse(content)
    except FormFault as fault:
        return fault


def _decisions(content: bytes) -> Decisions | DecisionFault:
    try:
        return read_decisions(content)
    except DecisionFault as fault:
        return fault


def _letter(content: bytes, clauses: Mapping[str, bytes], code: str) -> Letter | TemplateRefused:
    try:
        return compile_letter(content, clauses, code)
    except TemplateRefused as refused:
        return refused
