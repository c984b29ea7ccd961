"""Screens that look on: so many connections of server-sent events in one process, and when each heard what.

`python benchmarks/looking_on.py URL COOKIE SCREENS` opens them, says `ready`, notes until standard input ends when each
screen heard each instant that a line of it names, and prints what it noted as JSON: instants to times [s].
"""

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

PER_ADDRESS = 100
"""A camp node takes no more from one address; screens come from several of this machine's own."""


class Screen:
    """One connection, and what it waits for."""

    def __init__(self, heard: dict[bytes, list[float]]) -> None:
        self._heard = heard
        self.waits: set[bytes] = set()
        self.is_on = asyncio.Event()

    async def look(self, url: str, cookie: str, address: str) -> None:
        """Read events until the line ends."""
        parts = urlsplit(url)
        reader, writer = await asyncio.open_connection(
            parts.hostname, parts.port, local_addr=(address, 0), limit=1 << 22
        )
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        head = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n"
        writer.write(head.encode())
        status = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in status.splitlines()[0], status
        self.is_on.set()
        while event := await reader.readuntil(b"\n\n"):
            self._take(event)

    def _take(self, event: bytes) -> None:
        now = time.monotonic()
        for instant in [instant for instant in self.waits if instant in event]:
            self.waits.discard(instant)
            self._heard.setdefault(instant, []).append(now)


async def look_on(url: str, cookie: str, screens: int) -> None:
    """Open the screens, and note until standard input ends."""
    heard: dict[bytes, list[float]] = {}
    looking = [Screen(heard) for _ in range(screens)]
    lines = [
        asyncio.create_task(screen.look(url, cookie, f"127.0.0.{1 + n // PER_ADDRESS}"))
        for n, screen in enumerate(looking)
    ]
    await asyncio.gather(*(screen.is_on.wait() for screen in looking))
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        for screen in looking:
            screen.waits.update(line.encode().split())
        print("waiting", flush=True)
    for each in lines:
        each.cancel()
    print(json.dumps({instant.decode(): times for instant, times in heard.items()}), flush=True)


if __name__ == "__main__":
    asyncio.run(look_on(sys.argv[1], sys.argv[2], int(sys.argv[3])))
