"""Whether the words of a page stand where their order says. Pure.

A file may hold its words in one order and show them in another: two amounts that have changed
places. So down each column of the page, and along each line, what comes later must stand later.
"""

from collections.abc import Iterator, Sequence

from engine.letters.returned.pdf_shown import ShownWord

COLUMN = 8  # dots
SLACK = 4  # dots: letters overlap a little


def out_of_place(lines: Sequence[Sequence[ShownWord]]) -> Iterator[str]:
    """The words of one page that stand above or before a word that they come after."""
    lowest: dict[int, int] = {}  # in each column, the top of the lowest word so far
    rightmost: dict[int, int] = {}  # on each line by its foot, where the last word so far ends
    for word in (word for line in lines for word in line):
        left, top, right, foot = word.box
        if not any(letter.isalnum() for letter in word.text):
            continue
        columns = range(left // COLUMN, right // COLUMN + 1)
        is_above = any(foot < lowest.get(column, 0) + SLACK for column in columns)
        same_line = range(foot - SLACK, foot + SLACK + 1)
        is_before = any(right - SLACK < rightmost.get(height, -COLUMN) for height in same_line)
        if is_above or is_before:
            yield word.text
        for column in columns:
            lowest[column] = max(top, lowest.get(column, 0))
        rightmost[foot] = max(left, rightmost.get(foot, 0))
