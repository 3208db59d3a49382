"""What a Word file says and shows, to hold the one that came back against ours. Pure."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.letters.fingerprint import normal
from engine.letters.fingerprint import paragraphs as paragraphs_of
from engine.letters.returned.word_drawings import Drawing, drawings_in
from engine.letters.returned.word_marks import Mark, marks_in
from engine.letters.returned.word_parts import EDGES, Parts, W, links_of, tree
from engine.letters.returned.word_theme import tricks_of_the_theme
from engine.readers.xml_tree import Element

FIELD = "\ufffc"  # stands for what a field says: the number of a page
BLOCK = ("Closing", "Signature")  # how the styles of a signature block begin
_NUMBER = re.compile(r"%\d")


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a Word file and everything else that a reader of it would see."""

    paragraphs: tuple[str, ...]
    block: tuple[int, int]  # the first and the last paragraph of the signature block
    edges: Mapping[str, frozenset[str]]  # header, footer and notes: the paragraphs of each
    marks: frozenset[Mark]
    drawings: tuple[Drawing, ...]
    labels: frozenset[str]  # what numbered lists print before a paragraph: "%1.", "Enc. %1"
    heads: tuple[str, ...]  # the heading rows of tables
    media: frozenset[str]  # digests of its pictures
    signed_in_word: bool


def shown_by(parts: Parts) -> Shown:
    """What a Word file shows."""
    paragraphs = paragraphs_of(parts.text)
    return Shown(
        paragraphs=tuple(paragraphs),
        block=_block(parts.text, len(paragraphs)),
        edges={kind: frozenset(_edge(parts, kind)) for kind in EDGES},
        marks=frozenset(_marks(parts)),
        drawings=tuple(drawings_in(parts.text)),
        labels=frozenset(_labels(parts)),
        heads=tuple(_heads(parts.text)),
        media=frozenset(
            hashlib.sha256(content).hexdigest()
            for name, content in parts.members.items()
            if "/media/" in name
        ),
        signed_in_word=any(name.startswith("_xmlsignatures/") for name in parts.members),
    )


def _block(text: Element, count: int) -> tuple[int, int]:
    """The paragraphs of the signature block by their styles; the end of the letter without any."""
    spoken = [paragraph for paragraph in text.iter(W + "p") if _has_words(paragraph)]
    styles = [_style(paragraph) for paragraph in spoken]
    inside = [index for index, style in enumerate(styles) if style.startswith(BLOCK)]
    return (inside[0], inside[-1]) if inside else (count, count)


def _has_words(paragraph: Element) -> bool:
    return bool(normal("".join(text.text or "" for text in paragraph.iter(W + "t"))))


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(W + "val", ""))


def _edge(parts: Parts, kind: str) -> Iterator[str]:
    if kind in ("header", "footer") and next(parts.text.iter(f"{W}{kind}Reference"), None) is None:
        return  # the part is there and no page shows it
    for root in parts.trees(kind):
        for paragraph in root.iter(W + "p"):
            words = normal("".join(_without_fields(paragraph)))
            if words:
                yield words


def _without_fields(paragraph: Element) -> Iterator[str]:
    """The texts of a paragraph, one sign in place of whatever each field says."""
    depth = 0
    for element in paragraph.iter(W + "t", W + "tab", W + "br", W + "fldChar", W + "fldSimple"):
        kind = element.get(W + "fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if kind == "begin" or element.tag == W + "fldSimple":
            yield FIELD
        elif element.tag in (W + "tab", W + "br"):
            yield " "
        elif depth <= 0 and next(element.iterancestors(W + "fldSimple"), None) is None:
            yield element.text or ""


def _marks(parts: Parts) -> Iterator[Mark]:
    yield from marks_in(parts.text)
    yield from _marks_of_edges(parts)
    for style in _styles_in_use(parts):
        for properties in style.iter(W + "rPr", W + "pPr"):
            yield from marks_in(properties)
    yield from _printed_by_lists(parts)
    yield from tricks_of_the_theme(parts)
    if any(link.kind == "font" for link in links_of(parts.members, _font_table(parts))):
        yield "fonts of its own", ""


def _marks_of_edges(parts: Parts) -> Iterator[Mark]:
    for kind in EDGES:
        for root in parts.trees(kind):
            yield from marks_in(root)
            for _ in drawings_in(root):
                yield f"a picture or a box in the {kind}", ""


def _printed_by_lists(parts: Parts) -> Iterator[Mark]:
    """Words that stand before a paragraph though no paragraph holds them; "o" is a bullet."""
    for label in _labels(parts):
        if label != "o" and re.search(r"\w", _NUMBER.sub("", label)):
            yield "words that a list prints", label
    for root in parts.trees("numbering"):
        if next(root.iter(W + "numPicBullet"), None) is not None:
            yield "pictures that a list prints", ""


def _font_table(parts: Parts) -> str:
    return next(iter(parts.linked.get("fontTable", ())), "word/fontTable.xml")


def _styles_in_use(parts: Parts) -> Iterator[Element]:
    """The styles that the text is written in, those they are based on, and the defaults."""
    styles: dict[str, Element] = {}
    for root in parts.trees("styles"):
        yield from root.iter(W + "docDefaults")
        styles |= {str(style.get(W + "styleId")): style for style in root.iter(W + "style")}
    roots = [parts.text, *(root for kind in EDGES for root in parts.trees(kind))]
    wanted = {name for name, style in styles.items() if style.get(W + "default") in ("1", "true")}
    for root in roots:
        uses = root.iter(W + "pStyle", W + "rStyle", W + "tblStyle")
        wanted |= {str(style.get(W + "val")) for style in uses}
    visited: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in styles and name not in visited:
            visited.add(name)
            yield styles[name]
            wanted |= {str(style.get(W + "val")) for style in styles[name].iter(W + "basedOn")}


def _labels(parts: Parts) -> Iterator[str]:
    for root in parts.trees("numbering"):
        for label in root.iter(W + "lvlText"):
            yield str(label.get(W + "val", ""))


def _heads(text: Element) -> Iterator[str]:
    for row in text.iter(W + "tr"):
        if row.find(f"{W}trPr/{W}tblHeader") is not None:
            yield " ".join(paragraphs_of(row))


def printed_identity(document: Shown, members: Mapping[str, bytes]) -> tuple[str, str]:
    """The number and version that a Word file gives itself: printed, else held within."""
    printed = IDENTITY.search(" ".join(sorted(document.edges["footer"] | document.edges["header"])))
    if printed:
        return printed["letter"], printed["version"]
    custom = members.get("docProps/custom.xml")
    properties = {}
    for item in tree(custom).iter("{*}property") if custom else ():
        properties[str(item.get("name"))] = "".join(map(str, item.itertext())).strip()
    return properties.get("doc_id", ""), properties.get("version", "")


IDENTITY = re.compile(
    r"(?P<letter>[A-Za-z0-9]+(?:-[A-Za-z0-9_]+)+) version (?P<version>\d{1,6}) \| "
    r"(?P<fingerprint>[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})"
)
