"""The least that could tell screens something: Starlette, a line of events for each, and a way to say what to send.

`python benchmarks/bare_events.py` prints its address and serves until standard input ends.
"""

import asyncio
import socket
import sys
import threading
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

listening: set[asyncio.Queue[bytes]] = set()


async def tell(request: Request) -> Response:
    """Send what was handed in to everybody."""
    body = await request.body()
    for queue in listening:
        queue.put_nowait(body)
    return Response()


async def live(request: Request) -> Response:
    """The line of one screen."""
    return StreamingResponse(_events(), media_type="text/event-stream")


async def _events() -> AsyncIterator[bytes]:
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    listening.add(queue)
    try:
        while True:
            yield await queue.get()
    finally:
        listening.discard(queue)


def serve() -> None:
    """Serve until standard input ends."""
    sock = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/live", live), Route("/tell", tell, methods=["POST"])])
    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)

    def wait() -> None:
        print(f"http://127.0.0.1:{sock.getsockname()[1]}", flush=True)
        sys.stdin.read()
        server.should_exit = server.force_exit = True

    threading.Thread(target=wait, daemon=True).start()
    server.run([sock])


if __name__ == "__main__":
    serve()
