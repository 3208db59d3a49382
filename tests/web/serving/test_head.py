"""The head of a request: read in one way or refused."""

import time

import pytest

from web.serving.head import MOST_FIELDS, fault_in

HOST = b"Host: s26.example\r\n"
POST = b"POST /sign-in HTTP/1.1\r\n" + HOST

GOOD = [
    b"GET / HTTP/1.1\r\n" + HOST,
    b"GET /?a=%23&b=c%20d HTTP/1.1\r\nHost: s26.example:8000\r\n",
    b"GET / HTTP/1.1\r\nhost: [::1]:8000\r\n",
    b"GET / HTTP/1.0\r\n",
    b"GET http://s26.example/a HTTP/1.1\r\n" + HOST,
    b"GET / HTTP/1.1\r\n"
    + HOST
    + b"Cookie: a=b\r\nCookie: c=d\r\nX-Name: J\xc3\xb6\r\nX-Empty:\r\n",
    POST + b"Content-Length: 12\r\n",
    POST + b"Content-Length:\t12 \r\n",
    POST + b"Transfer-Encoding: chunked\r\n",
    POST + b"transfer-encoding: Chunked\r\n",
]
BAD = [
    # lengths said in two ways, or in a way that another reader reads otherwise
    POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    POST + b"Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
    POST + b"Transfer-Encoding: identity\r\nContent-Length: 5\r\n",
    POST + b"Content-Length: 5\r\nContent-Length: 5\r\n",
    POST + b"Content-Length: 5\r\nContent-Length: 6\r\n",
    POST + b"Content-Length: 5, 5\r\n",
    POST + b"Content-Length: +5\r\n",
    POST + b"Content-Length: -5\r\n",
    POST + b"Content-Length: 0x5\r\n",
    POST + b"Content-Length: 5 5\r\n",
    POST + b"Content-Length: 5.0\r\n",
    POST + b"Content-Length: \xb2\r\n",
    POST + b"Content-Length:\r\n",
    POST + b"Content-Length: " + b"9" * 5000 + b"\r\n",
    POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    POST + b"Transfer-Encoding: chunked, chunked\r\n",
    POST + b"Transfer-Encoding: gzip, chunked\r\n",
    POST + b"Transfer-Encoding: identity\r\n",
    POST + b"Transfer-Encoding: xchunked\r\n",
    POST + b"Transfer-Encoding: chunked;q=1\r\n",
    POST + b"Transfer-Encoding:\r\n",
    POST + b"Transfer-Encoding:\x0bchunked\r\n",
    b"POST / HTTP/1.0\r\n" + HOST + b"Transfer-Encoding: chunked\r\n",
    # headers that are none
    POST + b"Content-Length : 5\r\n",
    POST + b"X-A: b\r\n folded: over\r\n",
    POST + b"X-A: b\r\n\tfolded\r\n",
    b"GET / HTTP/1.1\r\n Host: s26.example\r\n",
    POST + b"X-A: b\nContent-Length: 5\r\n",
    POST + b"X-A: b\rContent-Length: 5\r\n",
    POST + b"X-A: b\x00c\r\n",
    POST + b"X-A: b\x7fc\r\n",
    POST + b"no colon\r\n",
    POST + b": no name\r\n",
    POST + b"X\xc3\xa4: b\r\n",
    POST + b"X(A): b\r\n",
    POST + b"X-A: b\r\n" * (MOST_FIELDS + 1),
    # hosts
    b"GET / HTTP/1.1\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHOST: b\r\n",
    b"GET / HTTP/1.1\r\nHost:\r\n",
    b"GET / HTTP/1.1\r\nHost: a/b\r\n",
    b"GET / HTTP/1.1\r\nHost: a@b\r\n",
    b"GET / HTTP/1.1\r\nHost: a:port\r\n",
    b"GET / HTTP/1.1\r\nHost: a, b\r\n",
    b"GET / HTTP/1.1\r\nHost: [::1\r\n",
    # first lines
    b"GET / HTTP/1.2\r\n" + HOST,
    b"GET / HTTP/2.0\r\n" + HOST,
    b"GET / http/1.1\r\n" + HOST,
    b"GET /\r\n" + HOST,
    b"GET  / HTTP/1.1\r\n" + HOST,
    b"GET / HTTP/1.1 \r\n" + HOST,
    b"GET\t/ HTTP/1.1\r\n" + HOST,
    b"get / HTTP/1.1\r\n" + HOST,
    b"GET /a b HTTP/1.1\r\n" + HOST,
    b"GET /#fragment HTTP/1.1\r\n" + HOST,
    b"GET /\xc3\xa4 HTTP/1.1\r\n" + HOST,
    b"GET /\x00 HTTP/1.1\r\n" + HOST,
    b"GET a HTTP/1.1\r\n" + HOST,
    b"GET * HTTP/1.1\r\n" + HOST,
    b"CONNECT s26.example:443 HTTP/1.1\r\n" + HOST,
    b"GET http://other.example/ HTTP/1.1\r\n" + HOST,
    b"GET http://[x/ HTTP/1.1\r\n" + HOST,
    b"GET file://s26.example/ HTTP/1.1\r\n" + HOST,
    b"\x16\x03\x01\x02\x00\x01",
]


@pytest.mark.parametrize("head", GOOD)
def test_what_has_one_meaning_is_served(head: bytes) -> None:
    assert fault_in(head + b"\r\n") is None


@pytest.mark.parametrize("head", BAD)
def test_what_could_be_read_in_two_ways_is_refused_with_a_reason(head: bytes) -> None:
    assert fault_in(head + b"\r\n")


@pytest.mark.parametrize("filling", [b" ", b"\t ", b"a ", b"; ", b",\t"])
def test_no_head_takes_long_to_read(filling: bytes) -> None:
    head = POST + b"X-A:" + filling * (30_000 // len(filling)) + b"\x00\r\n\r\n"
    began = time.process_time()

    assert fault_in(head)
    assert time.process_time() - began < 0.5
