"""What was decided in a case, by people and by decision tables, in the words of its forms."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain, islice

from engine.audit.body import Body, Decided
from engine.cases.rows import CaseRow
from engine.cases.values import to_json
from engine.context import QueryContext
from engine.dmn.errors import DecisionFault
from engine.dmn.read import Decisions
from engine.dmn.table import Input, Table
from engine.execution.loaded import Loaded
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts
from engine.forms.dates import in_words
from engine.forms.fields import Form
from engine.forms.numbers import plain
from engine.forms.shown import Line, answer_on_a_line, answered, outcome, summary
from engine.queries.damage import readable
from engine.queries.recalled import Knew, decided_facts, recalled
from engine.section26.key_facts import key_facts

_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
YES_OR_NO = {True: "Yes", False: "No"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a decision table decided: its results, the answers they rest on, and the provision."""

    title: str
    results: tuple[Line, ...]
    because: tuple[Line, ...]  # nothing where the table would no longer decide so
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry of the log decided: by a person's answers, and by tables after them."""

    outcome: tuple[Line, ...] = ()
    rulings: tuple[Ruling, ...] = ()

    @property
    def brief(self) -> str:
        """The heart of it in a line: what was chosen, else the first result of a table."""
        chosen = (line.told for line in self.outcome if line.chosen)
        with_results = (ruling for ruling in self.rulings if ruling.results)
        ruled = (f"{ruling.title} {ruling.results[0].value_text}" for ruling in with_results)
        return next(chain(chosen, ruled), "")


NOTHING_TOLD = Told()


def decided_in(context: QueryContext, row: CaseRow, bodies: tuple[Body, ...]) -> tuple[Told, ...]:
    """For each entry of the log of a case what it decided."""
    words = CaseWords(context, row)
    return tuple(
        Told(
            readable(partial(_outcome, words, knew), ()),
            readable(partial(_rulings, words, knew), ()),
        )
        for knew in recalled(context, row, bodies)
    )


def _outcome(words: "CaseWords", knew: Knew) -> tuple[Line, ...]:
    form = words.form_of(knew.body)
    if form is None or not knew.answers:
        return ()
    return (*outcome(form, knew.answers, knew.facts), *_amended(words, knew))


def _amended(words: "CaseWords", knew: Knew) -> Iterator[Line]:
    """What an amendment changed of answers to questions: each as it was, and as it is."""
    for key in knew.body.get("was", {}):
        for form in islice(words.forms_that_ask(key), 1):
            label = form.by_key()[key].short or form.by_key()[key].label
            was = answer_on_a_line(form, key, knew.was.get(key), knew.facts)
            now = answer_on_a_line(form, key, knew.answers.get(key), knew.facts)
            yield Line(label, f"it was {was}; it is {now}", key)


def _rulings(words: "CaseWords", knew: Knew) -> tuple[Ruling, ...]:
    facts = dict(knew.facts)
    rulings = []
    for decided in knew.body.get("decided", ()):
        if decided["decision"] in words.loaded.decisions:
            rulings.append(_ruling(words, decided, facts))
        facts |= decided_facts(decided)
    return tuple(rulings)


def _ruling(words: "CaseWords", decided: Decided, facts: Facts) -> Ruling:
    name = decided["decision"]
    tables = words.loaded.decisions[name]
    set_ = decided_facts(decided)
    return Ruling(
        title=tables.graph.decisions[tables.find(name)].title,
        results=tuple(words.results(tables.table(name), set_)),
        because=tuple(dict.fromkeys(_reasons_of(words, tables, decided, facts))),
        basis=tuple(str(source) for source in decided["basis"] if source),
    )


