"""Which questions of two forms differ, and in what. Pure."""

from collections.abc import Iterator, Mapping

from engine.definitions.difference.change import Change, part_changed, quoted, sentence
from engine.definitions.difference.words import FIELD_PARTS, LIMIT_PARTS
from engine.forms.errors import FormFault
from engine.forms.fields import Field, Form, Option
from engine.forms.read import parse

_SPOKEN = ("noun", "name", "short")  # made from the wording where the form does not say


def form_changes(path: str, before: bytes | None, after: bytes | None) -> Iterator[Change]:
    """Every difference between two versions of a form file."""
    name = path.removeprefix("forms/").removesuffix(".form")
    if before is None:
        yield Change("forms", path, sentence("form", form=name))
    if after is None:
        yield Change("forms", path, sentence("form gone", form=name))
        return
    try:
        old = parse(before) if before else None
        new = parse(after)
    except FormFault:
        yield Change("forms", path, sentence("unread", file=path))
        return
    for text in _form_sentences(name, old, new):
        yield Change("forms", path, text)


def _form_sentences(name: str, old: Form | None, new: Form) -> Iterator[str]:
    if old and old.title != new.title:
        yield part_changed(f"Form {quoted(name)}", "its title", old.title, new.title)
    old_fields = dict(_fields_by_name(old.fields)) if old else {}
    new_fields = dict(_fields_by_name(new.fields))
    yield from _questions(name, old_fields, new_fields)


def _questions(form: str, old: Mapping[str, Field], new: Mapping[str, Field]) -> Iterator[str]:
    for key, field in new.items():
        if key in old:
            yield from _question_sentences(form, old[key], field)
        else:
            yield _question_is_new(form, field, key)
            yield from _options(_called(form, field), (), field.options)
    for key, field in old.items():
        if key not in new:
            yield _question_is_gone(form, field, key)
    if _in_another_order(old, new):
        yield sentence("order", of=f"Form {quoted(form)}", what="its questions")


def _in_another_order(old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Whether those that both have stand in another order now."""
    still_there = [key for key in old if key in new]
    there_before = [key for key in new if key in old]
    return still_there != there_before


def _question_is_new(form: str, field: Field, key: str) -> str:
    if not field.key:
        return sentence("words", form=form, question=_words_of(field))
    return sentence("question", form=form, question=field.label, key=key)


def _question_is_gone(form: str, field: Field, key: str) -> str:
    if not field.key:
        return sentence("words gone", form=form, question=_words_of(field))
    return sentence("question gone", form=form, question=field.label, key=key)


def _words_of(field: Field) -> str:
    return field.label or field.words or field.kind.name


def _fields_by_name(
    fields: tuple[Field, ...], lists: tuple[str, ...] = ()
) -> Iterator[tuple[str, Field]]:
    """Each question by a name of its own: its key, or its kind and words where it has none.

    *lists* are the keys of the lists around: two of them may each ask for a `name`.
    """
    for field in fields:
        if not field.key:
            yield f"{field.kind}: {field.label or field.words}", field
        else:
            yield "/".join((*lists, field.key)), field
        inner_lists = (*lists, field.key) if field.kind.repeats else lists
        yield from _fields_by_name(field.children, inner_lists)


def _question_sentences(form: str, old: Field, new: Field) -> Iterator[str]:
    of = _called(form, new)
    for attribute, part in FIELD_PARTS.items():
        before, after = _plain(getattr(old, attribute)), _plain(getattr(new, attribute))
        if before != after:
            yield part_changed(of, part, before, after)
    if old.label == new.label:  # else they follow from the wording, of which it is told above
        yield from _spoken_names(of, old, new)
    yield from _limits(of, old, new)
    yield from _options(of, old.options, new.options)
    yield from _checks(of, old, new)


def _spoken_names(of: str, old: Field, new: Field) -> Iterator[str]:
    for attribute in _SPOKEN:
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before != after:
            yield part_changed(of, "what it is called in messages", before, after)


def _limits(of: str, old: Field, new: Field) -> Iterator[str]:
    if old.reveal != new.reveal:
        before, after = _revealing_answer(old), _revealing_answer(new)
        yield part_changed(of, "the answer under which it is shown", before, after)
    for attribute, part in LIMIT_PARTS.items():
        limits = getattr(old.limits, attribute), getattr(new.limits, attribute)
        if limits[0] != limits[1]:
            yield part_changed(of, part, _plain(limits[0]), _plain(limits[1]))


def _options(of: str, old: tuple[Option, ...], new: tuple[Option, ...]) -> Iterator[str]:
    before = {option.value: option.label for option in old}
    after = {option.value: option.label for option in new}
    yield from _offered_options(of, before, after)
    for value, label in before.items():
        if value not in after:
            yield sentence("option gone", of=of, label=label, value=value)
    if _in_another_order(before, after):
        yield sentence("order", of=of, what="its answers")


def _offered_options(of: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """The options that are new, and those that say something else now."""
    for value, label in after.items():
        if value not in before:
            yield sentence("option", of=of, label=label, value=value)
        elif before[value] != label:
            yield sentence("option another", of=of, value=value, before=before[value], after=label)


def _checks(of: str, old: Field, new: Field) -> Iterator[str]:
    for check in new.checks:
        if check not in old.checks:
            yield sentence("check", of=of, test=check.test, problem=check.problem)
    for check in old.checks:
        if check not in new.checks:
            yield sentence("check gone", of=of, test=check.test, problem=check.problem)


def _called(form: str, field: Field) -> str:
    return f"Form {quoted(form)}, {quoted(field.label or field.key or field.kind.name)}"


def _revealing_answer(field: Field) -> str:
    return f"{field.reveal.key}: {field.reveal.value}" if field.reveal else ""


def _plain(value: object) -> object:
    if value is True:
        return "yes"
    if isinstance(value, str):
        return value.removeprefix("=").strip()  # form-js writes a condition with or without
    return ", ".join(value) if isinstance(value, tuple) else value
