"""What a template does that a good letter would not: hard to read, hard to prove, apt to change.

These are slips, not dangers: the lint reports them, and `compile_letter` does not refuse them.
"""

from collections.abc import Iterator, Mapping

from engine.letters import package
from engine.letters.clauses import words_of_paragraph
from engine.letters.fields_in_word import instructions
from engine.readers.xml_tree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _CORE, _STYLES = "word/document.xml", "docProps/core.xml", "word/styles.xml"
_PRINTED_IN_FOOTER = ("letter.id", "letter.version", "letter.fingerprint")
_CHANGING = {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "FILENAME"}
_LANGUAGES = {"en-GB", "cy-GB"}
Trees = Mapping[str, Element]  # the parts of a Word file, by their names


def slips(template: bytes) -> tuple[str, ...]:
    """Every slip in a template, as a sentence that says what to do; unsafe files have none."""
    members, unsafe = package.read(template)
    if unsafe:
        return ()
    trees: dict[str, Element] = {}
    for name, content in members.items():
        if name.endswith(".xml"):
            trees[name] = package.tree(content)
    body = trees[_BODY]
    return (
        *_slips_of_document(trees),
        *_slips_of_body(body),
        *_slips_of_tables(body),
        *_slips_of_header(trees),
        *_slips_of_footer(trees),
    )


def _slips_of_document(trees: Trees) -> Iterator[str]:
    if not _title(trees):
        yield "the document has no title: set it under File, Info"
    if _LANGUAGES.isdisjoint(_languages(trees)):
        yield "the language is not British English or Welsh: set it under Review, Language"
    if any(name.startswith("word/comments") for name in trees):
        yield "there are comments: delete them, or they go out with the letter"
    yield from _changing_fields(trees)


def _changing_fields(trees: Trees) -> Iterator[str]:
    for name, root in trees.items():
        for field in _field_names(root):
            if field.upper() in _CHANGING:
                yield f"{name}: the field {field} would change after issue"


def _title(trees: Trees) -> str:
    title = trees[_CORE].findtext("{*}title") if _CORE in trees else None
    return (title or "").strip()


def _languages(trees: Trees) -> list[str]:
    languages = trees[_STYLES].iter(_W + "lang") if _STYLES in trees else ()
    return [language.get(_W + "val", "") for language in languages]


def _field_names(root: Element) -> list[str]:
    """`PAGE` of the instruction `PAGE \\* MERGEFORMAT`, as it is typed, for each field."""
    return [words[0] for words in map(str.split, instructions(root)) if words]


def _slips_of_body(body: Element) -> Iterator[str]:
    paragraphs = list(body.iter(_W + "p"))
    headings = [paragraph for paragraph in paragraphs if _style(paragraph) == "Heading1"]
    if len(headings) != 1:
        count = len(headings)
        yield f"there are {count} paragraphs in Heading 1: the subject line is the only one"
    blank = [paragraph for paragraph in paragraphs if _is_blank(paragraph)]
    if blank:
        yield f"{len(blank)} paragraphs are blank: use the space before and after a style instead"
    if _has(body, _W + "txbxContent"):
        yield "there is a text box: screen readers miss it, so put its words in the text"
    if _has(body, _W + "vanish"):
        yield "there is hidden text: delete it, or it goes out with the letter"
    if any(not picture.get("descr") for picture in body.iter("{*}docPr")):
        yield "a picture has no alternative text: right-click it, Edit Alt Text"


def _style(paragraph: Element) -> str | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if style is None else str(style.get(_W + "val"))


def _is_blank(paragraph: Element) -> bool:
    """Whether it is there for its height alone: an empty cell and a picture are no blanks."""
    if words_of_paragraph(paragraph).strip():
        return False
    in_a_table = next(paragraph.iterancestors(_W + "tc"), None) is not None
    return not in_a_table and not _has(paragraph, "{*}drawing", "{*}sectPr", "{*}fldChar")


def _has(element: Element, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None


def _slips_of_tables(body: Element) -> Iterator[str]:
    for number, table in enumerate(body.iter(_W + "tbl"), start=1):
        if not _has(table, _W + "tblHeader"):
            yield f"table {number} has no header row: tick Repeat Header Rows"
        if table.find(f"{_W}tblPr/{_W}tblDescription") is None:
            yield f"table {number} has no alternative text: add it under Table Properties"


def _slips_of_header(trees: Trees) -> Iterator[str]:
    if "protective_marking" not in _words_of_parts(trees, "word/header"):
        yield "the header does not print {{ protective_marking }}"


def _slips_of_footer(trees: Trees) -> Iterator[str]:
    words = _words_of_parts(trees, "word/footer")
    for name in ("protective_marking", *_PRINTED_IN_FOOTER):
        if name not in words:
            yield f"the footer does not print {{{{ {name} }}}}"
    fields: set[str] = set()
    for root in _parts(trees, "word/footer"):
        fields.update(_field_names(root))
    if not {"PAGE", "NUMPAGES"} <= fields:
        yield "the footer does not number the pages (Page X of Y)"


def _parts(trees: Trees, beginning: str) -> list[Element]:
    """The headers, or the footers: Word keeps one for first, odd and even pages each."""
    return [root for name, root in trees.items() if name.startswith(beginning)]


def _words_of_parts(trees: Trees, beginning: str) -> str:
    words: list[str] = []
    for root in _parts(trees, beginning):
        words += map(words_of_paragraph, root.iter(_W + "p"))
    return " ".join(words)
