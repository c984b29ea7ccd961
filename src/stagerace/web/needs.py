"""What each way in asks of whoever comes: one table, and a way that is not in it is not opened."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from stagerace.core.roles import Power
from stagerace.web.ways import Way

Need = Power | Literal["nothing", "not too often", "known"]
"""A power; or to be anybody known; or to come not too often; or nothing at all."""

NEEDS: Final[Mapping[str, Need]] = {
    "GET /": "not too often",
    "GET /health": "nothing",
    "GET /static/{name}": "not too often",
    "GET /login": "not too often",
    "POST /login": "not too often",
    "GET /first": "not too often",
    "POST /first": "not too often",
    "POST /logout": "known",
    "GET /live": "read_records",
    "GET /board": "read_records",
    "GET /api/board": "read_records",
    "GET /api/board/live": "read_records",
    "GET /api/forecast": "read_records",
    "GET /api/challenge": "nothing",
    "GET /api/who": "known",
    "GET /api/race": "read_records",
    "GET /api/standings": "read_records",
    "GET /api/vector": "sync",
    "GET /api/missing": "sync",
    "POST /api/swap": "sync",
    "POST /api/carry": "not too often",
    "GET /api/people": "read_people",
    "POST /api/people": "read_people",
    "GET /api/accounts": "sync",
    "POST /api/enrol": "not too often",
    "GET /enrol": "not too often",
    "GET /devices": "enrol",
    "GET /api/devices": "enrol",
    "POST /api/invite": "enrol",
    "POST /api/revoke": "revoke",
    "GET /desk/times": "settle",
    "GET /api/conflicts": "settle",
    "POST /api/settle": "settle",
    "GET /desk/rulings": "rule",
    "POST /api/preview": "rule",
    "POST /api/sign": "rule",
    "POST /api/set-aside": "rule",
    "GET /desk/notice/{name}": "keep_times",
    "GET /app/": "nothing",
    "GET /app/sw.js": "nothing",
    "GET /app/manifest.webmanifest": "nothing",
    "GET /app/{name}": "nothing",
    "GET /app/vendor/{name}": "nothing",
    "GET /api/clock": "nothing",
    "GET /api/post": "keep_times",
    "POST /api/post/enrol": "not too often",
    "POST /api/post/record": "keep_times",
    "GET /sheets": "keep_times",
    "GET /hq": "guard",
    "GET /hq/runner/{bib}": "guard",
    "GET /hq/incident/{name}": "guard",
    "GET /api/hq": "guard",
    "GET /api/hq/ground": "guard",
    "GET /api/hq/live": "guard",
    "GET /api/hq/kin/{bib}": "read_people",
    "POST /api/hq/{order}": "guard",
    "GET /medic": "known",
    "GET /medic/desk": "read_medical",
    "GET /medic/runner/{bib}": "read_medical",
    "POST /api/medic/encounter": "read_medical",
    "POST /api/medic/strike": "read_medical",
    "POST /api/medic/supplies": "read_medical",
    "GET /api/medic/counts": "read_medical",
    "POST /api/confide": "known",
    "GET /confided": "known",
    "GET /confided/words": "read_confided",
    "GET /family": "office",
    "POST /api/family": "office",
    "GET /message/{bib}": "not too often",
    "POST /message/{bib}": "not too often",
    "GET /message/state/{receipt}": "not too often",
    "GET /messages": "office",
    "GET /messages/sheets": "office",
    "POST /api/messages": "office",
}


def settle(ways: Iterable[Way], needs: Mapping[str, Need] = NEEDS) -> list[tuple[Way, Need]]:
    """Every way with what it needs.

    Raises LookupError for a way the table does not name, one named twice, and a line of the table without a way.
    """
    listed = list(ways)
    names = [way.name for way in listed]
    if unnamed := sorted(set(names) - set(needs)):
        raise LookupError(f"no line in the table of needs for {', '.join(unnamed)}: it is not opened")
    if unused := sorted(set(needs) - set(names)):
        raise LookupError(f"the table of needs names {', '.join(unused)}, which nothing answers")
    if len(names) != len(set(names)):
        raise LookupError("two ways have the same method and path")
    return [(way, needs[way.name]) for way in listed]
