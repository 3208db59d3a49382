"""What a template does that a good letter would not: hard to read, hard to prove, apt to change.

Where the letter would be wrong it is an error, and where it is a matter of taste a warning; the
check tells both, and `compile_letter` refuses neither.
"""

from collections.abc import Iterator, Mapping

from engine.letters import package
from engine.letters.clauses import words_of_paragraph
from engine.letters.fields_in_word import instructions
from engine.letters.main_part import USUAL as _BODY
from engine.letters.main_part import parts_led_to
from engine.letters.spots import NOWHERE, Fault
from engine.readers.xml_tree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE, _STYLES = "docProps/core.xml", "word/styles.xml"
_PRINTED_IN_FOOTER = ("letter.id", "letter.version", "letter.fingerprint")
_CHANGING = {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "FILENAME"}
_LANGUAGES = {"en-GB", "cy-GB"}
Trees = Mapping[str, Element]  # the parts of a Word file, by their names


def slips(template: bytes, *, signed: bool = False) -> tuple[Fault, ...]:
    """Every slip in a template that comes back *signed* or not; unsafe files have none."""
    members, unsafe = package.read(template)
    if unsafe:
        return ()
    trees: dict[str, Element] = {}
    for name, content in members.items():
        if name.endswith(".xml"):
            trees[name] = package.tree(content)
    edges: dict[str, list[Element]] = {"header": [], "footer": []}
    for name, kind in parts_led_to(members, _BODY, tuple(edges)):
        edges[kind].append(package.tree(members[name]))
    body = trees[_BODY]
    wrong = (
        *_changing_fields(body, *edges["header"], *edges["footer"]),
        *_unproved(edges["footer"]),
        *(_unsigned(body) if signed else ()),
    )
    taste = (
        *_slips_of_document(trees),
        *_slips_of_body(body),
        *_slips_of_tables(body),
        *_slips_of_header(edges["header"]),
        *_slips_of_footer(edges["footer"]),
    )
    return (
        *(Fault(NOWHERE, sentence) for sentence in wrong),
        *(Fault(NOWHERE, sentence, severity="warning") for sentence in taste),
    )


def _slips_of_document(trees: Trees) -> Iterator[str]:
    if not _title(trees):
        yield "the document has no title: set it under File, Info"
    if _LANGUAGES.isdisjoint(_languages(trees)):
        yield "the language is not British English or Welsh: set it under Review, Language"


def _changing_fields(*roots: Element) -> Iterator[str]:
    for root in roots:
        for field in _field_names(root):
            if field.upper() in _CHANGING:
                yield f"the field {field} would change after issue: write {{{{ letter.date }}}}"


def _unproved(footers: list[Element]) -> Iterator[str]:
    words = _words_of(footers)
    for name in _PRINTED_IN_FOOTER:
        if name not in words:
            yield f"the footer does not print {{{{ {name} }}}}, which proves the letter"


def _unsigned(body: Element) -> Iterator[str]:
    styles = [_style(paragraph) or "" for paragraph in body.iter(_W + "p")]
    if not any(style.startswith("Signature") for style in styles):
        yield (
            "it is to come back signed and has no signature block: give the name and office "
            "below the signature the styles Signature Name and Signature Office"
        )


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


def _slips_of_header(headers: list[Element]) -> Iterator[str]:
    if "protective_marking" not in _words_of(headers):
        yield "the header does not print {{ protective_marking }}"


def _slips_of_footer(footers: list[Element]) -> Iterator[str]:
    if "protective_marking" not in _words_of(footers):
        yield "the footer does not print {{ protective_marking }}"
    fields: set[str] = set()
    for root in footers:
        fields.update(_field_names(root))
    if not {"PAGE", "NUMPAGES"} <= fields:
        yield "the footer does not number the pages (Page X of Y)"


def _words_of(roots: list[Element]) -> str:
    """What headers, or footers, say: Word keeps one for first, odd and even pages each."""
    words: list[str] = []
    for root in roots:
        words += map(words_of_paragraph, root.iter(_W + "p"))
    return " ".join(words)
