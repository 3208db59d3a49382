"""What of one step differs: its letters, facts, form, times and properties. Pure."""

import re
from collections.abc import Iterator, Mapping

from engine.bpmn.elements import LetterRule, Node, Timer
from engine.definitions.difference.change import (
    Change,
    Names,
    part_changed,
    property_called,
    sentence,
)
from engine.definitions.difference.words import SEVERAL_PARTS, STEP_PARTS

_KIND = re.compile(r"(?<=[a-z])(?=[A-Z])")  # userTask is read as user task
_TOLD = frozenset({"separate.from", "role", "form", "organisation", "collect", "letter.template"})
_OF_A_LETTER = re.compile(r"letter\.(?:[^.]+\.)?(?:when|return|signatory)|set\..+")


def part_changes(before: Node, after: Node, name: str, names: Names) -> Iterator[Change]:
    """Every part of a step that has another value, under the topic it belongs to."""
    yield from _letters(before, after, name, names)
    yield from _facts(before, after, name)
    for topic, part, was, now in (
        *_plain(before, after),
        *_several(before, after),
        *_properties(before.properties, after.properties),
    ):
        if was != now:
            at = "ends" if topic == "steps" and after.kind == "endEvent" else topic
            yield Change(at, after.file, part_changed(name, part, was, now))


Part = tuple[str, str, object, object]  # topic, what it is called, the value before and after


def _plain(before: Node, after: Node) -> Iterator[Part]:
    yield "steps", "what kind of element it is", _kind(before.kind), _kind(after.kind)
    for attribute, (topic, part) in STEP_PARTS.items():
        yield topic, part, getattr(before, attribute), getattr(after, attribute)
    yield "times", "its time", _time(before.timer), _time(after.timer)
    interrupts = ("that it ends the step it is attached to",)
    yield "steps", interrupts[0], _yes(before.interrupting), _yes(after.interrupting)


def _several(before: Node, after: Node) -> Iterator[Part]:
    yield "steps", "that it is done for each of several", bool(before.several), bool(after.several)
    for attribute, part in SEVERAL_PARTS.items():
        was = getattr(before.several, attribute, None)
        yield "steps", part, was, getattr(after.several, attribute, None)


def _properties(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Part]:
    """The properties that nothing else here tells of."""
    for key in sorted(before.keys() | after.keys()):
        if key not in _TOLD and not _OF_A_LETTER.fullmatch(key):
            yield "steps", property_called(key), before.get(key), after.get(key)


def _facts(before: Node, after: Node, name: str) -> Iterator[Change]:
    for fact in sorted(before.sets.keys() | after.sets.keys()):
        was, now = before.sets.get(fact), after.sets.get(fact)
        if was != now:
            text = part_changed(name, f"what it keeps as {fact}", was, now)
            yield Change("facts", after.file, text)


def _letters(before: Node, after: Node, name: str, names: Names) -> Iterator[Change]:
    old = {rule.code: rule for rule in before.letters}
    new = {rule.code: rule for rule in after.letters}
    for code in sorted(old.keys() | new.keys()):
        letter = names.letter(code)
        if code not in new:
            text = sentence("letter gone", step=name, letter=letter)
            yield Change("letters", after.file, text)
            continue
        if code not in old:
            yield Change("letters", after.file, sentence("letter", step=name, letter=letter))
        for text in _rule(old.get(code, LetterRule(code)), new[code], name, names):
            yield Change("letters", after.file, text)


def _rule(old: LetterRule, new: LetterRule, name: str, names: Names) -> Iterator[str]:
    letter = names.letter(new.code)
    if old.for_signature != new.for_signature:
        which = "letter signed" if new.for_signature else "letter unsigned"
        yield sentence(which, step=name, letter=letter)
    if old.when != new.when:
        yield part_changed(name, f"when letter {letter} is written", old.when, new.when)
    if old.signatory != new.signatory:
        was, now = (names.role(one.signatory) if one.signatory else "" for one in (old, new))
        yield part_changed(name, f"who signs letter {letter}", was, now)


def _kind(kind: str) -> str:
    return _KIND.sub(" ", kind).lower()


def _time(timer: Timer | None) -> str:
    return f"{timer.source} ({timer.kind})" if timer else ""


def _yes(interrupting: bool) -> str:  # noqa: FBT001 - a fact of the diagram
    return "yes" if interrupting else "no"
