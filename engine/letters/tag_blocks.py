"""Whether each if and for of a template ends where it can, and the runs one of them goes across.

Both ends stand in the same paragraph, or are each alone in a paragraph, row or cell of the same
holder. So whatever is left out or repeated, the letter stays well-formed.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.letters.spots import Fault, R, T, W
from engine.letters.tag_tokens import Tag, token_of
from engine.readers.xml_tree import Element

_BEGUN_BY = {"elif": ("if",), "endif": ("if",), "endfor": ("for",), "else": ("if", "for")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class _Block:
    tags: list[Tag] = field(default_factory=list)

    @property
    def begin(self) -> Tag:
        return self.tags[0]


def match_blocks(tags: list[Tag]) -> list[Fault]:
    """What is wrong with the ifs and fors among the tags of a part; puts them between runs."""
    faults: list[Fault] = []
    open_blocks: list[_Block] = []
    for tag in sorted(tags, key=lambda tag: tag.order):
        if tag.opening != "{%":
            continue
        if tag.statement in {"if", "for"}:
            open_blocks.append(_Block([tag]))
        elif tag.statement in _BEGUN_BY:
            faults += _go_on(open_blocks, tag)
        else:
            said = f"{{% {tag.statement} %}} may not be used in a letter; if and for may"
            faults.append(Fault(tag.spot, said, tag.words))
    return [*faults, *(_never_ended(block.begin) for block in open_blocks)]


def _go_on(open_blocks: list[_Block], tag: Tag) -> Iterator[Fault]:
    """An elif, else or end: goes on with, or ends, the block that is open."""
    begun_by = _BEGUN_BY[tag.statement]
    if not any(block.begin.statement in begun_by for block in open_blocks):
        sentence = f"{{% {tag.statement} %}} stands here with nothing that it could belong to"
        yield Fault(tag.spot, sentence, tag.words)
        return
    while open_blocks[-1].begin.statement not in begun_by:
        yield _never_ended(open_blocks.pop().begin)
    block = open_blocks[-1]
    block.tags.append(tag)
    if block.begin.level != tag.level or block.begin.holder is not tag.holder:
        yield _elsewhere(block.begin, tag)
        block.tags.remove(tag)
    if tag.statement.startswith("end"):
        open_blocks.pop()
        if not tag.level:
            yield from _put_between_runs(block.tags)


def _never_ended(tag: Tag) -> Fault:
    end = f"{{%{tag.level} end{tag.statement} %}}"
    return Fault(tag.spot, f"this {tag.statement} is never ended: add {end}", tag.words)


def _elsewhere(begin: Tag, tag: Tag) -> Fault:
    return Fault(
        begin.spot,
        f"this {begin.statement} begins here and {{% {tag.statement} %}} stands in "
        f"{tag.spot.where}: write both in one paragraph, or both as {{%p … %}} alone in a "
        "paragraph each, in the same text or cell",
        begin.words,
    )


def _put_between_runs(tags: list[Tag]) -> Iterator[Fault]:
    """Puts the tags of an if or for between runs where it goes across several, so that each run
    keeps its look."""
    texts = {tag.number: _text_with(tag) for tag in tags}
    runs = {text.getparent() for text in texts.values() if text is not None}
    if len(runs) <= 1:
        return
    if not _side_by_side(runs):
        begin = tags[0]
        yield Fault(
            begin.spot,
            f"this {begin.statement} begins inside a link, a field or a box and ends outside it: "
            "write both on the same side",
            begin.words,
        )
        return
    for tag in tags:
        _split_run(tag)


def _side_by_side(runs: set[Element | None]) -> bool:
    holders = {None if run is None or run.tag != R else run.getparent() for run in runs}
    return len(holders) == 1 and None not in holders


def _text_with(tag: Tag) -> Element | None:
    token = token_of(tag.number)
    return next((text for text in tag.paragraph.iter(T) if token in (text.text or "")), None)


def _split_run(tag: Tag) -> None:
    """Divides the run that holds a tag, which then stands between the two halves."""
    token, text = token_of(tag.number), _text_with(tag)
    run = None if text is None else text.getparent()
    assert text is not None  # its tokens are in runs side by side
    assert run is not None
    position = list(run).index(text)
    left, _, right = (text.text or "").partition(token)
    second, following = copy.deepcopy(run), run.tail
    run.tail = second.tail = None
    run.addnext(second)
    run.tail, second.tail = token, following
    second_text = list(second)[position]
    text.text, second_text.text = left, right
    second_text.set(_SPACE, "preserve")
    for child in list(run)[position + 1 :]:
        run.remove(child)
    for child in list(second)[:position]:
        if child.tag != W + "rPr":
            second.remove(child)
    for half in (run, second):
        _take_out_if_empty(half)


def _take_out_if_empty(run: Element) -> None:
    content = [child for child in run if child.tag != W + "rPr"]
    if any(child.tag != T or child.text for child in content):
        return
    before, parent, following = run.getprevious(), run.getparent(), run.tail or ""
    assert parent is not None  # it stands in a paragraph
    run.tail = None
    if before is None:
        parent.text = (parent.text or "") + following
    else:
        before.tail = (before.tail or "") + following
    parent.remove(run)
