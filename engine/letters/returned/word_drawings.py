"""Pictures and boxes in a Word file, with the place where each stands. Pure.

A picture may stand beside the signature, where it is one; anywhere else it may cover what is
written, or say something that the words do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.letters.fingerprint import normal
from engine.letters.returned.word_marks import whole_number
from engine.readers.xml_tree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TALLEST = 2_200_000  # English metric units, 360,000 to the centimetre: a signature and no more
FARTHEST = 1_500_000  # from the paragraph that a picture belongs to
_POINTS = re.compile(r"(margin-top|margin-left|top|left|height)\s*:\s*(-?[\d.]+)pt")
_KINDS = (f"{W}drawing", f"{W}pict", f"{W}object")


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture or box: after how many paragraphs with words, and what of it matters."""

    paragraphs_before: int
    has_words: bool
    reaches_far: bool  # so large, or so far from its place, that it may cover the letter


def drawings_in(root: Element) -> Iterator[Drawing]:
    """Every picture and box of a part, those that are only another way to draw one left out."""
    paragraphs = 0
    for element in root.iter(W + "p", *_KINDS):
        if _is_fallback(element):
            continue
        if element.tag != W + "p":
            yield Drawing(paragraphs, _has_words(element), _reaches_far(element))
        elif not _is_inside(element) and normal("".join(_texts(element))):
            paragraphs += 1


def _is_fallback(element: Element) -> bool:
    return next(element.iterancestors("{*}Fallback"), None) is not None


def _is_inside(paragraph: Element) -> bool:
    return next(paragraph.iterancestors("{*}txbxContent"), None) is not None


def _texts(paragraph: Element) -> Iterator[str]:
    for text in paragraph.iter(W + "t"):
        yield text.text or ""


def _has_words(element: Element) -> bool:
    """Whether a drawing has words of its own: a text box, WordArt, a chart, a diagram."""
    if (
        next(element.iter("{*}txbxContent", "{*}textpath", "{*}chart", "{*}relIds"), None)
        is not None
    ):
        return True
    return any((text.text or "").strip() for text in element.iter("{*}t"))


def _reaches_far(element: Element) -> bool:
    extents = [whole_number(str(node.get("cy", ""))) for node in element.iter("{*}extent")]
    offsets = [whole_number(node.text or "") for node in element.iter("{*}posOffset")]
    if any(height > TALLEST for height in extents):
        return True
    if any(abs(offset) > 4 * FARTHEST for offset in offsets) or _from_the_page(element):
        return True
    styles = [str(node.get("style", "")) for node in element.iter("{*}shape", "{*}rect")]
    return any(_far_in_points(style) for style in styles)


def _from_the_page(element: Element) -> bool:
    """Whether a picture's height on the page does not follow the paragraph it belongs to."""
    for place in element.iter("{*}positionV"):
        if place.get("relativeFrom") not in {"paragraph", "line"}:
            return True
        offsets = [whole_number(node.text or "") for node in place.iter("{*}posOffset")]
        if any(abs(offset) > FARTHEST for offset in offsets):
            return True
    return False


def _far_in_points(style: str) -> bool:
    sizes = {name: float(points) for name, points in _POINTS.findall(style)}
    tall = sizes.pop("height", 0) > TALLEST / 12_700
    return tall or any(abs(points) > FARTHEST / 12_700 for points in sizes.values())
