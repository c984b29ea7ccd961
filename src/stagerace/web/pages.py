"""The camp node's own pages, and the files they need."""

import asyncio
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import segno
from markupsafe import Markup
from msgspec import Struct
from starlette.responses import Response

from stagerace import __version__
from stagerace.core.proofs import PROTOCOL
from stagerace.node.pages.environment import pages
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

FILES: Final = {
    "page.css": "text/css",
    "theme.js": "text/javascript",
    "live.js": "text/javascript",
    "times.css": "text/css",
    "times.js": "text/javascript",
    "times_view.js": "text/javascript",
    "times_desk.js": "text/javascript",
    "board.css": "text/css",
    "board_forecast.css": "text/css",
    "board.js": "text/javascript",
    "board_words.js": "text/javascript",
    "board_rows.js": "text/javascript",
    "board_order.js": "text/javascript",
    "board_live.js": "text/javascript",
    "board_forecast.js": "text/javascript",
    "board_foretold.js": "text/javascript",
    "board_runner.js": "text/javascript",
    "devices.js": "text/javascript",
    "enrol.js": "text/javascript",
    "sheets.css": "text/css",
    "sheets.js": "text/javascript",
    "rulings.css": "text/css",
    "rulings.js": "text/javascript",
    "medic.css": "text/css",
    "hq.css": "text/css",
    "office.css": "text/css",
    "confide.js": "text/javascript",
    **{
        f"{name}.js": "text/javascript"
        for name in (
            "hq",
            "hq_alerts",
            "hq_ask",
            "hq_count",
            "hq_map",
            "hq_orders",
            "hq_page",
            "hq_places",
            "hq_profile",
            "hq_runners",
            "hq_svg",
            "hq_words",
        )
    },
}
"""Every file that is served as it lies, by its exact name."""


class HealthTold(Struct, frozen=True):
    """Whether the camp node does its work."""

    ok: bool
    program: str
    protocol: int
    position: int
    alarms: int


async def start(asked: Asked) -> Response:
    """What this server is, and how to reach it."""
    return page("start.html.j2", asked, await asyncio.to_thread(_start, asked))


async def health(asked: Asked) -> Response:
    """Whether records are taken; what is wrong is told to those who may read the race."""
    camp = asked.camp
    alive, alarms = camp.writer.is_alive, camp.alarms()
    told = HealthTold(alive, __version__, PROTOCOL, camp.live.position, len(alarms))
    return Response(msgspec.json.encode(told), 200 if alive else 503, media_type="application/json")


async def static(asked: Asked) -> Response:
    """A file of the program, by its exact name in the table."""
    name = asked.request.path_params["name"]
    if name not in FILES:
        raise Refused(404, "there is nothing here", "Look at / for what this camp node offers")
    return Response(_file(name), media_type=FILES[name])


WAYS = (
    Way("GET", "/", start),
    Way("GET", "/health", health),
    Way("GET", "/static/{name}", static),
)


def form_page(asked: Asked, form: str, refused: Refused | None = None) -> Response:
    """The page to log in, or to make the first account; with what went wrong."""
    shown = {"form": form, "refused": refused, "is_first": bool(asked.camp.first_code.code)}
    return page("form.html.j2", asked, shown, refused.status if refused else 200)


def _start(asked: Asked) -> dict[str, object]:
    camp = asked.camp
    reads = asked.who.kind != "nobody" and asked.house.recognition.may(asked.who, "read_records")
    return {
        "race": camp.race_name(),
        "url": (url := camp.urls[0] if camp.urls else str(asked.request.base_url)),
        "others": camp.urls[1:],
        "qr": qr_picture(url),
        "reads": reads,
        "enrols": reads and asked.house.recognition.may(asked.who, "enrol"),
        "rules": reads and asked.house.recognition.may(asked.who, "rule"),
        "settles": reads and asked.house.recognition.may(asked.who, "settle"),
        "guards": reads and asked.house.recognition.may(asked.who, "guard"),
        "serves": reads and asked.house.recognition.may(asked.who, "office"),
        "heals": reads and asked.house.recognition.may(asked.who, "read_medical"),
        "keeps": reads and asked.house.recognition.may(asked.who, "keep_times"),
        "position": camp.live.position,
        "alarms": camp.alarms() if reads else (),
        "is_first": bool(camp.first_code.code),
        "protocol": PROTOCOL,
        "program": __version__,
    }


def qr_picture(url: str) -> Markup:
    """An address as a picture to scan."""
    made = segno.make(url, error="m", micro=False)
    return Markup(made.svg_inline(border=4, omitsize=True, svgclass="qr", dark="#000", light="#fff"))  # noqa: S704


def page(template: str, asked: Asked, shown: Mapping[str, object], status: int = 200) -> Response:
    """A page made of a template; the race and whoever asks are known to every one."""
    text = _PAGES.get_template(template).render(shown, camp=asked.camp, who=asked.who)
    return Response(text, status, media_type="text/html; charset=utf-8")


def plain_page(template: str) -> Response:
    """A page that is the same for whoever asks."""
    return Response(_PAGES.get_template(template).render(), media_type="text/html; charset=utf-8")


@cache
def _file(name: str) -> bytes:
    return files("stagerace.web").joinpath("static", name).read_bytes()


_PAGES: Final = pages("stagerace.web", "templates")
