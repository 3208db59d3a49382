"""The fingerprint of a letter: sixteen characters that change when its words change.

It is taken from the words of the body alone, so it survives another program's way of writing the
file, and it can be printed in the footer without going round in a circle.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Iterable

from engine.readers.xml_tree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TEXT = _W + "p", _W + "t"
_AS_SPACE = {_W + "br": " ", _W + "tab": " ", _W + "cr": " ", _W + "noBreakHyphen": "-"}
_SPOKEN = (_PARAGRAPH, _TEXT, *_AS_SPACE)
_SAME = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{SOFT HYPHEN}": None,
        "\N{ZERO WIDTH SPACE}": None,
    }
)


def paragraphs(document: Element) -> list[str]:
    """The words of each paragraph of a document part, blank ones left out."""
    words_of_paragraphs: list[list[str]] = [[]]
    for element in document.iter(*_SPOKEN):
        if element.tag == _PARAGRAPH:
            words_of_paragraphs.append([])
        else:
            words_of_paragraphs[-1].append(_AS_SPACE.get(element.tag) or element.text or "")
    texts = [normal("".join(words)) for words in words_of_paragraphs]
    return [text for text in texts if text]


def normal(text: str) -> str:
    """The text with one kind of space, quotation mark and dash."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SAME)
    return " ".join(text.split())


def fingerprint(texts: Iterable[str]) -> str:
    """Four groups of four characters, without 0, 1, 8 or 9."""
    digest = hashlib.sha256("\n".join(texts).encode()).digest()
    code = base64.b32encode(digest).decode()[:16]
    return "-".join(code[start : start + 4] for start in range(0, 16, 4))
