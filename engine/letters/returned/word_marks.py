"""What a Word file shows that its words alone do not say: hidden, struck, white, moved, laid over.

Two files can hold the same text and show another. So everything in a part that is not a plain piece
of a letter is a mark; those that stood in the letter as issued are no concern, and every other is.
What is plain is listed; what is not listed is a mark, whatever it may be. Pure.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from lxml import etree

from engine.letters.fields_in_word import instructions
from engine.letters.fingerprint import normal
from engine.readers.xml_tree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Mark = tuple[str, str]  # what it is, and the words or the name that it concerns
SHOWN = 60  # characters of the words concerned
SMALLEST = 12  # half points
LIGHT = 200  # of 255: lighter than this is hardly seen on paper
DARK = 90
OFF = {"0", "false", "off", "none"}
REVISIONS = {
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange",
    "tcPrChange", "sectPrChange", "numberingChange", "tblGridChange", "tblPrExChange", "cellIns",
    "cellDel", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "delText",
}  # fmt: skip
COMMENTS = {"commentReference", "commentRangeStart", "commentRangeEnd"}
DRAWINGS = {"drawing", "pict", "object", "AlternateContent"}
LOOKED_AT_APART = DRAWINGS | {"fldChar", "instrText", "fldSimple"}
# Nothing in these can show other words, or hide any.
_LISTED = """
    document body hdr ftr footnotes endnotes p r t pPr rPr tab br cr noBreakHyphen softHyphen
    bookmarkStart bookmarkEnd proofErr hyperlink lastRenderedPageBreak permStart permEnd
    smartTag smartTagPr customXml customXmlPr attr sdt sdtPr sdtContent sdtEndPr id alias tag
    lock placeholder docPart richText text temporary docPartObj docPartGallery docPartUnique
    pStyle keepNext keepLines pageBreakBefore widowControl numPr ilvl numId pBdr top left
    bottom right start end between bar tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
    topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid contextualSpacing
    mirrorIndents jc textAlignment outlineLvl suppressLineNumbers suppressOverlap divId
    cnfStyle textboxTightWrap rStyle b bCs i iCs caps smallCaps u lang kern noProof szCs
    cs complexScript ligatures numForm numSpacing stylisticSets styleSet cntxtAlts tbl
    tblPr tblStyle tblW tblLayout tblLook tblCaption tblDescription tblGrid gridCol tblInd
    tblBorders insideH insideV tblCellMar tblCellSpacing tblOverlap tblStyleRowBandSize
    tblStyleColBandSize tr trPr tblHeader cantSplit tc tcPr tcW gridSpan vAlign noWrap
    hideMark tcBorders tcMar tblPrEx gridBefore gridAfter wBefore wAfter tl2br tr2bl sectPr
    headerReference footerReference type pgNumType formProt docGrid noEndnote
    footnotePr endnotePr numFmt numStart numRestart pos lnNumType paperSrc rtlGutter rsid
    separator continuationSeparator footnote endnote
