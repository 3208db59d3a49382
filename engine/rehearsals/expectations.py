"""What a story expects at its end, held against the case as it then is."""

from collections.abc import Iterator, Mapping

from engine.errors import StoryFailed
from engine.letters.fingerprint import normal, paragraphs
from engine.queries.played import ended_as, facts_now, letters_now
from engine.readers.xml_tree import Element, xml_root
from engine.readers.zip_file import unzipped
from engine.readers.zip_limits import WORD
from engine.rehearsals.play import Player, plain

_KNOWN = {"ended", "waiting", "facts", "letters"}


def unmet(player: Player) -> list[str]:
    """Every expectation that does not hold, in a sentence each."""
    expect = player.story.expect
    strange = [
        f"expect has '{key}', which is none of {sorted(_KNOWN)}" for key in expect.keys() - _KNOWN
    ]
    return [*strange, *_end(player, expect), *_facts(player, expect), *_letters(player, expect)]


def letter_texts(player: Player) -> dict[str, str]:
    """The words of the newest version of each letter of the case, by code."""
    return {
        code: normal(" ".join(paragraphs(_document(content))))
        for code, content in player.engine.ask(letters_now, None, player.reference).items()
    }


def _end(player: Player, expect: Mapping[str, object]) -> Iterator[str]:
    ended = player.engine.ask(ended_as, None, player.reference)
    if "ended" in expect and ended != expect["ended"]:
        yield f"the case should have ended as {expect['ended']}, but it {_how(player, ended)}"
    if "waiting" in expect:
        waits = sorted({one.element for one in player.waiting()})
        wanted = sorted(_listed(expect, "waiting"))
        if waits != wanted:
            yield f"waiting should be {wanted}, but it is {waits}"
    elif "ended" not in expect and ended is not None:
        yield f"the case ended as {ended}: say so under 'ended'"


def _how(player: Player, ended: str | None) -> str:
    if ended:
        return f"ended as {ended}"
    return f"waits at {sorted({one.element for one in player.waiting()})}"


def _facts(player: Player, expect: Mapping[str, object]) -> Iterator[str]:
    wanted = _by_name(expect, "facts")
    held = player.engine.ask(facts_now, None, player.reference) if wanted else {}
    for key, value in wanted.items():
        if key not in held:
            yield f"fact {key} should be {value!r}, but the case does not hold it"
        elif not _same(held[key], value):
            yield f"fact {key} should be {value!r}, but it is {plain(held[key])!r}"


def _same(held: object, wanted: object) -> bool:
    if isinstance(wanted, bool) or isinstance(held, bool):
        return held is wanted
    if isinstance(wanted, int | float):
        return plain(held) == str(wanted) or held == wanted
    return plain(held) == plain(wanted)


def _letters(player: Player, expect: Mapping[str, object]) -> Iterator[str]:
    wanted = _by_name(expect, "letters")
    texts = letter_texts(player) if wanted else {}
    for code, words in wanted.items():
        if words == "absent":
            if code in texts:
                yield f"letter {code} should not have been written"
        elif code not in texts:
            yield f"letter {code} was not written"
        elif isinstance(words, Mapping):
            yield from _words(code, texts[code], words)


def _words(code: str, text: str, words: Mapping[str, object]) -> Iterator[str]:
    for phrase in _listed(words, "says"):
        if normal(phrase) not in text:
            yield f"letter {code} should say '{phrase}'"
    for phrase in _listed(words, "never"):
        if normal(phrase) in text:
            yield f"letter {code} should never say '{phrase}'"


def _by_name(expect: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = expect.get(key) or {}
    if not isinstance(part, Mapping):
        raise StoryFailed(f"'{key}' under 'expect' must be names with what is expected of each")
    return part


def _listed(expect: Mapping[str, object], key: str) -> list[str]:
    part = expect.get(key) or []
    if not isinstance(part, list):
        raise StoryFailed(f"'{key}' under 'expect' must be a list")
    return [str(one) for one in part]


def _document(content: bytes) -> Element:
    return xml_root(unzipped(content, WORD)["word/document.xml"])
