"""Where things stand in a Word file, in the words of somebody who looks at it. Pure."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from engine.readers.xml_tree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, R, T = W + "p", W + "r", W + "t"
TABLE, ROW, CELL, BOX = W + "tbl", W + "tr", W + "tc", W + "txbxContent"
_ROOMS = {
    "hdr": "the header, ",
    "ftr": "the footer, ",
    "footnotes": "a footnote, ",
    "endnotes": "an endnote, ",
}
_EITHER_SIDE = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """One paragraph of a Word file: for people, and for a comment that is put there."""

    where: str  # "paragraph 12", "table 1, row 2, cell 3", "the footer, paragraph 1"
    part: str = ""
    paragraph: int = -1  # which of all the paragraphs of its part, as the file was handed in


NOWHERE = Spot("")  # the whole file


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a template, and what to do."""

    spot: Spot
    sentence: str
    words: str = ""  # those around it
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.spot.where}: " if self.spot.where else ""
        around = f" (\N{LEFT DOUBLE QUOTATION MARK}{self.words}\N{RIGHT DOUBLE QUOTATION MARK})"
        return f"{place}{self.sentence}{around if self.words else ''}"


def spots_of(root: Element, part: str, room: str | None = None) -> dict[Element, Spot]:
    """The place of each paragraph of a part."""
    name = etree.QName(root).localname
    start = _ROOMS.get(name, "") if room is None else room
    tables = {table: number for number, table in enumerate(root.iter(TABLE), 1)}
    rows, cells = _numbered(root, ROW, TABLE), _numbered(root, CELL, ROW)
    spots: dict[Element, Spot] = {}
    plain = 0
    for index, paragraph in enumerate(root.iter(P)):
        inside = next(paragraph.iterancestors(CELL, BOX), None)
        if inside is None:
            plain += 1
            where = f"paragraph {plain}"
        elif inside.tag == BOX:
            where = "a text box"
        else:
            where = _cell(inside, tables, rows, cells)
        spots[paragraph] = Spot(start + where, part, index)
    return spots


def _numbered(root: Element, tag: str, parent: str) -> dict[Element, int]:
    """Each row of its table, or each cell of its row, counted from one."""
    seen: Counter[Element] = Counter()
    numbers: dict[Element, int] = {}
    for element in root.iter(tag):
        holder = next(element.iterancestors(parent), root)
        seen[holder] += 1
        numbers[element] = seen[holder]
    return numbers


def _cell(
    cell: Element,
    tables: dict[Element, int],
    rows: dict[Element, int],
    cells: dict[Element, int],
) -> str:
    row, table = next(cell.iterancestors(ROW), None), next(cell.iterancestors(TABLE), None)
    if row is None or table is None:
        return "a table"
    return f"table {tables[table]}, row {rows[row]}, cell {cells[cell]}"


def around(text: str, start: int, end: int) -> str:
    """What stands from *start* to *end*, with a few words on either side."""
    before, after = text[max(0, start - _EITHER_SIDE) : start], text[end : end + _EITHER_SIDE]
    dots = "\N{HORIZONTAL ELLIPSIS}"
    left = dots if start > _EITHER_SIDE else ""
    right = dots if len(text) > end + _EITHER_SIDE else ""
    return " ".join(f"{left}{before}{text[start:end][:80]}{after}{right}".split())
