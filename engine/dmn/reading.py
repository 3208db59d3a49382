"""What every part of a decision file needs while it is read: its names, types and expressions."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from engine.dmn.errors import DecisionFault
from engine.dmn.run import Boxed, Names, Run
from engine.dmn.shapes import Shapes
from engine.dmn.xml import tag, text
from engine.feel.compile import Expression, Lexicon, UnaryTests, expression_in, unary_in
from engine.feel.errors import FeelError
from engine.feel.tokens import pieces, words
from engine.feel.values import Value
from engine.readers.xml_tree import Element

_MAX_NAMES = 2_000
_MAX_PIECES = 15_000
Compiled = TypeVar("Compiled", Expression, UnaryTests)
_FEEL = ("feel", "FEEL")
_UNNAMED = frozenset({"definitions", "annotation", "textAnnotation", "import", "DMNDiagram"})


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The names and types of one file, for the expressions in it."""

    lexicon: Lexicon
    shapes: Shapes
    default_language: str = ""
    expressions: dict[str, Expression] = field(default_factory=dict)
    cells: dict[str, UnaryTests] = field(default_factory=dict)
    read: Counter[str] = field(default_factory=Counter)

    def expression(self, source: str, element: Element) -> Expression:
        """The FEEL in *source*, or the fault of the element it stands in."""
        self._speaks_feel(element)
        if source not in self.expressions:
            self.expressions[source] = self._compiled(expression_in, source, element)
        return self.expressions[source]

    def tests(self, element: Element) -> UnaryTests:
        """The unary tests in the element's text."""
        self._speaks_feel(element)
        source = text(element)
        if source not in self.cells:
            self.cells[source] = self._compiled(unary_in, source, element)
        return self.cells[source]

    def _compiled(
        self, make: Callable[[str, Lexicon], Compiled], source: str, element: Element
    ) -> Compiled:
        try:
            self.read["pieces"] += len(pieces(source))
            if self.read["pieces"] > _MAX_PIECES:
                raise DecisionFault(
                    f"the decision file has more than {_MAX_PIECES} words of FEEL; split it"
                )
            return make(source, self.lexicon)
        except FeelError as problem:
            raise DecisionFault(f"'{source[:80]}': {problem}", id_near(element)) from None

    def literal(self, source: str, element: Element) -> Boxed:
        """The FEEL in *source* as a piece of logic; no text at all is null."""
        if not source:
            return Boxed(lambda _names, _run: None)
        expression = self.expression(source, element)

        def evaluate(names: Names, run: Run) -> Value:
            return expression.run(names, run.budget)

        return Boxed(evaluate, expression.names)

    def fitted(self, boxed: Boxed, ref: str | None) -> Boxed:
        """The logic with its result brought into the shape of a type."""
        if not ref or self.shapes.find(ref) is None:
            return boxed
        inner, shapes = boxed.evaluate, self.shapes
        return Boxed(
            lambda names, run: shapes.fitted(inner(names, run), ref, run.budget), boxed.names
        )

    def _speaks_feel(self, element: Element) -> None:
        language = element.get("expressionLanguage") or self.default_language
        if language and not language.rstrip("/").endswith(_FEEL):
            raise DecisionFault(
                f"the expression is written in {language[:80]}; only FEEL is understood",
                id_near(element),
            )


def id_near(element: Element | None) -> str | None:
    """The id of the element, or of the nearest one around it that has one."""
    while element is not None:
        identifier = element.get("id")
        if identifier:
            return identifier
        element = element.getparent()
    return None


def spaced_names(elements: Iterable[Element]) -> frozenset[str]:
    """Every name in the file that is made of more than one word or mark."""
    names: set[str] = set()
    for element in elements:
        name = " ".join((element.get("name") or "").split())
        if name and tag(element) not in _UNNAMED and _is_spelled_out(name):
            names.add(name)
        if len(names) > _MAX_NAMES:
            raise DecisionFault(f"the decision file has more than {_MAX_NAMES} long names")
    return frozenset(names)


def _is_spelled_out(name: str) -> bool:
    try:
        return len(words(name)) > 1
    except FeelError:
        return False
