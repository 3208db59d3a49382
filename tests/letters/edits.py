"""A letter with every kind of tag, and the ordinary edits that people make to one in Word.

An edit changes the XML of the body. What should come of it is the words of the letter, or a part of
the sentence with which it is refused.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from engine.readers.xml_tree import Element

LINES = (
    "{{ body }}",
    "{%p for line in address %}",
    "{{ line }}",
    "{%p endfor %}",
    "Date: {{ day|date }}",
    (
        'We help {{ country }}{% if term == "long" %} for a year{% elif term == "short" %} '
        "for a month{% else %} once{% endif %}."
    ),
    '{%p if outcome == "approve" %}',
    "It is approved by {{ body|upper }}.",
    "{%p else %}",
    "It is refused.",
    "{%p endif %}",
    "Yours sincerely",
)
ROWS = ("What", "{%tr for row in costs %}", "{{ row.head }}", "{%tr endfor %}", "The end")
WRITTEN = (
    *("The Body", "1 High Street", "Town", "Date: 3 December 2012", "We help Kosovo for a year."),
    *("It is approved by THE BODY.", "Yours sincerely", "What", "Travel", "Pay", "The end"),
)
Change = Callable[[Element], None]


@dataclass(frozen=True)
class Edit:
    """One edit: `written` is what the letter says then, or `refused` is in the sentence."""

    name: str
    change: Change
    written: tuple[str, ...] = WRITTEN
    refused: str = ""


def body() -> Element:
    """The text of the letter before anybody edited it."""
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(len(ROWS), 1)
    for row, text in enumerate(ROWS):
        table.cell(row, 0).text = text
    for element in list(document.element.iter(qn("w:tblStyle"), qn("w:tblLook"))):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    root: Element = document.element
    return root


def paragraphs(body: Element) -> list[Element]:
    return list(body.iter(qn("w:p")))


def text_of(paragraph: Element) -> Element:
    (text,) = paragraph.iter(qn("w:t"))
    return text


def run_of(paragraph: Element) -> Element:
    (run,) = paragraph.iter(qn("w:r"))
    return run


def new(tag: str, **attributes: str) -> Element:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def retyped(number: int, old: str, into: str) -> Change:
    """Other words in a paragraph."""

    def change(text: Element) -> None:
        words = text_of(paragraphs(text)[number])
        assert old in (words.text or "")
        words.text = (words.text or "").replace(old, into, 1)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return change


def split_into(number: int, length: int, between: str = "", look: str = "") -> Change:
    """A paragraph whose runs hold *length* characters each, as Word splits what is retyped."""

    def change(text: Element) -> None:
        run = run_of(paragraphs(text)[number])
        whole, parent = text_of(run).text or "", run.getparent()
        assert parent is not None
        at = parent.index(run)
        parent.remove(run)
        for turn, start in enumerate(range(0, len(whole), length)):
            piece = copy.deepcopy(run)
            text_of(piece).text = whole[start : start + length]
            text_of(piece).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if look and turn % 2:
                properties = new("w:rPr")
                properties.append(new(look))
                piece.insert(0, properties)
            parent.insert(at, piece)
            at += 1
            if between:
                parent.insert(at, new(between, type="spellStart", id="7", name="x"))
                at += 1

    return change


def wrapped(number: int, *tags: str) -> Change:
    """The run of a paragraph inside a link, a content control, a smart tag."""

    def change(text: Element) -> None:
        run = run_of(paragraphs(text)[number])
        parent = run.getparent()
        assert parent is not None
        outer = inner = new(tags[0])
        for tag in tags[1:]:
            inner.append(new(tag))
            inner = inner[-1]
        parent.replace(run, outer)
        inner.append(run)

    return change


def added(number: int, words: str) -> Change:
    """A paragraph typed before another."""

    def change(text: Element) -> None:
        paragraph = copy.deepcopy(paragraphs(text)[4])
        text_of(paragraph).text = words
        paragraphs(text)[number].addprevious(paragraph)

    return change


def taken_out(number: int) -> Change:
    """A paragraph deleted."""

    def change(text: Element) -> None:
        paragraph = paragraphs(text)[number]
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)

    return change


def put_inside(number: int, xml: str) -> Change:
    """Something put at the end of a paragraph."""

    def change(text: Element) -> None:
        names = f'xmlns:w="{qn("w:p")[1:].partition("}")[0]}"'
        paragraphs(text)[number].append(etree.fromstring(xml.replace(">", f" {names}>", 1)))

    return change


def edits() -> Iterator[Edit]:
    """Every edit."""
    yield from _that_leave_the_words()
    yield from _of_words()
    yield from _that_break_tags()
    yield from _that_break_blocks()
    yield from _that_would_leak()


_TAGGED = (0, 1, 4, 5, 6, 7, 13, 14)  # the paragraphs with tags, and those of the table


def _that_leave_the_words() -> Iterator[Edit]:
    for number in _TAGGED:
        for length in (1, 3, 7):
            yield Edit(f"split-{number}-by-{length}", split_into(number, length))
        yield Edit(f"spelling-{number}", split_into(number, 2, "w:proofErr"))
        yield Edit(f"bookmark-{number}", split_into(number, 5, "w:bookmarkStart"))
        yield Edit(f"bold-{number}", split_into(number, 4, look="w:b"))
    for number in (0, 4, 5, 7, 14):
        yield Edit(f"link-{number}", wrapped(number, "w:hyperlink"))
        yield Edit(f"control-{number}", wrapped(number, "w:sdt", "w:sdtContent"))
        yield Edit(f"smart-{number}", wrapped(number, "w:smartTag"))
    for number, old, into in (
        (5, '"long"', "\u201clong\u201d"),
        (5, '"long"', "\u2018long\u2019"),
        (6, '"approve"', "\u201dapprove\u201d"),
        (6, '"approve"', "'approve'"),
        (6, "{%p if", "{%p\xa0if"),
        (6, "{%p if", "{% p if"),
        (6, "==", "\xa0==\xa0"),
        (0, "{{ body }}", "{{body}}"),
        (0, "{{ body }}", "{{\xa0body\xa0}}"),
        (0, "{{ body }}", "{{ bo\xaddy }}"),
        (0, "{{ body }}", "{{ body }}{# who asks #}"),
        (0, "{{ body }}", "  {{ body }}  "),
        (1, "{%p", "  {%p"),
        (4, "day|date", "day | date"),
    ):
        yield Edit(f"typed-{number}-{into}", retyped(number, old, into))


def _of_words() -> Iterator[Edit]:
    yield Edit("more-words", retyped(11, "Yours", "Always yours"),
               (*WRITTEN[:6], "Always yours sincerely", *WRITTEN[7:]))  # fmt: skip
    for number, place in ((0, 0), (4, 3), (5, 4), (11, 6)):
        words = (*WRITTEN[:place], "A & B < C", *WRITTEN[place:])
        yield Edit(f"paragraph-before-{number}", added(number, "A & B < C"), words)
    yield Edit("inside-the-if", added(7, "More."), (*WRITTEN[:5], "More.", *WRITTEN[5:]))
    yield Edit("inside-the-else", added(9, "More."))
    yield Edit("another-tag", added(4, "{{ country }}"), (*WRITTEN[:3], "Kosovo", *WRITTEN[3:]))
    yield Edit("fewer-words", taken_out(11), (*WRITTEN[:6], *WRITTEN[7:]))
    yield Edit("cell", retyped(12, "What", "What for"), (*WRITTEN[:7], "What for", *WRITTEN[8:]))


def _that_break_tags() -> Iterator[Edit]:
    for number, tag in ((0, "{{ body }}"), (4, "{{ day|date }}"), (14, "{{ row.head }}")):
        yield Edit(f"no-end-{number}", retyped(number, tag, tag[:-2]), refused="does not end")
        yield Edit(f"one-end-{number}", retyped(number, tag, tag[:-1]), refused="does not end")
        yield Edit(f"no-begin-{number}", retyped(number, tag, tag[2:]), refused="never began")
        one = f"{tag[1:-1]}"
        yield Edit(f"one-brace-{number}", retyped(number, tag, one), refused="has one brace")
        yield Edit(f"raw-{number}", retyped(number, "{{ ", "{{p "), refused="raw XML")
        yield Edit(f"minus-{number}", retyped(number, "{{ ", "{{- "), refused="moves words")
        yield Edit(f"twice-{number}", retyped(number, "{{ ", "{{ {{ "), refused="cannot be read")
    for number, tag in ((1, "%}"), (6, "%}"), (8, "%}"), (10, "%}"), (13, "%}")):
        yield Edit(f"no-end-{number}", retyped(number, tag, ""), refused="does not end")
    yield Edit("a-quote", retyped(6, '"approve"', '"approve'), refused="quotation mark")
    yield Edit("no-filter", retyped(4, "|date", "|dat"), refused="there is no filter 'dat'")
    yield Edit("two-names", retyped(0, "body", "the body"), refused="'body' has no place")
    yield Edit("a-call", retyped(0, "body", "body()"), refused="a call, as in name(),")
    yield Edit("one-equals", retyped(6, "==", "="), refused="cannot be read")


def _that_break_blocks() -> Iterator[Edit]:
    for number, sentence in (
        (1, "nothing that it could belong to"),
        (3, "this for is never ended"),
        (6, "nothing that it could belong to"),
        (10, "this if is never ended"),
    ):
        yield Edit(f"without-{number}", taken_out(number), refused=sentence)
    for number in (1, 3, 6, 8, 10):
        yield Edit(f"beside-{number}", retyped(number, "{%p", "And {%p"), refused="would be lost")
        yield Edit(f"plain-{number}", retyped(number, "{%p", "{%"), refused="begins here and")
    for number in (13, 15):
        yield Edit(f"row-{number}", retyped(number, "{%tr", "x {%tr"), refused="would be lost")
    yield Edit("no-endif", retyped(5, "{% endif %}", ""), refused="this if is never ended")
    yield Edit("no-if", retyped(5, '{% if term == "long" %}', ""), refused="nothing that it")
    picture = "<w:r><w:drawing/></w:r>"
    yield Edit("picture-beside", put_inside(6, picture), refused="pictures or other tags")
    yield Edit("note-beside", put_inside(1, "<w:r><w:footnoteReference/></w:r>"), refused="lost")
    yield Edit("row-outside", retyped(1, "{%p", "{%tr"), refused="may stand in a table row only")


def _that_would_leak() -> Iterator[Edit]:
    for number in (0, 5, 14):
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        tracked = "<w:ins><w:r><w:t>more</w:t></w:r></w:ins>"
        look = "<w:r><w:rPr><w:rPrChange/></w:rPr></w:r>"
        style = '<w:r><w:rPr><w:rStyle w:val="Nowhere"/></w:rPr></w:r>'
        yield Edit(f"hidden-{number}", put_inside(number, hidden), refused="hidden text")
        yield Edit(f"tracked-{number}", put_inside(number, tracked), refused="tracked changes")
        yield Edit(f"tracked-look-{number}", put_inside(number, look), refused="tracked changes")
        yield Edit(f"style-{number}", put_inside(number, style), refused="the style 'Nowhere'")
        comment = "<w:r><w:commentReference/></w:r>"
        yield Edit(f"comment-{number}", put_inside(number, comment), refused="there is a comment")
