"""A fact that the law rests on is set by its own step, asked for certain, in its own words."""

from collections.abc import Iterator, Mapping

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

ONE_OF = frozenset({"radio", "select", "yesno"})

MEANS = {
    "form": "by a question of its form",
    "table": "by a decision table",
    "set": "by a fact it keeps",
    "other": "by a collection or a result",
}


def faults(definition: Definition) -> Iterator[Fault]:
    """Facts of the law that another step sets, that are set otherwise, or that are not asked."""
    by_name = facts_by_name(definition)
    for node in definition.drawing.nodes:
        yield from _faults_of_settings(definition, node, by_name)
        yield from _barring_faults(definition, node)
    for fact in definition.setting.law.facts:
        drawn = definition.drawing.node(fact.step)
        if fact.always and drawn is not None and is_bound(definition, drawn):
            yield from _fact_left_out(definition, drawn, fact)
            yield from _several_faults(definition, drawn, fact)


def _faults_of_settings(
    definition: Definition, node: Node, by_name: Mapping[str, list[StatutoryFact]]
) -> Iterator[Fault]:
    for setting in settings_of(definition, node):
        if setting.fact in definition.setting.derived:
            yield _derived_fact_fault(setting)
        elif setting.fact in by_name:
            yield from _faults_of_setting(definition, setting, by_name[setting.fact])


def _derived_fact_fault(setting: Setting) -> Fault:
    return Fault(
        setting.node,
        f"{called(setting.node)} sets {quoted(setting.fact)}, which follows from the force and the "
        "day and is nobody's to set: give the fact another name.",
    )


def _faults_of_setting(
    definition: Definition, setting: Setting, rows: list[StatutoryFact]
) -> Iterator[Fault]:
    node = setting.node
    own = [row for row in rows if row.step == node.id]
    if not own:
        steps = listed([step_called(definition.model, row.step) for row in rows], "or")
        yield Fault(
            node,
            f"{called(node)} sets {quoted(setting.fact)} {MEANS[setting.means]}, but only the step "
            f"{steps} may ({rows[0].basis}): take it out, or give the fact another name.",
        )
    elif setting.means not in {row.means for row in own}:
        yield Fault(
            node,
            f"{called(node)} sets {quoted(setting.fact)} {MEANS[setting.means]}, but it may be set "
            f"only {MEANS[own[0].means]} ({own[0].basis}): take the other way out.",
        )
    else:
        row = next(row for row in own if row.means == setting.means)
        yield from (
            Fault(node, sentence) for sentence in _badly_set_sentences(definition, node, row)
        )


def _badly_set_sentences(definition: Definition, node: Node, row: StatutoryFact) -> Iterator[str]:
    form = definition.contents.form_of(node)
    if row.means == FORM and form is not None:
        yield from _badly_asked_sentences(node, form, row)
    written = node.sets.get(row.fact, "").removeprefix("=").strip()
    if row.means == SET and row.kept_as and plain(written) != plain(row.kept_as):
        yield (
            f"{called(node)} keeps '{row.fact}' as {quoted(written)}, but it is kept as "
            f"{row.kept_as} ({row.basis}): correct it {under('set.*')}."
        )


def _badly_asked_sentences(node: Node, form: Form, row: StatutoryFact) -> Iterator[str]:
    [(question, hidden)] = _questions_of_key(form.fields, row.fact, around=())
    what = f"the question '{row.fact}' of {called(node)}"
    required = question.required or question.kind == "dynamiclist"  # a list has its first row
    if row.always and not (required and set(hidden) <= {row.unless}):
        only = f" but '{row.unless}'" if row.unless else ""
        yield (
            f"{what} can be left out, but the law rests on its answer ({row.basis}): make it "
            f"required, and take its conditions away{only}."
        )
    tests = [plain(check.test) for check in question.checks]
    for check in row.checks:
        if plain(check) not in tests:
            yield (
                f"{what} takes answers that the law bars ({row.basis}): give it the check "
                f"'{check}'."
            )
    if row.answers:
        yield from _other_answers_sentences(what, question, row)


def _questions_of_key(
    fields: tuple[Field, ...], key: str, *, around: tuple[str, ...]
) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """The questions of that key, each with the conditions that may keep it from being asked."""
    for field in fields:
        hidden = (*around, plain(field.hide)) if field.hide is not None else around
        if field.key == key and field.asks:
            yield field, hidden
        elif field.kind == "group":
            yield from _questions_of_key(field.children, key, around=hidden)


def _other_answers_sentences(what: str, question: Field, row: StatutoryFact) -> Iterator[str]:
    said = {option.value: squeezed(option.label) for option in question.options}
    meant = {value: squeezed(words) for value, words in row.answers.items()}
    if question.kind not in ONE_OF or question.options_from is not None or said != meant:
        answers = listed([f"{words} ({value})" for value, words in row.answers.items()])
        yield (
            f"{what} does not offer the answers that the law knows, with their meaning "
            f"({row.basis}): make it a radio group with exactly {answers}."
        )


def _barring_faults(definition: Definition, node: Node) -> Iterator[Fault]:
    """Questions beside that of the law that let some of its answers through and others not."""
    form, rows = definition.contents.form_of(node), definition.setting.law.facts
    own = [row for row in rows if row.step == node.id and row.means == FORM]
    if form is None or not own:
        return
    allowed = {plain(check) for row in own for check in row.checks}
    telling = {row.fact for row in own if row.answers}
    for question in barring_questions(form.fields, telling, allowed):
        yield Fault(
            node,
            f"the question '{question.key}' of {called(node)} may keep one of the answers that the "
            f"law knows from being given ({own[0].basis}): take its checks and limits away, or ask "
            "it whatever is answered.",
        )


def _fact_left_out(definition: Definition, node: Node, fact: StatutoryFact) -> Iterator[Fault]:
    if node.id in definition.facts.unread or fact.fact in {
        one.fact for one in settings_of(definition, node)
    }:
        return
    yield Fault(
        node,
        f"{called(node)} does not set '{fact.fact}', on which the law rests ({fact.basis}): set it "
        f"there {MEANS[fact.means]}.",
    )


def _several_faults(definition: Definition, node: Node, fact: StatutoryFact) -> Iterator[Fault]:
    """Several may be none at all; of a step with a role the rule statutory-roles tells."""
    if node.id in definition.setting.law.steps:
        return
    if any(one.several is not None for one in definition.drawing.around(node)):
        yield Fault(
            node,
            f"{called(node)} is drawn as several, of which there may be none, but the law rests "
            f"on '{fact.fact}' ({fact.basis}): take the multi-instance marker away.",
        )
