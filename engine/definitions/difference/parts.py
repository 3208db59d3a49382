"""What of one step differs: its letters, facts, form, times and properties. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.bpmn.elements import LetterRule, Node, Timer
from engine.definitions.difference.change import (
    Change,
    Names,
    Part,
    changes_of_parts,
    part_changed,
    property_called,
    sentence,
)
from engine.definitions.difference.words import SEVERAL_PARTS, STEP_PARTS

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")  # userTask is read as user task
# What other sentences tell of these is clearer than the text of the property.
_TOLD_ELSEWHERE = frozenset(
    {"separate.from", "role", "form", "organisation", "collect", "letter.template"}
)
_OF_A_LETTER = re.compile(r"letter\.(?:[^.]+\.)?(?:when|return|signatory|again)|set\..+")


def part_changes(before: Node, after: Node, name: str, names: Names) -> Iterator[Change]:
    """Every part of a step that has another value, under the topic it belongs to."""
    yield from _letter_changes(before, after, name, names)
    yield from changes_of_parts(name, _facts(before, after), after.file)
    for part in (
        *_own_parts(before, after),
        *_multi_instance_parts(before, after),
        *_properties(before.properties, after.properties),
    ):
        under_topic = replace(part, topic=_topic(part, after))
        yield from changes_of_parts(name, [under_topic], after.file)


def _topic(part: Part, node: Node) -> str:
    """An end is no step to a reader: what is said of it stands with the other ends."""
    if part.topic == "steps" and node.kind == "endEvent":
        return "ends"
    return part.topic


def _own_parts(before: Node, after: Node) -> Iterator[Part]:
    kinds = _kind_in_words(before.kind), _kind_in_words(after.kind)
    yield Part("steps", "what kind of element it is", *kinds)
    for attribute, (topic, name) in STEP_PARTS.items():
        yield Part(topic, name, getattr(before, attribute), getattr(after, attribute))
    yield Part("times", "its time", _time_in_words(before.timer), _time_in_words(after.timer))
    begun = _yes_or_no(before.triggered), _yes_or_no(after.triggered)
    yield Part("steps", "that an event begins it", *begun)
    if after.kind != "startEvent":  # that of an event sub-process is told of the latter
        ends = "all else in what it stands in" if after.triggered else "the step it is attached to"
        interrupts = _yes_or_no(before.interrupting), _yes_or_no(after.interrupting)
        yield Part("steps", f"that it ends {ends}", *interrupts)


def _multi_instance_parts(before: Node, after: Node) -> Iterator[Part]:
    is_several = bool(before.several), bool(after.several)
    yield Part("steps", "that it is done for each of several", *is_several)
    for attribute, name in SEVERAL_PARTS.items():
        old = getattr(before.several, attribute, None)
        yield Part("steps", name, old, getattr(after.several, attribute, None))


def _properties(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Part]:
    """The properties that nothing else here tells of."""
    for key in sorted(before.keys() | after.keys()):
        if key not in _TOLD_ELSEWHERE and not _OF_A_LETTER.fullmatch(key):
            yield Part("steps", property_called(key), before.get(key), after.get(key))


def _facts(before: Node, after: Node) -> Iterator[Part]:
    for fact in sorted(before.sets.keys() | after.sets.keys()):
        old, new = before.sets.get(fact), after.sets.get(fact)
        yield Part("facts", f"what it keeps as {fact}", old, new)


def _letter_changes(before: Node, after: Node, name: str, names: Names) -> Iterator[Change]:
    old_rules = {rule.code: rule for rule in before.letters}
    new_rules = {rule.code: rule for rule in after.letters}
    for code in sorted(old_rules.keys() | new_rules.keys()):
        letter = names.letter(code)
        if code not in new_rules:
            text = sentence("letter gone", step=name, letter=letter)
            yield Change("letters", after.file, text)
            continue
        if code not in old_rules:
            yield Change("letters", after.file, sentence("letter", step=name, letter=letter))
        old = old_rules.get(code, LetterRule(code))
        for text in _rule_sentences(old, new_rules[code], name, names):
            yield Change("letters", after.file, text)


def _rule_sentences(old: LetterRule, new: LetterRule, name: str, names: Names) -> Iterator[str]:
    letter = names.letter(new.code)
    if old.for_signature != new.for_signature:
        which = "letter signed" if new.for_signature else "letter unsigned"
        yield sentence(which, step=name, letter=letter)
    if old.when != new.when:
        yield part_changed(name, f"when letter {letter} is written", old.when, new.when)
    if old.stands != new.stands:
        which = "letter stands" if new.stands else "letter superseded"
        yield sentence(which, step=name, letter=letter)
    if old.signatory != new.signatory:
        before, after = _signatory(old, names), _signatory(new, names)
        yield part_changed(name, f"who signs letter {letter}", before, after)


def _signatory(rule: LetterRule, names: Names) -> str:
    return names.role(rule.signatory) if rule.signatory else ""


def _kind_in_words(kind: str) -> str:
    return _WORD_START.sub(" ", kind).lower()


def _time_in_words(timer: Timer | None) -> str:
    return f"{timer.source} ({timer.kind})" if timer else ""


def _yes_or_no(is_so: bool) -> str:  # noqa: FBT001 - a fact of the diagram
    return "yes" if is_so else "no"
