"""Serving a camp on a socket until somebody stops it."""

import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn

from stagerace.core.errors import BadInput, Problem
from stagerace.node.camp import Camp
from stagerace.web.app import app_of
from stagerace.web.bounds import Bounds
from stagerace.web.line import Line

GRACE: Final = 3
"""How long requests may still finish after a stop was asked for [s]."""
MOST: Final = 900
"""How many connections there may be at once."""


def bind(host: str, port: int) -> socket.socket:
    """A socket on which to listen; port 0 takes any that is free.

    Raises BadInput when the port is in use, may not be taken, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio would not see that it is and let small answers wait 40 ms for company.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise BadInput(_problem(error, host, port)) from error
    return sock


def _problem(error: OSError, host: str, port: int) -> Problem:
    if error.errno == errno.EADDRINUSE:
        what = f"port {port} is in use, perhaps by another `stagerace serve`"
        return Problem(what, f"Use that one, stop it, or choose another port: --port {port + 1}")
    if error.errno == errno.EACCES:
        return Problem(f"port {port} is kept for the system", "Choose one from 1024 on: --port 8031")
    return Problem(f"nothing can listen at {host} ({error.strerror})", "Leave --host out to listen everywhere")


class Server(uvicorn.Server):
    """A server that lets its screens go before it stops, and stops when it is told, without a second signal."""

    def __init__(self, config: uvicorn.Config, camp: Camp, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._camp = camp
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let every screen go, so that no connection is waited for, then stop."""
        self._camp.live.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take Ctrl-C and a polite kill as the wish to stop; whoever called goes on from there and cleans up."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        taken = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(number, self._wish) for number in taken]
        try:
            yield
        finally:
            for number, handler in zip(taken, before, strict=True):
                signal.signal(number, handler)

    def _wish(self, number: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


def server_of(camp: Camp, *, bounds: Bounds | None = None, ready: Callable[[], None] = lambda: None) -> Server:
    """A server for a camp; `server.run([socket])` serves until it is stopped."""
    limits = bounds or Bounds()
    certificate = camp.certificate
    config = uvicorn.Config(
        app_of(camp, limits),
        http=Line,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST,
        h11_max_incomplete_event_size=limits.headers + limits.target,
        timeout_graceful_shutdown=GRACE,
        ssl_certfile=_text(certificate.file if certificate else None),
        ssl_keyfile=_text(certificate.key if certificate else None),
    )
    return Server(config, camp, ready)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
