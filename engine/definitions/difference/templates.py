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
    if before is None or after is None:
        yield _template_appeared(path, names, is_new=before is None)
        return
    old_members, new_members = members_of(before), members_of(after)
    if not old_members or not new_members:
        yield Change("letters", path, sentence("unread", file=path))
        return
    letter = _letter_called(path, names)
    old, new = _paragraphs(old_members), _paragraphs(new_members)
    if old == new:
        sentences = _looks_sentences(old_members, new_members, letter)
    else:
        sentences = _paragraph_sentences(old[:MOST_PARAGRAPHS], new[:MOST_PARAGRAPHS], letter)
    for text in sentences:
        yield Change("texts", path, text)


def _template_appeared(path: str, names: Names, *, is_new: bool) -> Change:
    kind, topic = ("clause", "texts") if _is_clause(path) else ("template", "letters")
    which = kind if is_new else f"{kind} gone"
    return Change(topic, path, sentence(which, letter=_letter_called(path, names)))


def _is_clause(path: str) -> bool:
    return path.startswith("letters/clauses/")


def _letter_called(path: str, names: Names) -> str:
    code = path.rsplit("/", 1)[-1].removesuffix(".docx")
    return code if _is_clause(path) else names.letter(code)


def _paragraphs(members: dict[str, bytes]) -> list[str]:
    paragraphs: list[str] = []
    for name, part in sorted(members.items()):
        paragraphs.extend(paragraphs_of(name, part))
    return paragraphs


def _looks_sentences(old: dict[str, bytes], new: dict[str, bytes], letter: str) -> Iterator[str]:
    names = sorted(old.keys() | new.keys())
    parts = [name for name in names if old.get(name) != new.get(name)]
    if parts:
        yield sentence("only looks", letter=letter, parts=", ".join(parts))


def _paragraph_sentences(old: list[str], new: list[str], letter: str) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        removed, added = old[old_start:old_end], new[new_start:new_end]
        if removed == added:
            continue
        # Paragraphs in the same place are told as one that becomes another, as far as they pair.
        paired = min(len(removed), len(added))
        for before, after in zip(removed, added, strict=False):
            was, now = narrowed(before, after)
            yield sentence("paragraph another", letter=letter, before=was, after=now)
        for before in removed[paired:]:
            yield sentence("paragraph gone", letter=letter, before=before)
        for after in added[paired:]:
            yield sentence("paragraph", letter=letter, after=after)
