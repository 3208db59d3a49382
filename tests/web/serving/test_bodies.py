"""The body of a request: chunks read in one way, and never more kept than a page takes."""

import pytest

from web.serving.bodies import Bounded, Chunks

WHOLE = b"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"
NEXT = b"GET /next HTTP/1.1\r\n"


def fed(data: bytes, step: int, most: int = 1000) -> tuple[Chunks, int]:
    """What becomes of a body that comes in pieces, and how many bytes it took."""
    chunks, taken = Chunks(Bounded(most)), 0
    while taken < len(data) and not chunks.completed and chunks.error is None:
        taken += chunks.received(data[taken : taken + step])
    return chunks, taken


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
def test_chunks_are_put_together_however_they_come(step: int) -> None:
    chunks, taken = fed(WHOLE + NEXT, step)

    assert chunks.completed
    assert chunks.error is None
    assert chunks.getfile().read() == b"abc0123456789"
    assert len(chunks) == 13
    assert taken == len(WHOLE)


@pytest.mark.parametrize("step", [1, 1000])
@pytest.mark.parametrize(
    "body",
    [
        b"3;name=value\r\nabc\r\n0\r\n\r\n",
        b"3 \r\nabc\r\n0\r\n\r\n",
        b" 3\r\nabc\r\n0\r\n\r\n",
        b"+3\r\nabc\r\n0\r\n\r\n",
        b"-3\r\nabc\r\n0\r\n\r\n",
        b"0x3\r\nabc\r\n0\r\n\r\n",
        b"3_0\r\nabc\r\n0\r\n\r\n",
        b"3\nabc\r\n0\r\n\r\n",
        b"3\rabc\r\n0\r\n\r\n",
        b"\r\n3\r\nabc\r\n0\r\n\r\n",
        b"000000003\r\nabc\r\n0\r\n\r\n",
        b"F" * 9 + b"\r\n",
        b"1" * 5000,
        b"g\r\nabc\r\n",
        b"3\r\nabcd\r\n0\r\n\r\n",
        b"3\r\nabc\n0\r\n\r\n",
        b"3\r\nabc0\r\n\r\n",
        b"0\r\nTrailer: a\r\n\r\n",
        b"0\r\n\n",
    ],
)
def test_chunks_that_could_be_read_in_two_ways_are_refused(body: bytes, step: int) -> None:
    chunks, _ = fed(body, step)

    assert chunks.error is not None
    assert "chunk" in chunks.error.body


def test_a_body_that_is_too_large_is_counted_and_not_kept() -> None:
    kept = Bounded(10)
    kept.append(b"0123456789")
    assert (len(kept), kept.room_taken, kept.getfile().read()) == (10, 10, b"0123456789")

    for _ in range(3):
        kept.append(b"x" * 100)
    assert (len(kept), kept.room_taken, kept.getfile().read()) == (310, 0, b"")
    kept.close()


@pytest.mark.parametrize(
    ("sizes", "refused"),
    [
        ([1] * 1000, False),
        ([1] * 1200, True),
        ([256] * 4000, True),
        ([512] * 3000, False),
        ([4000] * 1000 + [1] * 7000, False),
    ],
)
def test_a_body_in_more_small_chunks_than_anybody_sends_is_refused(
    sizes: list[int], *, refused: bool
) -> None:
    chunks = Chunks(Bounded(most=0))
    for size in sizes:
        chunks.received(b"%x\r\n%s\r\n" % (size, b"a" * size))
        if chunks.error is not None:
            break

    assert (chunks.error is not None) == refused
