"""Which questions of a form can keep somebody from giving one of the answers that the law knows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from engine.analysis.expressions import plain
from engine.analysis.supplied_facts import names
from engine.forms.fields import Field


@dataclass(frozen=True, slots=True)
class _Question:
    """A question, and whether it is asked only after some answers to a telling one."""

    field: Field
    depends: bool


def barring_questions(
    fields: tuple[Field, ...], answers: set[str], allowed: Collection[str]
) -> list[Field]:
    """The questions that may let some of the *answers* through and others not.

    `answers` are the keys of protected questions, `allowed` the checks that the law asks for.
    """
    telling = _telling_questions(fields, answers)
    barring: list[Field] = []
    for question in _questions(fields, telling):
        refuses_after = question.depends and _may_refuse(question.field, allowed)
        if refuses_after or _checks_answers(question.field, telling, allowed):
            barring.append(question.field)
    return barring


def _telling_questions(fields: tuple[Field, ...], answers: set[str]) -> set[str]:
    """The keys of *answers*, and of all questions whose being asked tells one of those."""
    telling = set(answers)
    while True:
        dependent = {
            question.field.key for question in _questions(fields, telling) if question.depends
        }
        if dependent <= telling:
            return telling
        telling |= dependent


def _questions(
    fields: tuple[Field, ...], telling: set[str], *, within_dependent: bool = False
) -> Iterator[_Question]:
    """Every question; one inside what is asked after some answers depends on them too."""
    for field in fields:
        conditions = filter(None, (field.hide, field.needed))
        depends = within_dependent or _looks_at(conditions, telling)
        if field.asks:
            yield _Question(field, depends)
        yield from _questions(field.children, telling, within_dependent=depends)


def _checks_answers(field: Field, telling: set[str], allowed: Collection[str]) -> bool:
    """Whether a check, a limit or the options of the question look at a telling answer."""
    limits = field.limits
    bounds = filter(None, (limits.least, limits.most, field.options_from))
    return _looks_at([*_other_checks(field, allowed), *bounds], telling)


def _may_refuse(field: Field, allowed: Collection[str]) -> bool:
    """Whether there may be no answer that the question takes."""
    limits = field.limits
    bounded = limits.least is not None and limits.most is not None
    shaped = bool(limits.pattern or limits.shortest or field.options_from)
    return bounded or shaped or bool(_other_checks(field, allowed))


def _other_checks(field: Field, allowed: Collection[str]) -> list[str]:
    return [check.test for check in field.checks if plain(check.test) not in allowed]


def _looks_at(sources: Iterable[str], telling: set[str]) -> bool:
    return any(names(source) & telling for source in sources)
