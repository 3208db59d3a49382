"""Serves the pages of one machine with waitress until told to stop."""

import signal
import threading
import time
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from engine.api import Engine
from engine.settings import Settings
from web import create_app

THREADS = 8
TICK = 0.5
LARGEST_BODY = 41 * 1024 * 1024  # a little more than a page takes, so that a page answers
PATIENCE = 20.0  # seconds for the requests in hand, once told to stop


def serve_pages(engine: Engine, settings: Settings, host: str, port: int) -> None:
    """Serves until SIGTERM or Ctrl-C; requests in hand are answered first."""
    app = create_app(engine, settings)
    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_BODY,
    )
    stopping = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stopping.set())
    try:
        while not stopping.is_set():
            _turn(sockets)
        _answer_what_is_in_hand(sockets)
    finally:
        server.task_dispatcher.shutdown()
        server.close()


def _turn(sockets: dict[int, Any]) -> None:
    # without poll the server dies of select() once about a thousand sockets are open
    wasyncore.loop(TICK, use_poll=True, map=sockets, count=1)


def _answer_what_is_in_hand(sockets: dict[int, Any]) -> None:
    """No new callers; whoever has sent a request gets their answer."""
    for listener in [one for one in sockets.values() if one.accepting]:
        wasyncore.dispatcher.close(listener)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and any(map(_in_hand, list(sockets.values()))):
        _turn(sockets)


def _in_hand(one: Any) -> bool:
    return isinstance(one, HTTPChannel) and bool(one.requests or one.total_outbufs_len)