"""
PLAIN = frozenset(_LISTED.split())
SIGNS = re.compile(r"symbol|dings|marlett|mt extra|zapf", re.IGNORECASE)


def marks_in(root: Element) -> Iterator[Mark]:
    """Every mark in a part of a Word file; drawings are looked at apart."""
    for code in instructions(root):
        yield "a field", code.split()[0].upper()[:SHOWN] if code.split() else ""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name not in PLAIN and name not in LOOKED_AT_APART and not _in_a_drawing(element):
            yield from _mark(element, name)


def _mark(element: Element, name: str) -> Iterator[Mark]:
    if name in REVISIONS:
        yield "a tracked change", _words_at(element)
    elif name in COMMENTS:
        yield "a comment", ""
    elif name not in CHECKS:
        yield f"something a letter does not hold ({name})", _words_at(element)
    elif what := CHECKS[name](element):
        yield what, _words_at(element)


def _in_a_drawing(element: Element) -> bool:
    return next(element.iterancestors(*(f"{{*}}{name}" for name in DRAWINGS)), None) is not None


def _words_at(element: Element) -> str:
    """The words of the run, paragraph or style that an element belongs to."""
    for around in element.iterancestors(W + "r", W + "p", W + "style", W + "tr"):
        if around.tag == W + "style":
            return str(around.get(W + "styleId", ""))
        return normal("".join(t.text or "" for t in around.iter(W + "t")))[:SHOWN]
    return normal("".join(t.text or "" for t in element.iter(W + "t")))[:SHOWN]


def _value(element: Element, name: str = "val") -> str:
    return str(element.get(W + name, "")).casefold()


def _number(element: Element, name: str = "val") -> int:
    return whole_number(_value(element, name))


def whole_number(text: str) -> int:
    """The number that a text begins with; 0 where it is none, however it is meant."""
    digits = re.match(r"\s*[+-]?\d{1,12}", text)
    return int(digits[0]) if digits else 0


def lightness(colour: str) -> int | None:
    """How light an RRGGBB colour is, of 255; None where it is no such colour (auto)."""
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        return None
    red, green, blue = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return (3 * red + 6 * green + blue) // 10


def _switch(what: str) -> Callable[[Element], str]:
    return lambda element: "" if _value(element) in OFF else what


def _colour(element: Element) -> str:
    light = lightness(_value(element))
    themed = re.fullmatch(r"(background|light|bg)\d?", _value(element, "themeColor"))
    return "words too light to see" if themed or (light or 0) > LIGHT else ""


def _ground(element: Element) -> str:
    """A mark for a ground so dark that black words are lost on it."""
    light = lightness(_value(element, "fill"))
    solid = _value(element) in {"solid", "pct95", "pct90", "pct87", "pct85", "pct80", "pct75"}
    themed = re.fullmatch(r"(text|dark)\d?", _value(element, "themeFill"))
    too_dark = light is not None and light < DARK
    return "words on a dark ground" if solid or themed or too_dark else ""


def _highlight(element: Element) -> str:
    dark = _value(element) == "black" or _value(element).startswith("dark")
    return "words on a dark ground" if dark else ""


def _size(element: Element) -> str:
    return "words too small to read" if _number(element) < SMALLEST else ""


def _width(element: Element) -> str:
    return "words too small to read" if 0 < _number(element) < 50 else ""


def _spacing(element: Element) -> str:
    """Of a run how far its letters are apart; of a paragraph how high its lines are."""
    if _number(element) < -40:
        return "words pressed together"
    exact = _value(element, "lineRule") == "exact" and _number(element, "line") < 120
    turned_back = _number(element, "before") < 0 or _number(element, "after") < 0
    return "lines pressed together" if exact or turned_back else ""


def _position(element: Element) -> str:
    return "words moved from their line" if abs(_number(element)) > 24 else ""


def _indent(element: Element) -> str:
    names = ("left", "right", "start", "end", "firstLine", "hanging")
    far = any(abs(_number(element, name)) > 6_000 for name in names)
    return "words moved off the page" if far or _number(element, "left") < -1_000 else ""


def _margins(element: Element) -> str:
    sides = [_number(element, name) for name in ("top", "right", "bottom", "left")]
    return "margins that cut words off" if any(not 0 < side < 5_000 for side in sides) else ""


def _paper(element: Element) -> str:
    sides = [_number(element, name) for name in ("w", "h")]
    return "paper of an unusual size" if any(not 7_000 < side < 25_000 for side in sides) else ""


def _columns(element: Element) -> str:
    return "columns" if _number(element, "num") > 1 else ""


def _row_height(element: Element) -> str:
    return "a row of fixed height" if _value(element, "hRule") == "exact" else ""


def _fonts(element: Element) -> str:
    names = [str(value) for value in element.attrib.values()]
    return "words in a font of signs" if any(SIGNS.search(name) for name in names) else ""


def _direction_mark(element: Element) -> str:
    """A mark for words drawn from right to left that do not run so by themselves."""
    words = _words_at(element)
    by_themselves = all(unicodedata.bidirectional(letter) in ("R", "AL", "WS") for letter in words)
    return "" if _value(element) in OFF or by_themselves else "words in another direction"


def _direction(element: Element) -> str:
    return "" if _value(element) in {"lrtb", "tb", *OFF} else "words in another direction"


CHECKS: dict[str, Callable[[Element], str]] = {
    "vanish": _switch("hidden words"),
    "specVanish": _switch("hidden words"),
    "webHidden": _switch("hidden words"),
    "hidden": _switch("a hidden row"),
    "strike": _switch("words struck out"),
    "dstrike": _switch("words struck out"),
    "bidi": _direction_mark,
    "rtl": _direction_mark,
    "bidiVisual": _switch("words in another direction"),
    "vMerge": _switch("a cell whose words are hidden"),
    "color": _colour,
    "shd": _ground,
    "highlight": _highlight,
    "sz": _size,
    "w": _width,
    "spacing": _spacing,
    "position": _position,
    "ind": _indent,
    "pgMar": _margins,
    "pgSz": _paper,
    "cols": _columns,
    "trHeight": _row_height,
    "rFonts": _fonts,
    "textDirection": _direction,
    "vertAlign": lambda _: "",
    "effect": lambda _: "",
}
