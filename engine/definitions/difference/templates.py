"""How the words of two Word templates differ, paragraph by paragraph. Pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from engine.definitions.difference.change import Change, Names, narrowed, sentence
from engine.definitions.difference.letters import members_of, paragraphs_of

MOST_PARAGRAPHS = 1_000  # compared one by one


def template_changes(
    path: str, before: bytes | None, after: bytes | None, names: Names
) -> Iterator[Change]:
    """Every paragraph that is new, gone or another, else what parts of the file differ."""
    code = path.rsplit("/", 1)[-1].removesuffix(".docx")
    clause = path.startswith("letters/clauses/")
    letter = code if clause else names.letter(code)
    kind, topic = ("clause", "texts") if clause else ("template", "letters")
    if before is None or after is None:
        which = kind if before is None else f"{kind} gone"
        yield Change(topic, path, sentence(which, letter=letter))
        return
    was, now = members_of(before), members_of(after)
    if not was or not now:
        yield Change("letters", path, sentence("unread", file=path))
        return
    old, new = _words(was), _words(now)
    if old == new:
        parts = sorted(n for n in was.keys() | now.keys() if was.get(n) != now.get(n))
        if parts:
            told = ", ".join(parts)
            yield Change("texts", path, sentence("only looks", letter=letter, parts=told))
        return
    for text in _paragraphs(old[:MOST_PARAGRAPHS], new[:MOST_PARAGRAPHS], letter):
        yield Change("texts", path, text)


def _words(members: dict[str, bytes]) -> list[str]:
    return [words for name, part in sorted(members.items()) for words in paragraphs_of(name, part)]


def _paragraphs(old: list[str], new: list[str], letter: str) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        if old[a:b] == new[c:d]:
            continue
        paired = min(b - a, d - c)
        for before, after in zip(old[a : a + paired], new[c : c + paired], strict=True):
            was, now = narrowed(before, after)
            yield sentence("paragraph another", letter=letter, before=was, after=now)
        for before in old[a + paired : b]:
            yield sentence("paragraph gone", letter=letter, before=before)
        for after in new[c + paired : d]:
            yield sentence("paragraph", letter=letter, after=after)
