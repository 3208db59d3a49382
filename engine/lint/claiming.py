"""What the names in a diagram claim: an end that the law knows, or a role that somebody holds."""

import re
from collections.abc import Iterable, Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import END
from engine.analysis.naming import called, quoted
from engine.bpmn.elements import Node
from engine.lint.authority import authority_of_deciders
from engine.lint.likeness import claimed, squeezed
from engine.lint.protected import is_of_law
from engine.people.law import RoleName, StatutoryEnd

WORD_ALONE = 8  # names no longer than this, such as PCC or Mayor, count only as words of their own
Claim = tuple[Node, str, StatutoryEnd]


def ends_claimed(definition: Definition) -> Iterator[Claim]:
    """Each element that claims an end of the law, by its id, its name or the state it shows."""
    ends = definition.setting.law.ends
    consents = [end for end in ends if end.consent and end.claims]
    by_claim = {claim: end for end in ends for claim in end.claims}
    for node in definition.drawing.nodes:
        texts = [node.name] if node.kind == END else []
        own = [end for end in ends if node.kind == END and squeezed(end.end) == squeezed(node.id)]
        state = node.properties.get("state", "")
        made = {by_claim[claim].end: by_claim[claim] for claim in _made(texts, by_claim)}
        if not made and node.kind == END and _claims(definition, node.name):
            made = {end.end: end for end in consents}
        made |= {end.end: end for end in own}
        yield from ((node, called(node), end) for end in made.values())
        shown = [by_claim[claim] for claim in claimed(state, by_claim)]
        for end in shown or (consents if _claims(definition, state) else ()):
            yield node, f"{called(node)}, which shows the state {quoted(state)},", end


def _made(texts: list[str], claims: dict[str, StatutoryEnd]) -> Iterator[str]:
    for text in texts:
        yield from claimed(text, claims)


def _claims(definition: Definition, name: str) -> bool:
    """Whether a name says in other words that authority is given."""
    return authority_of_deciders(definition.setting.law).claimed_by(
        name, in_law=is_of_law(definition)
    )


class RoleNames:
    """The names by which people know whoever holds a role, and the texts that bear them."""

    def __init__(self, names: Iterable[RoleName]) -> None:
        self._by_name = {name.name: name for name in names}
        self._long = [one for one in self._by_name if len(squeezed(one)) > WORD_ALONE]
        self._short = {
            squeezed(one).removesuffix("s"): one for one in self._by_name if one not in self._long
        }
        self._whole: dict[str, list[RoleName]] = {}
        for name in self._by_name.values():
            self._whole.setdefault(squeezed(name.name), []).append(name)

    def within(self, text: str) -> list[RoleName]:
        """The names that *text* holds, the longest first; none that only a longer one holds."""
        if not text:
            return []
        made = claimed(text, self._long)
        words = {squeezed(word).removesuffix("s") for word in re.findall(r"\w+", text)}
        for word in sorted(words & self._short.keys()):
            short = self._short[word]
            if not any(short.casefold() in one.casefold() for one in made):
                made.append(short)
        return [self._by_name[one] for one in made]

    def alone(self, text: str) -> list[RoleName]:
        """The names that *text* is, and nothing more."""
        return self._whole.get(squeezed(re.sub(r"(?i)^\s*the\b", "", text)), [])
