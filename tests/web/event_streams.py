"""Server-sent events as a screen hears them."""

import json
from collections.abc import Iterator
from typing import Any

import httpx


def events(stream: httpx.Response) -> Iterator[dict[str, Any]]:
    """Each event with its id, its name and its data; a comment is a heartbeat."""
    found: dict[str, Any] = {}
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if name in ("id", "event"):
            found[name] = value
        elif name == "data":
            found["data"] = json.loads(value)
        elif not line and found:
            yield found
            found = {}
        elif line.startswith(":"):
            yield {"event": "heartbeat"}
