"""The FEEL in a form: where it stands, whether it can be read, and which facts it looks at."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.forms.conditions import fault_in, names_in
from engine.forms.fields import Check, Field, flat
from engine.forms.words import holes

NOTHING: Mapping[str, Field] = MappingProxyType({})


def reads(fields: tuple[Field, ...]) -> frozenset[str]:
    """The facts that the form looks at and does not itself ask for."""
    own_keys = {field.key for field in flat(fields) if field.asks}
    names: set[str] = set()
    for field in flat(fields):
        names |= {name for _, source in expressions(field) for name in names_in(source)}
        if field.kind.repeats:
            names |= reads(field.children)
    return frozenset(names - own_keys)


def unreadable(field: Field) -> str | None:
    """Why some FEEL of this field cannot be read, or None."""
    for what, source in expressions(field):
        fault = fault_in(source)
        if fault:
            return f"{what} cannot be read: {fault}"
    return None


def out_of_order(
    fields: tuple[Field, ...], outside: Mapping[str, Field] = NOTHING
) -> Iterator[str]:
    """A sentence for each field that looks at a question further down the page."""
    remaining = {**outside, **{field.key: field for field in flat(fields) if field.asks}}
    for field in flat(fields):
        later_fields = [
            remaining[name] for name in sorted(_names_read_early(field)) if name in remaining
        ]
        if later_fields:
            yield _depends_on(field, later_fields[0])
        if field.kind.repeats:
            yield from out_of_order(field.children, remaining)
        remaining.pop(field.key, None)


def titled(field: Field) -> str:
    """How a sentence to the form's author names a field."""
    return f"“{field.label or field.key or field.kind}”"


def _depends_on(field: Field, later_field: Field) -> str:
    where = "itself"
    if later_field is not field:
        where = f"{titled(later_field)}, which is asked later"
    return f"{titled(field)} depends on {where}: a question may only depend on those above it"


def _names_read_early(field: Field) -> frozenset[str]:
    name_sets = (names_in(source) for what, source in expressions(field) if what != "its check")
    return frozenset[str]().union(*name_sets)


def expressions(field: Field) -> Iterator[tuple[str, str]]:
    """Each FEEL source of a field, with what it is for."""
    for what, source in (
        ("its condition", field.hide),
        ("when it is needed", field.needed),
        ("where its options come from", field.options_from),
        ("what it suggests", field.suggest),
    ):
        if source:
            yield what, source
    for limit in (field.limits.least, field.limits.most):
        if limit is not None:
            yield "its limit", limit
    for text in (field.label, field.hint, field.words):
        yield from (("a {{…}} in its words", source) for source in holes(text))
    yield from (("its check", source) for check in field.checks for source in _of(check))


def _of(check: Check) -> Iterator[str]:
    """The FEEL of a rule: its test, and what its sentence names."""
    yield check.test
    yield from holes(check.problem)
