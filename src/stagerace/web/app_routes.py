"""The checkpoint app as files: its shell, every file by its exact name, its service worker with the list of them."""

import asyncio

import msgspec
from starlette.responses import Response

from stagerace.web.app_files import AppFile, app_files, digest_of
from stagerace.web.pages import plain_page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SHELL = "/app/"
"""Where the app begins."""
MANIFEST = "/app/manifest.webmanifest"
WORKER = "sw.js"
_HERE = "Open /app/ and reload the page; if it stays, install StageRace anew on the camp node"


async def shell(asked: Asked) -> Response:
    """The page that the app runs in; the same for everyone, so that a phone can keep it."""
    return plain_page("app.html.j2")


async def worker(asked: Asked) -> Response:
    """The app's service worker, with every file that it must keep and a version that changes with any of them."""
    text = await asyncio.to_thread(_worker)
    headers = {"Service-Worker-Allowed": SHELL}
    return Response(text, media_type="text/javascript", headers=headers)


async def manifest(asked: Asked) -> Response:
    """What a phone needs to know to install the app."""
    return Response(msgspec.json.encode(_MANIFEST), media_type="application/manifest+json")


async def file(asked: Asked) -> Response:
    """A file of the app, by its exact name."""
    found = await asyncio.to_thread(app_files)
    return await _sent(found.get(f"{SHELL}{asked.request.path_params['name']}"), "there is no such file of the app")


async def vendor_file(asked: Asked) -> Response:
    """A file of a library that `make setup` fetched, by its exact name."""
    name = asked.request.path_params["name"]
    found = await asyncio.to_thread(app_files)
    what = f"{name[:40]} is not installed on this camp node: it was set up without npm, so no code is scanned by it"
    return await _sent(found.get(f"{SHELL}vendor/{name}"), what)


WAYS = (
    Way("GET", SHELL, shell),
    Way("GET", "/app/sw.js", worker),
    Way("GET", MANIFEST, manifest),
    Way("GET", "/app/{name}", file),
    Way("GET", "/app/vendor/{name}", vendor_file),
)

_MANIFEST = {
    "name": "StageRace checkpoint",
    "short_name": "Checkpoint",
    "description": "Times, roll calls and withdrawals at a checkpoint, with or without a network.",
    "id": SHELL,
    "start_url": SHELL,
    "scope": SHELL,
    "display": "standalone",
    "background_color": "#181612",
    "theme_color": "#181612",
    "icons": [
        {"src": "/app/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        {"src": "/app/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
        {"src": "/app/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ],
}


async def _sent(found: AppFile | None, what: str) -> Response:
    if found is None:
        raise Refused(404, what, _HERE)
    return Response(await asyncio.to_thread(found.read), media_type=found.kind)


def _worker() -> str:
    files = app_files()
    source = files.pop(f"{SHELL}{WORKER}", None)
    if source is None:
        raise Refused(404, "this camp node has no service worker for the app", _HERE)
    text, page = source.read(), bytes(plain_page("app.html.j2").body)
    kept = {address: each.read() for address, each in files.items()}
    about = msgspec.json.encode(_MANIFEST)
    version = digest_of({SHELL: page, MANIFEST: about, f"{SHELL}{WORKER}": text} | kept)
    listed = msgspec.json.encode([SHELL, MANIFEST, *kept]).decode()
    return f'const FILES = {listed}, VERSION = "{version}";\n{text.decode()}'
