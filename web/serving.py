"""Serves the pages of one machine with waitress until told to stop."""

import signal
from types import FrameType

from waitress.server import create_server

from engine.api import Engine
from engine.settings import Settings
from web import create_app

THREADS = 8


def serve_pages(engine: Engine, settings: Settings, host: str, port: int) -> None:
    """Serves until SIGTERM or Ctrl-C; requests in hand are finished first."""
    app = create_app(engine, settings)
    # without poll the server dies of select() once about a thousand sockets are open
    server = create_server(
        app, host=host, port=port, threads=THREADS, ident=None, asyncore_use_poll=True
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        server.run()
    finally:
        server.close()
