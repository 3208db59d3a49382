"""Which questions of two forms differ, and in what. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.definitions.difference.change import Change, part_changed, sentence
from engine.definitions.difference.words import FIELD_PARTS, LIMIT_PARTS
from engine.forms.errors import FormFault
from engine.forms.fields import Field, Form
from engine.forms.read import parse

_SPOKEN = ("noun", "name", "short")  # made from the wording where the form does not say


@dataclass(frozen=True, slots=True)
class Place:
    """A question where it stands: the names of the groups and lists around it."""

    field: Field
    around: tuple[str, ...]


def form_changes(path: str, before: bytes | None, after: bytes | None) -> Iterator[Change]:
    """Every difference between two versions of a form file."""
    name = path.removeprefix("forms/").removesuffix(".form")
    if before is None:
        yield Change("forms", path, sentence("form", form=name))
    if after is None:
        yield Change("forms", path, sentence("form gone", form=name))
        return
    try:
        was, now = parse(before) if before else None, parse(after)
    except FormFault:
        yield Change("forms", path, sentence("unread", file=path))
        return
    if was and was.title != now.title:
        of = f"Form \u2018{name}\u2019"
        yield Change("forms", path, part_changed(of, "its title", was.title, now.title))
    for text in _questions(name, was, now):
        yield Change("forms", path, text)


def _questions(form: str, was: Form | None, now: Form) -> Iterator[str]:
    before, after = dict(_places(was.fields if was else ())), dict(_places(now.fields))
    for key, place in after.items():
        if key not in before:
            yield _appeared(form, place.field, key, "")
            yield from _options(_called(form, place.field), (), place.field.options)
        else:
            yield from _changed(form, before[key], place)
    for key, place in before.items():
        if key not in after:
            yield _appeared(form, place.field, key, " gone")
    common = [key for key in before if key in after]
    if common != [key for key in after if key in before]:
        yield sentence("order", of=f"Form \u2018{form}\u2019", what="its questions")


def _appeared(form: str, field: Field, key: str, gone: str) -> str:
    if not field.key:
        text = field.label or field.words or field.kind
        return sentence(f"words{gone}", form=form, question=text)
    return sentence(f"question{gone}", form=form, question=field.label, key=key)


def _places(fields: tuple[Field, ...], around: tuple[str, ...] = ()) -> Iterator[tuple[str, Place]]:
    """Each question by a name of its own: its key, or its kind and words where it has none."""
    for field in fields:
        own = field.key or f"{field.kind}: {field.label or field.words}"
        key = "/".join((*around, own)) if around and field.key else own
        yield key, Place(field, around)
        lists = (*around, field.key) if field.kind == "dynamiclist" else around
        yield from _places(field.children, lists)


def _changed(form: str, was: Place, now: Place) -> Iterator[str]:
    old, new = was.field, now.field
    of = _called(form, new)
    for attribute, part in FIELD_PARTS.items():
        before, after = _plain(getattr(old, attribute)), _plain(getattr(new, attribute))
        if before != after:
            yield part_changed(of, part, before, after)
    spoken = _SPOKEN if old.label == new.label else ()
    for attribute in spoken:
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before != after:
            yield part_changed(of, "what it is called in messages", before, after)
    yield from _limits(of, old, new)
    yield from _options(of, old.options, new.options)
    yield from _checks(of, old, new)


def _limits(of: str, old: Field, new: Field) -> Iterator[str]:
    if old.reveal != new.reveal:
        yield part_changed(of, "the answer under which it is shown", _reveal(old), _reveal(new))
    for attribute, part in LIMIT_PARTS.items():
        before, after = getattr(old.limits, attribute), getattr(new.limits, attribute)
        if before != after:
            yield part_changed(of, part, _plain(before), _plain(after))


def _options(of: str, was: tuple[object, ...], now: tuple[object, ...]) -> Iterator[str]:
    before, after = _labels(was), _labels(now)
    yield from _offered(of, before, after)
    for value, label in before.items():
        if value not in after:
            yield sentence("option gone", of=of, label=label, value=value)
    if [v for v in before if v in after] != [v for v in after if v in before]:
        yield sentence("order", of=of, what="its answers")


def _offered(of: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """The options that are new, and those that say something else now."""
    for value, label in after.items():
        if value not in before:
            yield sentence("option", of=of, label=label, value=value)
        elif before[value] != label:
            yield sentence("option another", of=of, value=value, before=before[value], after=label)


def _labels(options: tuple[object, ...]) -> Mapping[str, str]:
    return {str(getattr(one, "value", "")): str(getattr(one, "label", "")) for one in options}


def _checks(of: str, old: Field, new: Field) -> Iterator[str]:
    for check in new.checks:
        if check not in old.checks:
            yield sentence("check", of=of, test=check.test, problem=check.problem)
    for check in old.checks:
        if check not in new.checks:
            yield sentence("check gone", of=of, test=check.test, problem=check.problem)


def _called(form: str, field: Field) -> str:
    return f"Form \u2018{form}\u2019, \u2018{field.label or field.key or field.kind}\u2019"


def _reveal(field: Field) -> str:
    return f"{field.reveal.key}: {field.reveal.value}" if field.reveal else ""


def _plain(value: object) -> object:
    if value is True:
        return "yes"
    if isinstance(value, str):
        return value.removeprefix("=").strip()  # form-js writes a condition with or without
    return ", ".join(value) if isinstance(value, tuple) else value
