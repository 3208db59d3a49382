"""Whether a PDF only shows something: no script, no file inside, nothing that acts by itself. Pure.

Every object is looked at that any reader could find: from its first byte to its last, wherever it
stands, referred to or not, of older revisions and packed ones too. What the file says of where its
objects are is not asked. An object inside another (in a text, a comment, a picture) is refused.
"""

from engine.readers.errors import NotRead
from engine.readers.pdf_dictionary import Dictionary
from engine.readers.pdf_objects import Ended, Objects
from engine.readers.pdf_refused import AGAIN, broken, too_many
from engine.readers.pdf_streams import (
    MOST_PACKED,
    MOST_UNPACKED,
    bytes_of_stream,
    holds_objects,
    pieces,
    unpacked,
)
from engine.readers.pdf_tokens import Beginning, beginnings, value_at

MOST_OBJECTS = 100_000  # packed ones too


def must_only_show(content: bytes) -> None:
    """Refuses a PDF that could do or carry something; NotRead says what, and what to do."""
    walk = _Walk(content)
    end = 0
    for beginning in beginnings(content):
        if beginning.start < end:
            raise NotRead(f"an object of it stands inside another: {AGAIN}")
        end = walk.past(beginning)
    if not end:
        raise broken()
    walk.objects.must_be_still()


def read(content: bytes) -> dict[str, str]:
    """Why a PDF is refused and what kind of fault it has; empty if it is taken. Run apart."""
    try:
        must_only_show(content)
    except NotRead as problem:
        return {"fault": problem.fault.value, "why": problem.sentence}
    return {}


class _Walk:
    """How far the objects of a file were read, and how much there may still be of them."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.objects = Objects()
        self.objects_left = MOST_OBJECTS
        self.bytes_left = MOST_UNPACKED
        self.packed_left = MOST_PACKED

    def past(self, beginning: Beginning) -> int:
        """Where an object or trailer ends, all that is packed in it read as well."""
        self._count()
        ended = self.objects.read(self.content, beginning.inside, len(self.content))
        if beginning.number is None:
            return ended.closed
        self._keep(beginning.number, ended, self.content, beginning.inside)
        if ended.by == "stream" and ended.dictionary is not None:
            return self._past_stream(ended.end, ended.dictionary)
        if ended.by != "end":
            raise broken()
        return ended.end

    def _past_stream(self, offset: int, dictionary: Dictionary) -> int:
        begin, end, next_offset = bytes_of_stream(self.content, offset, dictionary)
        if holds_objects(dictionary):
            self.packed_left -= end - begin
            if self.packed_left < 0:
                raise too_many()
            data = unpacked(self.content[begin:end], dictionary, self.bytes_left)
            self.bytes_left -= len(data)
            for piece in pieces(data, dictionary, self.objects_left):
                self._count()
                ended = self.objects.read(data, piece.begin, piece.end)
                if ended.by != "done":
                    raise broken()
                self._keep(piece.number, ended, data, piece.begin)
        return next_offset

    def _keep(self, number: int, ended: Ended, content: bytes, begin: int) -> None:
        if ended.dictionary is None and value_at(content, begin, ended.end).kind == "reference":
            raise NotRead(f"an object of it only leads to another: {AGAIN}")
        self.objects.keep(number, ended.deeds)

    def _count(self) -> None:
        self.objects_left -= 1
        if self.objects_left < 0:
            raise too_many()
