"""What the names in a diagram claim: an end that the law knows, whatever its id."""

from collections.abc import Iterator

from engine.bpmn.elements import Node
from engine.lint.bundle import Bundle
from engine.lint.drawn import END
from engine.lint.likeness import claimed, squeezed
from engine.lint.naming import called, quoted
from engine.people.law import StatutoryEnd

Claim = tuple[Node, str, StatutoryEnd]


def ends_claimed(bundle: Bundle) -> Iterator[Claim]:
    """Each element that claims an end of the law, by its id, its name or the state it shows."""
    ends = bundle.setting.law.ends
    by_claim = {claim: end for end in ends for claim in end.claims}
    for node in bundle.drawing.nodes:
        texts = [node.name] if node.kind == END else []
        own = [end for end in ends if node.kind == END and squeezed(end.end) == squeezed(node.id)]
        state = node.properties.get("state", "")
        made = {by_claim[claim].end: by_claim[claim] for claim in _made(texts, by_claim)}
        made |= {end.end: end for end in own}
        yield from ((node, called(node), end) for end in made.values())
        for claim in claimed(state, by_claim):
            words = f"{called(node)}, which shows the state {quoted(state)},"
            yield node, words, by_claim[claim]


def _made(texts: list[str], claims: dict[str, StatutoryEnd]) -> Iterator[str]:
    for text in texts:
        yield from claimed(text, claims)
