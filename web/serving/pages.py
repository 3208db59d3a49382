"""Serves the pages of one machine with waitress until told to stop."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from engine.api import Engine
from engine.journal import note
from engine.settings import Settings
from web import create_app
from web.serving.channel import Clock, PatientChannel
from web.serving.hosts import OnlyFor, names_of
from web.serving.lanes import Lanes
from web.serving.limits import Limits, affordable
from web.serving.loop import Sockets
from web.serving.precedence import Precedence
from web.serving.shedding import who_has_to_go
from web.serving.watching import Watched

PATIENCE = 20.0  # seconds for the requests in hand, once told to stop
NEVER = 10**9  # seconds
MOST_AT_A_TURN = 64  # callers let in before those inside are looked after


def serve_pages(engine: Engine, settings: Settings, host: str, port: int) -> tuple[int, int]:
    """Serves until SIGTERM or Ctrl-C; requests in hand are answered first.

    How many there were, and how many of them were given up after `PATIENCE` seconds.
    """
    wanted = Limits()
    limits = affordable(wanted)
    if limits.connections < wanted.connections:
        note("fewer-connections", level=logging.WARNING, connections=limits.connections)
    stopping = threading.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: stopping.set())
    return server_of(engine, settings, (host, port), limits).run(stopping)


def server_of(
    engine: Engine, settings: Settings, place: tuple[str, int], limits: Limits
) -> "PatientServer":
    """The server of the pages, which listens at *place* and believes the one named proxy."""
    app = create_app(engine, settings)
    pages = Watched(engine, OnlyFor(names_of(settings.hosts, place[0]), app))
    precedence: Precedence = app.extensions["precedence"]
    return PatientServer(pages, place, limits, settings.trusted_proxy, precedence)


class PatientServer:
    """waitress with deadlines for callers, and a loop that thousands of them do not slow down."""

    def __init__(
        self,
        app: WSGIApplication,
        place: tuple[str, int],
        limits: Limits,
        trusted_proxy: str = "",
        precedence: Precedence | None = None,
        *,
        clock: Clock = time.monotonic,
    ) -> None:
        self.limits, self.clock = limits, clock
        self.precedence = precedence or Precedence()
        self.sockets = Sockets()
        self.server = self._make_listener(app, place, trusted_proxy)
        # One line for each request that waits would let strangers fill the disk.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        for listener in self._listeners():
            listener.channel_class = partial(
                PatientChannel, limits=limits, knows=self.precedence.knows, clock=clock
            )
            listener.handle_accept = partial(_let_in, listener)

    def run(self, stopping: threading.Event) -> tuple[int, int]:
        """Serves until *stopping* is set, and then answers whoever has asked.

        How many those were, and how many of them were given up.
        """
        try:
            self._serve_while(lambda: not stopping.is_set())
            for listener in self._listeners():  # no new callers
                wasyncore.dispatcher.close(listener)
            until, in_hand = time.monotonic() + PATIENCE, self._in_hand()
            self._serve_while(lambda: time.monotonic() < until and self._in_hand())
            return in_hand, self._in_hand()
        finally:
            self.server.task_dispatcher.shutdown()
            self.server.close()
            for channel in self._channels():  # whoever has asked nothing, or does not go
                channel.handle_close()
            self.sockets.close()

    def _make_listener(
        self, app: WSGIApplication, place: tuple[str, int], proxy: str
    ) -> BaseWSGIServer:
        limits = self.limits
        try:
            return create_server(
                app,
                map=self.sockets,
                _dispatcher=Lanes(limits, self.precedence, proxy),
                host=place[0],
                port=place[1],
                ident=None,
                backlog=limits.backlog,
                connection_limit=limits.connections,
                channel_timeout=NEVER,  # who is late is for `_shed` to say
                max_request_header_size=limits.largest_head,
                max_request_body_size=limits.most_discarded,
                outbuf_high_watermark=limits.answer_in_hand,
                log_socket_errors=False,  # that callers hang up is no news
                **_proxy_options(proxy),
            )
        except ValueError as odd:
            raise OSError(f"{place[0]} is no address or name to serve on") from odd

    def _serve_while(self, going_on: Callable[[], object]) -> None:
        next_look = 0.0
        while going_on():
            self.sockets.turn(self.limits.tick)
            now = self.clock()
            if time.monotonic() >= next_look:
                self.sockets.turn(0)  # what has come by now counts, however busy we have been
                self._shed(now)
                next_look = time.monotonic() + self.limits.tick

    def _shed(self, now: float) -> None:
        channels = self._channels()
        # waitress marks whom it gives up, and leaves the rest to us
        self.sockets.unsettled.update(
            file
            for file, dispatcher in list(self.sockets.items())
            if getattr(dispatcher, "will_close", False)
        )
        for channel in who_has_to_go(channels, now, self.limits):
            channel.handle_close()

    def _in_hand(self) -> int:
        return sum(
            bool(channel.requests or channel.total_outbufs_len) for channel in self._channels()
        )

    def _channels(self) -> list[PatientChannel]:
        return [
            channel
            for channel in list(self.sockets.values())
            if isinstance(channel, PatientChannel)
        ]

    def _listeners(self) -> list[BaseWSGIServer]:
        return [
            listener for listener in self.sockets.values() if isinstance(listener, BaseWSGIServer)
        ]


def _proxy_options(proxy: str) -> dict[str, object]:
    """What waitress has to know of the proxy: whoever else names an address is not believed."""
    if not proxy:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
        "clear_untrusted_proxy_headers": True,
        "log_untrusted_proxy_headers": True,
    }


def _let_in(listener: BaseWSGIServer) -> None:
    """Lets in whoever waits, a number of them at a time."""
    for _ in range(MOST_AT_A_TURN):
        connected = len(listener.active_channels)
        BaseWSGIServer.handle_accept(listener)
        if len(listener.active_channels) == connected or not listener.readable():
            return
