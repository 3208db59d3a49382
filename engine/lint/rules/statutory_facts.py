"""A fact that the law rests on is set by its own step, asked for certain, in its own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.analysis.expressions import plain
from engine.analysis.naming import called, listed, quoted, step_called
from engine.bpmn.elements import Node
from engine.bpmn.panel import under
from engine.forms.fields import Field, Form
from engine.lint.barring import barring_questions
from engine.lint.finding import Fault
from engine.lint.likeness import squeezed
from engine.lint.protected import (
    FORM,
    SET,
    Setting,
    facts_by_name,
    is_bound,
    settings_of,
)
from engine.people.law import StatutoryFact

MEANS = {
    "form": "by a question of its form",
    "table": "by a decision table",
    "set": "by a fact it keeps",
    "other": "by a collection or a result",
}


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of a form, and the conditions that may keep it from being asked."""

    field: Field
    hidden_when: tuple[str, ...]


def faults(definition: Definition) -> Iterator[Fault]:
    """Facts of the law that another step sets, that are set otherwise, or that are not asked."""
    by_name = facts_by_name(definition)
    for node in definition.drawing.nodes:
        for setting in settings_of(definition, node):
            yield from _faults_of_setting(definition, setting, by_name)
        yield from _barring_faults(definition, node)
    for fact in definition.setting.law.facts:
        node_of_step = definition.drawing.node(fact.step)
        if fact.always and node_of_step is not None and is_bound(definition, node_of_step):
            yield from _fact_left_out(definition, node_of_step, fact)
            yield from _multi_instance_faults(definition, node_of_step, fact)


def _faults_of_setting(
    definition: Definition, setting: Setting, by_name: Mapping[str, list[StatutoryFact]]
) -> Iterator[Fault]:
    """What is wrong with one fact being set there, by those means, in that way."""
    if setting.fact in definition.setting.derived:
        yield _derived_fact(setting)
        return
    rows = by_name.get(setting.fact)
    if rows is None:
        return
    own_rows = [row for row in rows if row.step == setting.node.id]
    if own_rows:
        yield from _faults_of_own_setting(definition, setting, own_rows)
    else:
        yield _set_by_another_step(definition, setting, rows)


def _faults_of_own_setting(
    definition: Definition, setting: Setting, rows: list[StatutoryFact]
) -> Iterator[Fault]:
    """What is wrong where the step of the law itself sets the fact: the means, or the way."""
    for row in rows:
        if row.means == setting.means:
            for sentence in _badly_set(definition, setting.node, row):
                yield Fault(setting.node, sentence)
            return
    yield _set_by_other_means(setting, rows[0])


def _derived_fact(setting: Setting) -> Fault:
    return Fault(
        setting.node,
        f"{called(setting.node)} sets {quoted(setting.fact)}, which follows from the force and the "
        "day and is nobody's to set: give the fact another name.",
    )


def _set_by_another_step(
    definition: Definition, setting: Setting, rows: list[StatutoryFact]
) -> Fault:
    steps = listed([step_called(definition.model, row.step) for row in rows], "or")
    return Fault(
        setting.node,
        f"{called(setting.node)} sets {quoted(setting.fact)} {MEANS[setting.means]}, but only the "
        f"step {steps} may ({rows[0].basis}): take it out, or give the fact another name.",
    )


def _set_by_other_means(setting: Setting, row: StatutoryFact) -> Fault:
    return Fault(
        setting.node,
        f"{called(setting.node)} sets {quoted(setting.fact)} {MEANS[setting.means]}, but it may be "
        f"set only {MEANS[row.means]} ({row.basis}): take the other way out.",
    )


def _badly_set(definition: Definition, node: Node, row: StatutoryFact) -> Iterator[str]:
    form = definition.contents.form_of(node)
    if row.means == FORM and form is not None:
        yield from _badly_asked(node, form, row)
    source = node.sets.get(row.fact, "").removeprefix("=").strip()
    if row.means == SET and row.kept_as and plain(source) != plain(row.kept_as):
        yield (
            f"{called(node)} keeps '{row.fact}' as {quoted(source)}, but it is kept as "
            f"{row.kept_as} ({row.basis}): correct it {under('set.*')}."
        )


