"""Fonts and colours that a Word file names by their part in its theme, where that plays a trick.

Text in the theme's "text 1" is black until the theme says that black is white. Pure.
"""

from collections.abc import Iterator

from engine.letters.returned.word_marks import LIGHT, SIGNS, Mark, lightness
from engine.letters.returned.word_parts import Parts, W
from engine.readers.xml_tree import Element


def tricks_of_the_theme(parts: Parts) -> Iterator[Mark]:
    """A mark for each font of signs, each dark that is light, and colours in each other's place."""
    for root in parts.trees("theme"):
        yield from _fonts(root)
        yield from _colours(root)
    for root in parts.trees("settings"):
        for mapping in root.iter(W + "clrSchemeMapping"):
            texts = [str(mapping.get(W + name, "dark")) for name in ("t1", "t2")]
            if not all(text.startswith("dark") for text in texts):
                yield "colours of the theme put in each other's place", ""


def _fonts(root: Element) -> Iterator[Mark]:
    for font in root.iter("{*}latin", "{*}ea", "{*}cs"):
        name = str(font.get("typeface", ""))
        if SIGNS.search(name):
            yield "a theme with a font of signs", name


def _colours(root: Element) -> Iterator[Mark]:
    for dark in root.iter("{*}dk1", "{*}dk2"):
        for colour in dark.iter("{*}srgbClr", "{*}sysClr"):
            shade = str(colour.get("lastClr") or colour.get("val", "")).casefold()
            if (lightness(shade) or 0) > LIGHT:
                yield "a theme whose dark is light", shade
