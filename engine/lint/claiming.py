"""What the names in a diagram claim: an end that the law knows, or a role that somebody holds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.analysis.drawing import END
from engine.analysis.naming import called, quoted
from engine.bpmn.elements import Node
from engine.lint.authority import authority_of_deciders
from engine.lint.likeness import claims_in, squeezed
from engine.lint.protected import is_of_law
from engine.people.law import RoleName, StatutoryEnd

WORD_ALONE = 8  # names no longer than this, such as PCC or Mayor, count only as words of their own


@dataclass(frozen=True, slots=True)
class EndClaim:
    """An element that claims to be an end of the law, and how a sentence speaks of it."""

    node: Node
    words: str
    end: StatutoryEnd


def ends_claimed(definition: Definition) -> Iterator[EndClaim]:
    """Each claim to be an end of the law: by an id, a name or the state that is shown."""
    for node in definition.drawing.nodes:
        if node.kind == END:
            for end in _ends_of_event(definition, node):
                yield EndClaim(node, called(node), end)
        state = node.properties.get("state", "")
        for end in _ends_named(definition, state):
            yield EndClaim(node, f"{called(node)}, which shows the state {quoted(state)},", end)


def _ends_of_event(definition: Definition, event: Node) -> Iterable[StatutoryEnd]:
    """The ends that an end event is, by its name or by its id."""
    ends = {end.end: end for end in _ends_named(definition, event.name)}
    for end in definition.setting.law.ends:
        if squeezed(end.end) == squeezed(event.id):
            ends[end.end] = end
    return ends.values()


def _ends_named(definition: Definition, text: str) -> list[StatutoryEnd]:
    """The ends that *text* names; those with consent where it gives authority in other words."""
    if not text:
        return []
    ends = definition.setting.law.ends
    by_claim = _ends_by_claim(ends)
    claims = claims_in(text, by_claim)
    if claims:
        return [by_claim[claim] for claim in claims]
    if _gives_authority(definition, text):
        return [end for end in ends if end.consent and end.claims]
    return []


def _ends_by_claim(ends: Iterable[StatutoryEnd]) -> Mapping[str, StatutoryEnd]:
    by_claim: dict[str, StatutoryEnd] = {}
    for end in ends:
        by_claim.update(dict.fromkeys(end.claims, end))
    return by_claim


def _gives_authority(definition: Definition, name: str) -> bool:
    reader = authority_of_deciders(definition.setting.law)
    return reader.is_claimed_by(name, in_law=is_of_law(definition))


class RoleNames:
    """The names by which people know whoever holds a role, and the texts that bear them."""

    def __init__(self, names: Iterable[RoleName]) -> None:
        self._by_name: dict[str, RoleName] = {}
        self._by_look: dict[str, list[RoleName]] = {}
        self._long_names: list[str] = []
        self._short_names: dict[str, str] = {}  # by how they look in the singular
        for role_name in names:
            self._by_name[role_name.name] = role_name
        for name, role_name in self._by_name.items():
            look = squeezed(name)
            self._by_look.setdefault(look, []).append(role_name)
            if len(look) > WORD_ALONE:
                self._long_names.append(name)
            else:
                self._short_names[look.removesuffix("s")] = name

    def names_in(self, text: str) -> list[RoleName]:
        """The names that *text* holds, the longest first; none that only a longer one holds."""
        if not text:
            return []
        names = claims_in(text, self._long_names)
        words = {squeezed(word).removesuffix("s") for word in re.findall(r"\w+", text)}
        for word in sorted(words & self._short_names.keys()):
            short = self._short_names[word]
            if not any(short.casefold() in name.casefold() for name in names):
                names.append(short)
        return [self._by_name[name] for name in names]

    def names_equal_to(self, text: str) -> list[RoleName]:
        """The names that *text* is, and nothing more."""
        return self._by_look.get(squeezed(re.sub(r"(?i)^\s*the\b", "", text)), [])
