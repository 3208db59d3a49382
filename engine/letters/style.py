"""What a template does that a good letter would not: hard to read, hard to prove, apt to change.

These are slips, not dangers: the lint reports them, and `compile_letter` does not refuse them.
"""

import re
from collections.abc import Iterator, Mapping

from engine.letters import package
from engine.letters.clauses import said
from engine.letters.fields_in_word import instructions
from engine.readers.xml_tree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _CORE, _STYLES = "word/document.xml", "docProps/core.xml", "word/styles.xml"
_IN_FOOTER = ("letter.id", "letter.version", "letter.fingerprint")
_CHANGING = {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "FILENAME"}


def slips(template: bytes) -> tuple[str, ...]:
    """Every slip in a template, as a sentence that says what to do; unsafe files have none."""
    members, unsafe = package.read(template)
    if unsafe:
        return ()
    trees = {
        name: package.tree(content) for name, content in members.items() if name.endswith(".xml")
    }
    found = [*_document(trees), *_body(trees[_BODY]), *_tables(trees[_BODY]), *_edges(trees)]
    return tuple(found)


def _document(trees: Mapping[str, Element]) -> Iterator[str]:
    title = trees[_CORE].findtext("{*}title") if _CORE in trees else None
    if not (title or "").strip():
        yield "the document has no title: set it under File, Info"
    styles = [trees[name] for name in (_STYLES,) if name in trees]
    languages = [lang.get(_W + "val") for root in styles for lang in root.iter(_W + "lang")]
    if "en-GB" not in languages and "cy-GB" not in languages:
        yield "the language is not British English or Welsh: set it under Review, Language"
    if any(name.startswith("word/comments") for name in trees):
        yield "there are comments: delete them, or they go out with the letter"
    yield from _changing_fields(trees)


def _changing_fields(trees: Mapping[str, Element]) -> Iterator[str]:
    for name, root in trees.items():
        for instruction in instructions(root):
            if instruction.split()[0].upper() in _CHANGING:
                yield f"{name}: the field {instruction.split()[0]} would change after issue"


def _body(body: Element) -> Iterator[str]:
    paragraphs = list(body.iter(_W + "p"))
    headings = sum(_style(paragraph) == "Heading1" for paragraph in paragraphs)
    if headings != 1:
        yield f"there are {headings} paragraphs in Heading 1: the subject line is the only one"
    blank = sum(_is_blank(paragraph) for paragraph in paragraphs)
    if blank:
        yield f"{blank} paragraphs are blank: use the space before and after a style instead"
    if next(body.iter(_W + "txbxContent"), None) is not None:
        yield "there is a text box: screen readers miss it, so put its words in the text"
    if next(body.iter(_W + "vanish"), None) is not None:
        yield "there is hidden text: delete it, or it goes out with the letter"
    if any(not picture.get("descr") for picture in body.iter("{*}docPr")):
        yield "a picture has no alternative text: right-click it, Edit Alt Text"


def _style(paragraph: Element) -> str | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if style is None else str(style.get(_W + "val"))


def _is_blank(paragraph: Element) -> bool:
    in_a_table = next(paragraph.iterancestors(_W + "tc"), None) is not None
    has_more = next(paragraph.iter("{*}drawing", "{*}sectPr", "{*}fldChar"), None) is not None
    return not said(paragraph).strip() and not in_a_table and not has_more


def _tables(body: Element) -> Iterator[str]:
    for number, table in enumerate(body.iter(_W + "tbl"), start=1):
        if next(table.iter(_W + "tblHeader"), None) is None:
            yield f"table {number} has no header row: tick Repeat Header Rows"
        if table.find(f"{_W}tblPr/{_W}tblDescription") is None:
            yield f"table {number} has no alternative text: add it under Table Properties"


def _edges(trees: Mapping[str, Element]) -> Iterator[str]:
    for place in ("header", "footer"):
        parts = [root for name, root in trees.items() if name.startswith(f"word/{place}")]
        words = " ".join(said(paragraph) for root in parts for paragraph in root.iter(_W + "p"))
        if "protective_marking" not in words:
            yield f"the {place} does not print {{{{ protective_marking }}}}"
        if place == "footer":
            yield from (f"the footer does not print {{{{ {n} }}}}" for n in _absent(words))
            codes = {code for root in parts for code in instructions(root)}
            if not {"PAGE", "NUMPAGES"} <= {re.split(r"\s", code)[0] for code in codes}:
                yield "the footer does not number the pages (Page X of Y)"


def _absent(words: str) -> list[str]:
    return [name for name in _IN_FOOTER if name not in words]
