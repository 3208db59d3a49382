"""What stands in the files of a definition beside its diagrams: forms, decisions and letters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from engine.bpmn.elements import Node
from engine.dmn.errors import DecisionFault
from engine.dmn.read import Decisions
from engine.dmn.read import read as read_decisions
from engine.errors import TemplateRefused
from engine.forms.errors import FormFault
from engine.forms.fields import Form
from engine.forms.joining import joined
from engine.forms.read import parse
from engine.letters.compile import Letter, compile_letter


@dataclass(frozen=True)
class Contents:
    """The files by their paths, each read when it is first asked for."""

    files: Mapping[str, bytes]

    @cached_property
    def forms(self) -> Mapping[str, Form | FormFault]:
        """Each form by its name, or what is wrong with it."""
        return {name: _form_or_fault(content) for name, content in self._files_in("forms", ".form")}

    @cached_property
    def decisions(self) -> Mapping[str, Decisions | DecisionFault]:
        """Each decision file by its name, or what is wrong with it."""
        return {
            name: _decisions_or_fault(content)
            for name, content in self._files_in("decisions", ".dmn")
        }

    @cached_property
    def letters(self) -> Mapping[str, Letter | TemplateRefused]:
        """Each letter by its code, or why its template cannot be used."""
        letters: dict[str, Letter | TemplateRefused] = {}
        for code, content in self._files_in("letters", ".docx"):
            letters[code] = _letter_or_refusal(content, self.clauses, code)
        return letters

    @cached_property
    def clauses(self) -> Mapping[str, bytes]:
        """The clause files of the letters, by their names."""
        return dict(self._files_in("letters/clauses", ".docx"))

    def own_form_of(self, node: Node) -> Form | None:
        """The form of a step without those of the steps that it amends, when it can be read."""
        form = self.forms.get(node.form or "")
        return form if isinstance(form, Form) else None

    def form_of(self, node: Node) -> Form | None:
        """What a step asks: its form, and those of the steps that it amends."""
        form = self.own_form_of(node)
        if form is None:
            return None
        others = (self.forms.get(name) for name in node.also_asks)
        return joined(form, *(other for other in others if isinstance(other, Form)))

    def decisions_of(self, node: Node) -> Decisions | None:
        """The decision file that holds the decision of a step, when it can be read."""
        for decisions in self.decisions.values():
            if isinstance(decisions, Decisions) and node.decision in decisions.ids:
                return decisions
        return None

    def letter(self, code: str) -> Letter | None:
        """The letter of this code, when its template can be used."""
        letter = self.letters.get(code)
        return letter if isinstance(letter, Letter) else None

    def _files_in(self, folder: str, ending: str) -> Iterator[tuple[str, bytes]]:
        """The files that stand directly in *folder*, by their names without the ending."""
        for name, content in self.files.items():
            path = PurePosixPath(name)
            if str(path.parent) == folder and path.suffix == ending:
                yield path.stem, content


def _form_or_fault(content: bytes) -> Form | FormFault:
    try:
        return parse(content)
    except FormFault as fault:
        return fault


def _decisions_or_fault(content: bytes) -> Decisions | DecisionFault:
    try:
        return read_decisions(content)
    except DecisionFault as fault:
        return fault


def _letter_or_refusal(
    content: bytes, clauses: Mapping[str, bytes], code: str
) -> Letter | TemplateRefused:
    try:
        return compile_letter(content, clauses, code)
    except TemplateRefused as refused:
        return refused
