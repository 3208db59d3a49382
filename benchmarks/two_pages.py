"""A letter of two pages for the benchmark, in the tags of each peer, and what is filled in."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument

BRACES, MUSTACHE = "braces", "mustache"  # {{ name }} as docxtpl has it, {name} as the others do
WORDY = (
    "The officers will advise on lines of enquiry, interviewing and the keeping of records, and "
    "will exercise no power of a constable while they are there. "
)
FACTS: dict[str, object] = {
    **{f"fact{number}": f"some words of fact {number}" for number in range(12)},
    "urgent": True,
    "address": [{"line": line} for line in ("Private Office", "2 Marsham Street", "London")],
    "costs": [
        {"head": f"Head {n}", "basis": "six weeks", "amount": f"£{n},000.00"} for n in range(1, 7)
    ],
    "conditions": [{"text": f"Condition {n}: {WORDY}"} for n in range(1, 6)],
    "enclosures": [{"name": "The submission"}, {"name": "The assessment"}],
}


@dataclass(frozen=True, slots=True)
class _Tags:
    """How one family of engines writes a value, and the ends of a loop or condition."""

    value: Callable[[str], str]
    loop: Callable[[str, str], tuple[str, str]]  # level and list
    condition: Callable[[str], tuple[str, str]]
    of_row: Callable[[str], str]


_FAMILIES = {
    BRACES: _Tags(
        value=lambda name: f"{{{{ {name} }}}}",
        loop=lambda level, name: (f"{{%{level} for row in {name} %}}", f"{{%{level} endfor %}}"),
        condition=lambda name: (f"{{%p if {name} %}}", "{%p endif %}"),
        of_row=lambda name: f"{{{{ row.{name} }}}}",
    ),
    MUSTACHE: _Tags(
        value=lambda name: f"{{{name}}}",
        loop=lambda _level, name: (f"{{#{name}}}", f"{{/{name}}}"),
        condition=lambda name: (f"{{#{name}}}", f"{{/{name}}}"),
        of_row=lambda name: f"{{{name}}}",
    ),
}


def two_pages(family: str) -> bytes:
    """The letter as a Word file, in the tags of a family of engines."""
    tags, document = _FAMILIES[family], Document()
    document.core_properties.title = "A letter of two pages"
    section = document.sections[0]
    section.header.paragraphs[0].text = tags.value("fact0")
    section.footer.paragraphs[0].text = f"{tags.value('fact1')} version {tags.value('fact2')}"
    _repeat(document, tags, "address", "line")
    document.add_heading(f"Police Act 1996, section 26: {tags.value('fact3')}", 1)
    for number in range(4, 12):
        document.add_paragraph(f"{WORDY * 2}{tags.value(f'fact{number}')}.", "List Number")
    begin, end = tags.condition("urgent")
    for text in (begin, f"It is urgent: {WORDY}", end):
        document.add_paragraph(text)
    _costs(document, tags)
    _repeat(document, tags, "conditions", "text")
    for text in ("Yours sincerely", tags.value("fact4"), "Enclosures"):
        document.add_paragraph(text)
    _repeat(document, tags, "enclosures", "name")
    document.save(saved := io.BytesIO())
    return saved.getvalue()


def _repeat(document: WordDocument, tags: _Tags, name: str, value: str) -> None:
    begin, end = tags.loop("p", name)
    for text in (begin, tags.of_row(value), end):
        document.add_paragraph(text)


def _costs(document: WordDocument, tags: _Tags) -> None:
    begin, end = tags.loop("tr", "costs")
    cells = [tags.of_row(name) for name in ("head", "basis", "amount")]
    if begin.startswith("{#"):  # the row itself holds both ends
        rows = [["Head", "Basis", "Amount"], [begin + cells[0], cells[1], cells[2] + end]]
    else:
        rows = [["Head", "Basis", "Amount"], [begin, "", ""], cells, [end, "", ""]]
    table = document.add_table(len(rows), 3)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
