"""Which questions of a form can keep somebody from giving one of the answers that the law knows."""

from collections.abc import Collection, Iterable, Iterator

from engine.analysis.expressions import plain
from engine.analysis.supplied_facts import names
from engine.forms.fields import Field

Walked = Iterator[tuple[Field, bool]]  # a field, and whether it is asked after some answers only


def barring(fields: tuple[Field, ...], answers: set[str], allowed: Collection[str]) -> list[Field]:
    """The questions that may let some of the *answers* through and others not.

    `answers` are the keys of protected questions, `allowed` the checks that the law asks for.
    """
    telling = set(answers)
    while more := {one.key for one, after in _walk(fields, telling) if after} - telling:
        telling |= more
    return [
        one for one, after in _walk(fields, telling) if _bars(one, telling, allowed, after=after)
    ]


def _walk(fields: tuple[Field, ...], telling: set[str], *, after: bool = False) -> Walked:
    """Every question; one that is asked only after some answers tells which they were."""
    for one in fields:
        depends = after or _tells(filter(None, (one.hide, one.needed)), telling)
        if one.asks:
            yield one, depends
        yield from _walk(one.children, telling, after=depends)


def _bars(one: Field, telling: set[str], allowed: Collection[str], *, after: bool) -> bool:
    checks = [check.test for check in one.checks if plain(check.test) not in allowed]
    limits = one.limits
    rules = [*checks, *filter(None, (limits.least, limits.most, one.options_from))]
    if _tells(rules, telling):
        return True
    bounded = limits.least is not None and limits.most is not None
    may_refuse = checks or bounded or limits.pattern or limits.shortest or one.options_from
    return after and bool(may_refuse)


def _tells(sources: Iterable[str], telling: set[str]) -> bool:
    return any(names(source) & telling for source in sources)
