"""Tags taken out of a part of a Word file and put back as Jinja, so that no word is lost.

Each paragraph is read as it is seen, however many runs Word split it into. A tag leaves a token in
the tree, of characters that stand for nothing in Unicode; when the tree has been written as text,
the tokens become tags. So no tag passes through XML, and no pattern runs over it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from engine.letters.spots import CELL, NOWHERE, ROW, TABLE, Fault, P, R, Spot, T, W, around
from engine.letters.tag_blocks import match_blocks
from engine.letters.tag_tokens import CLOSINGS, Tag, token_of, tokens_in
from engine.letters.tags import BadTag, WrittenTag, tags_in, without_tags
from engine.readers.xml_tree import Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\N{SOFT HYPHEN}",
}
_LEVELS = {"p": (P, "paragraph"), "tr": (ROW, "table row"), "tc": (CELL, "table cell")}
_HELD = tuple(
    [W + name for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference")]
    + [W + name for name in ("fldChar", "fldSimple", "sectPr", "sym")]
)
_ONE_BRACE = re.compile(r"(?<!\{)\{\s*[A-Za-z_][\w.|]*\s*\}(?!\})")
_LEFT_OVER = re.compile(r"\{[{%#]")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef]")


@dataclass(slots=True)
class TaggedPart:
    """A part of a template as Jinja source; the n-th tag is what begins on its n-th line."""

    source: str = ""
    tags: list[Tag] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # of each paragraph outside tags, as handed in
    unread: bool = False  # a tag could not be read, so nobody knows what begins and ends it


def said(paragraph: Element) -> str:
    """What a paragraph says, without what stands in the text boxes inside it."""
    return "".join(_text(atom) for atom in _atoms(paragraph))


def words_of(root: Element) -> list[str]:
    """The words outside tags of each paragraph that has any."""
    texts = (without_tags(said(paragraph)) for paragraph in root.iter(P))
    return [text for text in texts if text]


def take_out_tags(root: Element, spots: dict[Element, Spot]) -> TaggedPart:
    """The part as Jinja source, or what is wrong with its tags; *root* is used up."""
    part = TaggedPart(words=words_of(root))
    for number, paragraph in enumerate(list(root.iter(P))):
        text = said(paragraph)
        if "{" in text or "}" in text:
            _take_out_of_paragraph(part, paragraph, number, text, spots[paragraph])
    _take_out_blocks(part)
    if not part.unread:
        part.faults += match_blocks(part.tags)
    part.faults += _tags_in_settings(root, spots)
    if not part.faults:
        write_source(part, root)
    return part


def _atoms(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == T or child.tag in _SIGNS:
            yield child
        elif isinstance(child.tag, str) and child.tag not in {P, W + "pPr", W + "rPr"}:
            yield from _atoms(child)


def _text(atom: Element) -> str:
    return _SIGNS.get(str(atom.tag)) or atom.text or ""


def _take_out_of_paragraph(
    part: TaggedPart, paragraph: Element, number: int, text: str, spot: Spot
) -> None:
    try:
        written_tags = list(tags_in(text))
    except BadTag as bad:
        words = around(text, bad.start, bad.start + 2)
        part.faults.append(Fault(spot, str(bad), words))
        part.unread = True
        return
    part.faults += _faults_of_paragraph(text, written_tags, spot)
    characters = [(atom, at) for atom in _atoms(paragraph) for at in range(len(_text(atom)))]
    for written in reversed(written_tags):
        tag = _tag(written, paragraph, number, text, spot)
        tag.number = len(part.tags)
        if written.opening != "{#":
            part.tags.append(tag)
        if not tag.level:
            token = "" if written.opening == "{#" else token_of(tag.number)
            _replace(characters[written.start : written.end], token)
    if any(not written.level for written in written_tags):
        _take_out_empty_runs(paragraph)


def _tag(written: WrittenTag, paragraph: Element, number: int, text: str, spot: Spot) -> Tag:
    return Tag(
        opening=written.opening,
        level="" if written.level == "r" else written.level,
        code=written.code,
        spot=spot,
        words=around(text, written.start, written.end),
        paragraph=paragraph,
        order=(number, written.start),
    )


def _faults_of_paragraph(text: str, tags: list[WrittenTag], spot: Spot) -> Iterator[Fault]:
    outside = without_tags(text)
    for tag in tags:
        words = around(text, tag.start, tag.end)
        if tag.level and tag.opening == "{{":
            yield Fault(
                spot,
                "this tag would put in raw XML; only {{p clauses.NAME }} may, alone in its "
                "paragraph, where there is such a clause",
                words,
            )
        elif tag.level == "p" and (outside or len(tags) > 1):
            yield Fault(
                spot,
                f"words or other tags stand beside {text[tag.start : tag.end][:60]} and would be "
                "lost: give the tag a paragraph of its own",
                words,
            )
    yield from _single_braces(text, tags, spot)


def _single_braces(text: str, tags: list[WrittenTag], spot: Spot) -> Iterator[Fault]:
    rest = text
    for tag in tags:
        rest = rest[: tag.start] + " " * (tag.end - tag.start) + rest[tag.end :]
    for brace in _ONE_BRACE.finditer(rest):
        words = around(text, *brace.span())
        yield Fault(spot, f"{brace[0]} has one brace on a side; a tag has two", words)


def _replace(characters: list[tuple[Element, int]], token: str) -> None:
    """Takes the characters of a tag out of the elements they stand in; the token stays."""
    places: dict[Element, list[int]] = {}
    for atom, at in characters:
        places.setdefault(atom, []).append(at)
    for atom, positions in places.items():
        if atom.tag == T:
            text = atom.text or ""
            atom.text = text[: positions[0]] + token + text[positions[-1] + 1 :]
            atom.set(_SPACE, "preserve")
            token = ""
        else:
            _remove(atom)


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None  # it stands in a paragraph
    parent.remove(element)


def _take_out_empty_runs(paragraph: Element) -> None:
    """Takes out runs that held nothing but a piece of a tag."""
    for run in list(paragraph.iter(R)):
        content = [child for child in run if child.tag != W + "rPr"]
        blank = [child for child in content if child.tag == T and not child.text]
        if len(blank) == len(content) and blank:
            _remove(run)
            continue
        for text in blank:
            run.remove(text)


def _take_out_blocks(part: TaggedPart) -> None:
    """Puts {%p, {%tr and {%tc in the place of their paragraph, row or cell."""
    faulty = {fault.spot for fault in part.faults}
    blocks = [tag for tag in part.tags if tag.level]
    for tag in sorted(blocks, key=lambda tag: tag.level != "p"):
        element_tag, called = _LEVELS[tag.level]
        element = tag.paragraph
        if tag.level != "p":
            row_or_cell = next(tag.paragraph.iterancestors(element_tag), None)
            if row_or_cell is None:
                sentence = f"{{%{tag.level} may stand in a {called} only"
                part.faults.append(Fault(tag.spot, sentence, tag.words))
                continue
            element = row_or_cell
        tag.parent = element.getparent()
        if tag.spot in faulty:
            continue
        sentence = _why_not(part, tag, element, called)
        if sentence:
            part.faults.append(Fault(tag.spot, sentence, tag.words))
        else:
            _put_token(tag, element)


def _why_not(part: TaggedPart, tag: Tag, element: Element, called: str) -> str:
    """Why a tag may not take the place of *element*; empty when it may."""
    if element.getparent() is None:
        return f"two tags want this {called}: give each a {called} of its own"
    others = tag.level != "p" and any(
        element in other.paragraph.iterancestors() for other in part.tags if other is not tag
    )
    words = any(without_tags(said(paragraph)) for paragraph in element.iter(P))
    if others or words or next(element.iter(*_HELD, TABLE), None) is not None:
        return (
            f"words, pictures or other tags stand in the same {called} as this tag and would be "
            f"lost: give it a {called} of its own"
        )
    return ""


def _put_token(tag: Tag, element: Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None  # or it was refused
    following = element.tail or ""
    element.tail = None
    if before is None:
        parent.text = (parent.text or "") + token_of(tag.number) + following
    else:
        before.tail = (before.tail or "") + token_of(tag.number) + following
    parent.remove(element)


def _tags_in_settings(root: Element, spots: dict[Element, Spot]) -> Iterator[Fault]:
    """Tags in what is no text: the description of a picture, the instruction of a field."""
    for element in root.iter(etree.Element):
        texts = [str(value) for value in element.attrib.values()]
        if element.tag != T:
            texts.append(element.text or "")
        for text in texts:
            if _LEFT_OVER.search(text):
                paragraph = next(element.iterancestors(P), None)
                spot = spots.get(paragraph, NOWHERE) if paragraph is not None else NOWHERE
                yield Fault(
                    spot,
                    "a tag stands in a field, a formula or the settings of a picture or table, "
                    "where nothing is filled in: take it out",
                    text[:80],
                )


def write_source(part: TaggedPart, root: Element) -> None:
    """Write the part as Jinja source, each tag with the one line end that tells its number."""
    in_order: list[Tag] = []

    def tag_of(number: int) -> str:
        tag = part.tags[number]
        in_order.append(tag)
        return f"{tag.opening}\n {tag.code} {CLOSINGS[tag.opening]}"

    xml = etree.tostring(root, encoding="unicode").replace("\n", " ")
    if _LEFT_OVER.search(xml):
        part.faults.append(Fault(NOWHERE, "a tag stands where nothing can be filled in"))
        return
    part.source = tokens_in(xml, tag_of)
    part.tags = in_order


def holds_token_characters(root: Element) -> bool:
    """Whether a part holds characters that stand for nothing, of which tokens are made."""
    return _NO_CHARACTERS.search(etree.tostring(root, encoding="unicode")) is not None
