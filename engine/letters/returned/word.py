"""A returned Word file against the letter: word for word, and nothing else to see. Pure."""

from collections.abc import Iterator, Mapping

from engine.letters.fingerprint import fingerprint
from engine.letters.returned.alignment import Aligned, aligned
from engine.letters.returned.issued import Issued, Known
from engine.letters.returned.likeness import far_too_long, hardly_alike
from engine.letters.returned.outcome import WORD, Kind, Outcome
from engine.letters.returned.strays import stray_by_content, stray_by_name
from engine.letters.returned.streams import stream_of, words_in
from engine.letters.returned.word_drawings import Drawing
from engine.letters.returned.word_parts import NotWord, dangers, parts_of
from engine.letters.returned.word_shown import Shown, printed_identity, shown_by

MOST_TOLD = 3  # of one kind
FEW = 80  # characters: no letter is shorter


def judge_word(members: Mapping[str, bytes], issued: Issued, find_letter: Known) -> Outcome:
    """What a Word file with those *members* is, held against the letter as issued."""
    try:
        unsafe = list(dangers(members))
        if unsafe:
            return _refused(Kind.UNSAFE, "; ".join(unsafe[:MOST_TOLD]))
        document = shown_by(parts_of(members))
        letter, version = printed_identity(document, members)
    except NotWord as problem:
        return _refused(problem.kind, str(problem))
    other = stray_by_content(issued, fingerprint(document.paragraphs), find_letter)
    other = other or stray_by_name(issued, letter, version)
    if other:
        return other
    other = _no_letter(document, issued, is_named=bool(letter))
    return other or _compare_document(document, issued)


def _no_letter(document: Shown, issued: Issued, *, is_named: bool) -> Outcome | None:
    """What a file is that need not be compared; *is_named* when it says which letter it is."""
    ours, theirs = issued.shown.paragraphs, document.paragraphs
    if document.drawings and len(" ".join(theirs)) < FEW:
        sentence = "The Word file holds pictures of pages. Save it as a PDF, and hand that in"
        return Outcome(Kind.CONVERT, sentence)
    if not is_named and hardly_alike(ours, theirs):
        sentence = f"This is not {issued.letter}: hardly any of its words are there"
        return Outcome(Kind.NOT_A_LETTER, sentence)
    if far_too_long(ours, theirs):
        return Outcome(Kind.NOT_A_LETTER, f"This is far longer than {issued.letter}")
    return None


def _refused(kind: Kind, why: str) -> Outcome:
    return Outcome(kind, f"The file cannot be taken: {why}")


def _compare_document(document: Shown, issued: Issued) -> Outcome:
    walked = Aligned(None)
    if fingerprint(document.paragraphs) != issued.fingerprint:
        returned = stream_of(words_in(document.paragraphs), any_case=False)
        walked = aligned(issued.stream(any_case=False), returned, issued.allowed(any_case=False))
    wrong = list(_not_as_issued(document, issued, len(walked.added)))
    beside = tuple(_additions(document, issued, walked))
    if walked.difference or wrong:
        sentence = (
            f"The file is not {issued.letter} as it was issued: its words or marks were changed"
        )
        return Outcome(Kind.CHANGED, sentence, (*wrong, *beside), walked.difference)
    return word_for_word(issued.letter, issued.version, beside)


def word_for_word(letter: str, version: int, beside: tuple[str, ...] = ()) -> Outcome:
    """The outcome for a Word file that is the letter."""
    sentence = f"This is {letter}, version {version}, word for word"
    return Outcome(Kind.EXACT, sentence, beside, media_type=WORD)


def _not_as_issued(document: Shown, issued: Issued, added: int) -> Iterator[str]:
    """What the file shows that its words do not say, and that was not issued so."""
    ours = issued.shown
    yield from _strange_marks(document, ours)
    for kind, lines in ours.edges.items():
        if document.edges[kind] != lines:
            yield f"the {kind} is not the one that was issued"
    outside = _drawings_outside_block(document.drawings, issued, added)
    if len(outside) > len(_drawings_outside_block(ours.drawings, issued, 0)):
        yield "a picture or a box that is not beside the signature"
    beside = len(document.drawings) - len(outside)
    if len(document.media - ours.media) > beside:
        yield "another picture in place of one that was issued"


def _strange_marks(document: Shown, ours: Shown) -> Iterator[str]:
    strange = sorted(document.marks - ours.marks)
    for what, words in strange[:MOST_TOLD]:
        yield f"{what}: “{words}”" if words else what
    if len(strange) > MOST_TOLD:
        yield f"{len(strange) - MOST_TOLD} more of the kind"


def _drawings_outside_block(
    drawings: tuple[Drawing, ...], issued: Issued, added: int
) -> list[Drawing]:
    """The drawings that stand anywhere but in the signature block, or reach beyond it."""
    first, last = issued.shown.block
    begin = min(first + 1, len(issued.shown.paragraphs))
    return [
        drawing
        for drawing in drawings
        if drawing.has_words
        or drawing.reaches_far
        or not begin <= drawing.paragraphs_before <= last + 1 + added
    ]


def _additions(document: Shown, issued: Issued, walked: Aligned) -> Iterator[str]:
    """What was added where it may be."""
    for words in walked.added:
        yield f"“{words}” was added in the signature block"
    pictures = len(document.drawings) - len(issued.shown.drawings)
    if pictures > 0:
        yield "a picture was added" if pictures == 1 else f"{pictures} pictures were added"
    if document.signed_in_word:
        yield "it carries a Word signature, which was not checked"
