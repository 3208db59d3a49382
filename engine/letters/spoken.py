"""What the pieces of a letter say, for its fingerprint, without reading the letter again. Pure.

It gives what `fingerprint.paragraphs` finds in the finished part: a test holds the two together.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from engine.letters.fingerprint import fingerprint, normal

_TAGS = re.compile(r"<w:(?:(p)|(t)|(br|tab|cr)|(noBreakHyphen))(?=[ />])[^>]*>|<[^>]*>")


def fingerprint_of_pieces(pieces: Iterable[str], known: Mapping[str, str]) -> str:
    """The fingerprint of a text written in *pieces*; of those *known*, the words are at hand."""
    said: list[str] = []
    for piece in pieces:
        words = known.get(piece)
        said.append(spoken(piece) if words is None else words)
    lines = map(normal, "".join(said).split("\n"))
    return fingerprint(line for line in lines if line)


def spoken(piece: str) -> str:
    """The words of a piece that begins and ends inside a text; each paragraph on its own line."""
    if "<" not in piece:
        return unescape(piece) if "&" in piece else piece
    said: list[str] = []
    position, inside = 0, True
    for tag in _TAGS.finditer(piece):
        if inside:
            said.append(unescape(piece[position : tag.start()]))
        paragraph, text, space, hyphen = tag.groups()
        inside = bool(text) and not tag[0].endswith("/>")
        said.append("\n" if paragraph else " " if space else "-" if hyphen else "")
        position = tag.end()
    if inside:
        said.append(unescape(piece[position:]))
    return "".join(said)
