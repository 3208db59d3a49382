"""Words of a Word file that a reader sees outside its paragraphs: drawn, charted or numbered."""

import html
import re
from collections.abc import Iterator, Mapping

# The string of a drawn word, the text before the items of a list, the text of a chart or drawing.
_DRAWN = re.compile(
    r"<(?:\w+:)?(?:lvlText\b[^<>]{0,400}?\bval|textpath\b[^<>]{0,4000}?\bstring)\s*=\s*"
    r"""(?:"([^"<]*)"|'([^'<]*)')"""
    r"|<(?!w:)\w+:t(?:\s[^<>]*)?>([^<]*)<"
)
_LETTERS = re.compile(r"[^\W\d_]{2}")


def drawn_words(members: Mapping[str, bytes]) -> Iterator[str]:
    """What the parts of a Word file say so, a part at a time."""
    for name, content in members.items():
        if name.startswith("word/") and name.endswith(".xml"):
            matches = _DRAWN.findall(content.decode("utf-8", "replace"))
            texts = (html.unescape(text) for groups in matches for text in groups if text)
            # What stands before the items of most lists is a bullet of a font of symbols, or "%1.".
            words = " ".join(text for text in texts if _LETTERS.search(text))
            if words:
                yield words
