"""Whether a text shows what it says: nothing hidden in it, and no two alphabets that look alike."""

import unicodedata

SPACES = frozenset("\n\r\t")
HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})  # categories of Unicode
# Alphabets with letters that look like those of another; the scripts of East Asia go together.
SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE", "GEORGIAN"})
SCRIPTS |= {"HEBREW", "ARABIC", "LISU", "CANADIAN"}
IMITATING = frozenset({"FULLWIDTH", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER"})


def oddity_of(name: str) -> str | None:
    """What is not plain about a name, as the end of a sentence; None when it is plain."""
    if name.isascii() and name.isprintable():
        return None
    return _hidden_in(name) or _mixed_in(name)


def oddity_of_prose(text: str) -> str | None:
    """What is not plain about a text, each of whose words may be in an alphabet of its own."""
    if text.isascii() and text.isprintable():
        return None
    hidden = _hidden_in(text)
    if hidden is not None:
        return hidden
    for word in dict.fromkeys(text.split()):
        mixed = _mixed_in(word)
        if mixed is not None:
            return mixed
    return None


def _hidden_in(text: str) -> str | None:
    for character in sorted(set(text)):
        if unicodedata.category(character) in HIDDEN and character not in SPACES:
            return f"holds a character that cannot be seen (U+{ord(character):04X}): delete it"
    return None


def _mixed_in(text: str) -> str | None:
    scripts = _scripts_of(text)
    if scripts & IMITATING:
        return "is written in letters that imitate others: type it again in plain letters"
    if len(scripts) > 1:
        names = " and ".join(sorted(script.capitalize() for script in scripts))
        return f"mixes alphabets ({names}), so that it may not be what it looks like: type it again"
    return None


def _scripts_of(text: str) -> set[str]:
    """The scripts of its letters: the first word of what Unicode calls each, `CYRILLIC` say."""
    if text.isascii():
        return set()
    letters = {character for character in text if character.isalpha()}
    first_words = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return first_words & (SCRIPTS | IMITATING)