def _badly_asked(node: Node, form: Form, row: StatutoryFact) -> Iterator[str]:
    [question] = _questions(form.fields, row.fact)  # the reader of forms refuses a key twice
    what = f"the question '{row.fact}' of {called(node)}"
    if row.always and _may_be_left_out(question, row):
        exception = f" but '{row.unless}'" if row.unless else ""
        yield (
            f"{what} can be left out, but the law rests on its answer ({row.basis}): make it "
            f"required, and take its conditions away{exception}."
        )
    tests = [plain(check.test) for check in question.field.checks]
    for check in row.checks:
        if plain(check) not in tests:
            yield (
                f"{what} takes answers that the law bars ({row.basis}): give it the check "
                f"'{check}'."
            )
    if row.answers and not _offers_answers(question.field, row):
        yield _other_answers(what, row)


def _questions(
    fields: tuple[Field, ...], key: str, hidden_when: tuple[str, ...] = ()
) -> Iterator[_Question]:
    """The questions of that key; *hidden_when* hides the groups around them."""
    for field in fields:
        conditions = hidden_when
        if field.hide is not None:
            conditions = (*hidden_when, plain(field.hide))
        if field.key == key and field.asks:
            yield _Question(field, conditions)
        elif field.kind.flattens:
            yield from _questions(field.children, key, conditions)


def _may_be_left_out(question: _Question, row: StatutoryFact) -> bool:
    """Whether it may be skipped or hidden, other than by the one condition that the law has."""
    is_list = question.field.kind.repeats  # which has its first row by itself
    if not question.field.required and not is_list:
        return True
    return any(condition != row.unless for condition in question.hidden_when)


def _offers_answers(question: Field, row: StatutoryFact) -> bool:
    """Whether it offers the answers of the law and no other, each in its own words."""
    one_of = question.kind.offers and not question.kind.takes_several
    if not one_of or question.options_from is not None:
        return False
    offered = {option.value: squeezed(option.label) for option in question.options}
    return offered == {value: squeezed(words) for value, words in row.answers.items()}


def _other_answers(what: str, row: StatutoryFact) -> str:
    answers = listed([f"{words} ({value})" for value, words in row.answers.items()])
    return (
        f"{what} does not offer the answers that the law knows, with their meaning "
        f"({row.basis}): make it a radio group with exactly {answers}."
    )


def _barring_faults(definition: Definition, node: Node) -> Iterator[Fault]:
    """Questions beside that of the law that let some of its answers through and others not."""
    form = definition.contents.form_of(node)
    rows = [row for row in definition.setting.law.facts if row.step == node.id]
    asked_rows = [row for row in rows if row.means == FORM]
    if form is None or not asked_rows:
        return
    allowed: set[str] = set()
    for row in asked_rows:
        allowed.update(map(plain, row.checks))
    telling = {row.fact for row in asked_rows if row.answers}
    for question in barring_questions(form.fields, telling, allowed):
        yield Fault(
            node,
            f"the question '{question.key}' of {called(node)} may keep one of the answers that the "
            f"law knows from being given ({asked_rows[0].basis}): take its checks and limits away, "
            "or ask it whatever is answered.",
        )


def _fact_left_out(definition: Definition, node: Node, fact: StatutoryFact) -> Iterator[Fault]:
    facts_set = {setting.fact for setting in settings_of(definition, node)}
    if fact.fact in facts_set or node.id in definition.facts.unread:
        return
    yield Fault(
        node,
        f"{called(node)} does not set '{fact.fact}', on which the law rests ({fact.basis}): set it "
        f"there {MEANS[fact.means]}.",
    )


def _multi_instance_faults(
    definition: Definition, node: Node, fact: StatutoryFact
) -> Iterator[Fault]:
    """Several may be none at all; of a step with a role the rule statutory-roles tells."""
    if node.id in definition.setting.law.steps:
        return
    if any(holder.several is not None for holder in definition.drawing.around(node)):
        yield Fault(
            node,
            f"{called(node)} is drawn as several, of which there may be none, but the law rests "
            f"on '{fact.fact}' ({fact.basis}): take the multi-instance marker away.",
        )
