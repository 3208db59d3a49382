"""The body of a request as it comes: kept up to a limit, counted beyond it and thrown away."""

import re
from typing import BinaryIO

from waitress.buffers import OverflowableBuffer
from waitress.utilities import BadRequest

_IN_MEMORY = 64 * 1024  # bytes; what is larger goes to the disk: thousands may send at once
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})\r\n")
_LONGEST_LINE = 10  # eight digits and the end of the line: no chunk here carries extensions
_END = b"\r\n"
_SMALL_ONES = 1000  # chunks of any size; to take apart a million of a byte each keeps us busy
_FEWEST_BYTES = 512  # in each chunk beyond them, on the whole


class Bounded:
    """Keeps what comes, or nothing once it is more than may be kept; its length is what came."""

    def __init__(self, most: int) -> None:
        self.most, self.came = most, 0
        self._buffer = OverflowableBuffer(_IN_MEMORY)

    def __len__(self) -> int:
        return self.came

    @property
    def room_taken(self) -> int:
        """Bytes that are kept just now."""
        return self.came if self.came <= self.most else 0

    def append(self, piece: bytes) -> None:
        """Takes the next piece."""
        fitted = self.came <= self.most
        self.came += len(piece)
        if self.came <= self.most:
            self._buffer.append(piece)
        elif fitted:
            self._buffer.close()
            self._buffer = OverflowableBuffer(_IN_MEMORY)

    def getfile(self) -> BinaryIO:
        """What was kept, as a file."""
        file: BinaryIO = self._buffer.getfile()
        return file

    def close(self) -> None:
        """Forgets it."""
        self._buffer.close()


class Chunks:
    """A body in chunks (RFC 9112, 7.1) and in nothing else: no extensions, no trailers."""

    def __init__(self, buffer: Bounded) -> None:
        self.kept = buffer
        self.completed = False
        self.error: BadRequest | None = None
        self._line = b""  # of which the end has not come
        self._left = 0  # bytes of the chunk that is coming
        self._begun = 0  # chunks
        self._next = self._read_size

    def __len__(self) -> int:
        return len(self.kept)

    def received(self, data: bytes) -> int:
        """Takes what belongs to this body; how many bytes that was."""
        count = 0
        while count < len(data) and not self.completed and self.error is None:
            take = self._take_data if self._left else self._end_of_line
            count += take(data, count)
        return count

    def getfile(self) -> BinaryIO:
        """The body without its chunks, as a file."""
        return self.kept.getfile()

    def getbuf(self) -> Bounded:
        """What keeps it."""
        return self.kept

    def _take_data(self, data: bytes, start: int) -> int:
        piece = data[start : start + self._left]
        self.kept.append(piece)
        self._left -= len(piece)
        if not self._left:
            self._next = self._after_a_chunk
        return len(piece)

    def _end_of_line(self, data: bytes, start: int) -> int:
        room = _LONGEST_LINE - len(self._line)
        piece = data[start : start + room].partition(b"\n")
        count = len(piece[0]) + len(piece[1])
        self._line += piece[0] + piece[1]
        if self._line.endswith(b"\n"):
            line, self._line = self._line, b""
            self._next(line)
        elif len(self._line) == _LONGEST_LINE:
            self.error = BadRequest("a chunk does not say its size")
        return count

    def _read_size(self, line: bytes) -> None:
        size = _SIZE.fullmatch(line)
        if size is None:
            self.error = BadRequest("a chunk does not say its size")
            return
        self._left = int(size[1], 16)
        self._begun += 1
        if not self._left:
            self._next = self._after_the_last
        elif (self._begun - _SMALL_ONES) * _FEWEST_BYTES > len(self.kept):
            self.error = BadRequest("the chunks are too small for so many of them")

    def _after_a_chunk(self, line: bytes) -> None:
        self._next = self._read_size
        if line != _END:
            self.error = BadRequest("a chunk is longer than it said")

    def _after_the_last(self, line: bytes) -> None:
        self.completed = True
        if line != _END:
            self.error = BadRequest("there are headers after the last chunk")
