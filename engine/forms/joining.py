"""Several forms asked as one: the questions of the first, then those of others that it lacks."""

from collections.abc import Iterator
from dataclasses import replace

from engine.forms.fields import Field, Form


def joined(first: Form, *others: Form) -> Form:
    """One form with the questions of all; a question that an earlier form asks is not repeated."""
    fields, keys, reads = first.fields, dict(first.keys), set(first.reads)
    for other in others:
        fields = (*fields, *_without(other.fields, frozenset(keys)))
        keys |= {key: kind for key, kind in other.keys.items() if key not in keys}
        reads |= other.reads
    return replace(first, fields=fields, keys=keys, reads=frozenset(reads - keys.keys()))


def _without(fields: tuple[Field, ...], keys: frozenset[str]) -> Iterator[Field]:
    """The fields but for questions that have one of those keys, in groups as well."""
    for field in fields:
        if field.kind.flattens:
            inside = tuple(_without(field.children, keys))
            if inside:
                yield replace(field, children=inside)
        elif not field.asks or field.key not in keys:
            yield field
