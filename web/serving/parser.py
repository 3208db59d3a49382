"""A request as it comes in: waitress' own reader, after a stricter look and within limits."""

from collections.abc import Callable

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import FixedStreamReceiver
from waitress.utilities import BadRequest

from web.serving.bodies import Bounded, Chunks
from web.serving.head import fault_in
from web.serving.limits import Limits


class StrictParser(HTTPRequestParser):  # type: ignore[misc]
    """Refuses what could be read in two ways, and keeps no more of a body than a page takes."""

    def __init__(
        self, adj: Adjustments, limits: Limits, too_many: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(adj)
        self.limits = limits
        self.too_many = too_many  # others wait before it, on the same connection
        self.kept: Bounded | None = None

    def received(self, data: bytes) -> int:
        """How many of these bytes belong to this request."""
        if not self.headers_finished and self.too_many():
            self.error = BadRequest("there are too many requests at once")
            self.completed = True
            return len(data)
        count: int = super().received(data)
        if self.completed:
            # A request that is over, or wrong, is not told to go on: it would never be answered.
            self.expect_continue = False
        return count

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the head; raises ParsingError, which is answered with 400 and the end."""
        if fault := fault_in(header_plus):
            raise ParsingError(fault)
        try:
            super().parse_header(header_plus)
        except ValueError as odd:  # an address that is none
            raise ParsingError("the address asked for is none") from odd
        if self.chunked or self.content_length:
            self.kept = Bounded(self._largest_body())
            in_one_piece = FixedStreamReceiver(self.content_length, self.kept)
            self.body_rcv = Chunks(self.kept) if self.chunked else in_one_piece

    def _largest_body(self) -> int:
        has_cookie = "COOKIE" in self.headers
        return self.limits.largest_body if has_cookie else self.limits.largest_body_of_strangers
