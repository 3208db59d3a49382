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
    return [
        *_unknown_keys(expect),
        *_unmet_end(player, expect),
        *_unmet_facts(player, expect),
        *_unmet_letters(player, expect),
    ]


def letter_texts(player: Player) -> dict[str, str]:
    """The words of the newest version of each letter of the case, by code."""
    texts: dict[str, str] = {}
    for code, content in player.engine.ask(letters_now, None, player.reference).items():
        texts[code] = normal(" ".join(paragraphs(_main_part(content))))
    return texts


def _unknown_keys(expect: Mapping[str, object]) -> Iterator[str]:
    for key in expect.keys() - _KNOWN:
        yield f"expect has '{key}', which is none of {sorted(_KNOWN)}"


def _unmet_end(player: Player, expect: Mapping[str, object]) -> Iterator[str]:
    ended = player.engine.ask(ended_as, None, player.reference)
    if "ended" in expect and ended != expect["ended"]:
        state = f"ended as {ended}" if ended else f"waits at {_elements_waiting(player)}"
        yield f"the case should have ended as {expect['ended']}, but it {state}"
    if "waiting" in expect:
        elements = _elements_waiting(player)
        expected = sorted(_words_under(expect, "waiting"))
        if elements != expected:
            yield f"waiting should be {expected}, but it is {elements}"
    elif "ended" not in expect and ended is not None:
        yield f"the case ended as {ended}: say so under 'ended'"


def _elements_waiting(player: Player) -> list[str]:
    return sorted({task.element for task in player.waiting()})


def _unmet_facts(player: Player, expect: Mapping[str, object]) -> Iterator[str]:
    expected = _by_name(expect, "facts")
    facts = player.engine.ask(facts_now, None, player.reference) if expected else {}
    for key, value in expected.items():
        if key not in facts:
            yield f"fact {key} should be {value!r}, but the case does not hold it"
        elif not _is_same(facts[key], value):
            yield f"fact {key} should be {value!r}, but it is {plain(facts[key])!r}"


def _is_same(fact: object, expected: object) -> bool:
    if isinstance(expected, bool) or isinstance(fact, bool):
        return fact is expected  # in Python true equals 1, in a story it does not
    if isinstance(expected, int | float):
        return plain(fact) == str(expected) or fact == expected
    return plain(fact) == plain(expected)


def _unmet_letters(player: Player, expect: Mapping[str, object]) -> Iterator[str]:
    expected = _by_name(expect, "letters")
    texts = letter_texts(player) if expected else {}
    for code, words in expected.items():
        if words == "absent":
            if code in texts:
                yield f"letter {code} should not have been written"
        elif code not in texts:
            yield f"letter {code} was not written"
        elif isinstance(words, Mapping):
            yield from _unmet_words(code, texts[code], words)


def _unmet_words(code: str, text: str, words: Mapping[str, object]) -> Iterator[str]:
    for phrase in _words_under(words, "says"):
        if normal(phrase) not in text:
            yield f"letter {code} should say '{phrase}'"
    for phrase in _words_under(words, "never"):
        if normal(phrase) in text:
            yield f"letter {code} should never say '{phrase}'"


def _by_name(expect: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = expect.get(key) or {}
    if not isinstance(part, Mapping):
        raise StoryFailed(f"'{key}' under 'expect' must be names with what is expected of each")
    return part


def _words_under(expect: Mapping[str, object], key: str) -> list[str]:
    part = expect.get(key) or []
    if not isinstance(part, list):
        raise StoryFailed(f"'{key}' under 'expect' must be a list")
    return [str(word) for word in part]


def _main_part(content: bytes) -> Element:
    return xml_root(unzipped(content, WORD)["word/document.xml"])