def _reasons_of(
    words: "CaseWords", tables: Decisions, decided: Decided, facts: Facts
) -> Iterator[Line]:
    """The answers that the rows asked for, where asking the table again gives the same."""
    name = decided["decision"]
    try:
        again = tables.decide(name, facts)
    except (DecisionFault, FeelError):
        return
    if not _is_same_result(again.value, decided["facts"]):
        return
    for matched in again.trail:
        table = tables.table(matched.decision)
        for column in table.asked_by(matched.index) if table else ():
            yield words.cell(column, facts)


def _is_same_result(value: object, texts: Mapping[str, str]) -> bool:
    values = value if isinstance(value, dict) else dict.fromkeys(texts, value)
    try:
        return {key: to_json(part) for key, part in values.items()} == dict(texts)
    except TypeError:
        return False


class CaseWords:
    """How the forms and tables of a case's version put things."""

    def __init__(self, context: QueryContext, row: CaseRow) -> None:
        self.context, self.row = context, row
        self.day = context.day_of(row)

    @property
    def loaded(self) -> Loaded:
        """The version that the case runs now."""
        return self.context.process_of(self.row)

    def form_of(self, body: Body) -> Form | None:
        """The form of the step that an entry finished."""
        node = self.loaded.model.nodes.get(str(body.get("element")))
        if node is None:
            return None
        return self.context.definitions.form_of(self.context.db, self.row, node)

    def results(self, table: Table | None, facts: Facts) -> Iterator[Line]:
        """What a table gave, under the names of its columns."""
        labels = {column.name: column.label for column in table.outputs} if table else {}
        only = next(iter(labels.values())) if len(labels) == 1 else ""
        for key in sorted(facts, key=[*labels, *facts].index):
            if facts[key] is not None and facts[key] != "":
                yield Line(labels.get(key) or only or _title(key), self.value(facts[key]), key)

    def cell(self, column: Input, facts: Facts) -> Line:
        """What a column asked about: a question of a form with its answer, or its own words."""
        for form in self.forms_that_ask(column.source):
            answers = {key: facts[key] for key in form.keys if key in facts}
            for line in summary(form, answers, facts):
                if line.path == column.source:
                    return line
        value = compile_expression(column.source)(facts)
        return Line(column.label, self.value(value), column.source)

    def fact(self, key: str, facts: Facts) -> Line:
        """A fact under the words of the question that asks for it, else under its own name."""
        for form in self.forms_that_ask(key):
            lines = answered(summary(form, {key: facts[key]}, {**facts, key: None}))
            texts = [line.value_text for line in lines if line.path.partition(".")[0] == key]
            field = form.by_key().get(key)
            label = (field.short or field.label) if field else _title(key)
            return Line(label, "; ".join(texts).replace("\n", ", "), key)
        named = dict(key_facts({key: facts[key]}))
        label, text = next(iter(named.items()), (_title(key), self.value(facts[key])))
        return Line(label, text, key)

    def value(self, value: object) -> str:
        """A value that no form words, as a person reads it."""
        if value is None:
            return "Not known"
        if isinstance(value, bool):
            return YES_OR_NO[value]
        if isinstance(value, Decimal):
            return plain(value)
        if isinstance(value, list):
            return ", ".join(self.value(element) for element in value)
        if isinstance(value, dict):
            return ", ".join(self.value(element) for element in value.values())
        return in_words(value) if isinstance(value, date) else self._text(str(value))

    def _text(self, text: str) -> str:
        if text in self.context.reference.roles(self.day):
            return self.context.reference.role_title(text, self.day)
        return _title(text) if _CODE.fullmatch(text) else text

    def forms_that_ask(self, key: str) -> Iterator[Form]:
        """The forms that ask for that fact."""
        names = {node.form for node in self.loaded.model.nodes.values() if node.form}
        forms = (self._form(name) for name in sorted(names))
        return (form for form in forms if form and key in form.keys)

    def _form(self, name: str | None) -> Form | None:
        return self.context.definitions.form(self.context.db, self.row, name)


def _title(code: str) -> str:
    return code.replace("_", " ").capitalize()
