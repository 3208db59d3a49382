"""A fact that the law rests on is set by its own step, asked for certain, in its own words."""

from collections.abc import Iterator

from engine.bpmn.elements import Node
from engine.forms.fields import CHOSEN, Field, Form
from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.likeness import squeezed
from engine.lint.naming import called, listed, quoted
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
    "set": "by a property set.*",
    "other": "by a collection or a result",
}


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Facts of the law that another step sets, that are set otherwise, or that are not asked."""
    by_name = facts_by_name(bundle)
    for node in bundle.drawing.nodes:
        for setting in settings_of(bundle, node):
            if setting.fact in bundle.setting.derived:
                yield _follows(setting)
            elif setting.fact in by_name:
                yield from _one(bundle, setting, by_name[setting.fact])
    for fact in bundle.setting.law.facts:
        drawn = bundle.drawing.node(fact.step)
        if fact.always and drawn is not None and is_bound(bundle, drawn):
            yield from _left_out(bundle, drawn, fact)


def _follows(setting: Setting) -> Fault:
    return Fault(
        setting.node,
        f"{called(setting.node)} sets {quoted(setting.fact)}, which follows from the force and the "
        "day and is nobody's to set: give the fact another name.",
    )


def _one(bundle: Bundle, setting: Setting, rows: list[StatutoryFact]) -> Iterator[Fault]:
    node = setting.node
    own = [row for row in rows if row.step == node.id]
    if not own:
        steps = listed([row.step for row in rows], "or")
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
        yield from (Fault(node, sentence) for sentence in _badly_set(bundle, node, row))


def _badly_set(bundle: Bundle, node: Node, row: StatutoryFact) -> Iterator[str]:
    form = bundle.form_of(node)
    if row.means == FORM and form is not None:
        yield from _badly_asked(node, form, row)
    written = node.sets.get(row.fact, "").removeprefix("=").strip()
    if row.means == SET and row.kept_as and "".join(written.split()) != row.kept_as:
        yield (
            f"{called(node)} keeps '{row.fact}' as {quoted(written)}, but it is kept as "
            f"{row.kept_as} ({row.basis}): correct the property set.{row.fact}."
        )


def _badly_asked(node: Node, form: Form, row: StatutoryFact) -> Iterator[str]:
    [(question, hidden)] = _questions(form.fields, row.fact, hidden=False)
    if row.always and (hidden or not question.required):
        yield (
            f"the question '{row.fact}' of {called(node)} can be left out, but the law rests on "
            f"its answer ({row.basis}): make it required, and take its conditions away."
        )
    if row.answers:
        yield from _other_answers(node, question, row)


def _questions(
    fields: tuple[Field, ...], key: str, *, hidden: bool
) -> Iterator[tuple[Field, bool]]:
    """The questions of that key, each with whether a condition may keep it from being asked."""
    for field in fields:
        out = hidden or field.hide is not None or field.reveal is not None
        if field.key == key and field.asks:
            yield field, out
        elif field.kind == "group":
            yield from _questions(field.children, key, hidden=out)


def _other_answers(node: Node, question: Field, row: StatutoryFact) -> Iterator[str]:
    if question.kind not in CHOSEN or question.options_from is not None or not question.options:
        yield (
            f"the question '{row.fact}' of {called(node)} is not a choice of fixed answers "
            f"({row.basis}): make it a radio group with {listed(list(row.answers.values()))}."
        )
        return
    for option in question.options:
        words = row.answers.get(option.value)
        if words is None or squeezed(words) != squeezed(option.label):
            yield (
                f"the answer {quoted(option.label)} to '{row.fact}' of {called(node)} is kept as "
                f"{quoted(option.value)}, which is not what it means in law ({row.basis}): the "
                f"answers are {listed([f'{v} ({w})' for v, w in row.answers.items()])}."
            )


def _left_out(bundle: Bundle, node: Node, fact: StatutoryFact) -> Iterator[Fault]:
    if node.id in bundle.unread or fact.fact in {one.fact for one in settings_of(bundle, node)}:
        return
    yield Fault(
        node,
        f"{called(node)} does not set '{fact.fact}', on which the law rests ({fact.basis}): set it "
        f"there {MEANS[fact.means]}.",
    )
