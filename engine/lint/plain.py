"""Whether a text shows what it says: nothing hidden in it, and no two alphabets that look alike."""

import unicodedata

SPACES = frozenset("\n\r\t")
HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
# Alphabets with letters that look like those of another; the scripts of East Asia go together.
SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE", "GEORGIAN"})
SCRIPTS |= {"HEBREW", "ARABIC", "LISU", "CANADIAN"}
IMITATING = frozenset({"FULLWIDTH", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER"})


def oddity_of(name: str) -> str | None:
    """What is not plain about a name, as the end of a sentence; None when it is plain."""
    if name.isascii() and name.isprintable():
        return None
    return _hidden(name) or _mixed(name)


def oddity_of_prose(text: str) -> str | None:
    """What is not plain about a text, each of whose words may be in an alphabet of its own."""
    if text.isascii() and text.isprintable():
        return None
    return _hidden(text) or next(filter(None, map(_mixed, set(text.split()))), None)


def _hidden(text: str) -> str | None:
    for character in sorted(set(text)):
        if unicodedata.category(character) in HIDDEN and character not in SPACES:
            return f"holds a character that cannot be seen (U+{ord(character):04X}): delete it"
    return None


def _mixed(text: str) -> str | None:
    scripts = set() if text.isascii() else _scripts(text)
    if scripts & IMITATING:
        return "is written in letters that imitate others: type it again in plain letters"
    if len(scripts) > 1:
        mixed = " and ".join(sorted(script.capitalize() for script in scripts))
        return f"mixes alphabets ({mixed}), so that it may not be what it looks like: type it again"
    return None


def _scripts(text: str) -> set[str]:
    letters = {character for character in text if character.isalpha()}
    names = {unicodedata.name(character, "").partition(" ")[0] for character in letters}
    return names & (SCRIPTS | IMITATING)
