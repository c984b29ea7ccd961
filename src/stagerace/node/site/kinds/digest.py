"""The race in 2,000 bytes of plain text, and in 160 letters, for whoever has a satellite telephone and no web."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Stage
from stagerace.desk.said import kilometres
from stagerace.node.names import seconds
from stagerace.node.site.history import Told
from stagerace.node.site.news.all import ALL
from stagerace.node.site.news.saying import Saying, isolated
from stagerace.node.site.news.telling import latest, lines_of, rests_of
from stagerace.node.site.page import FileKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import LANGUAGES, path_in
from stagerace.rules.classes import Scope
from stagerace.rules.stage_result import StageResult
from stagerace.rules.tables import Row

MOST: Final = 2_000
"""How long a digest may be [bytes]."""
SHORT: Final = 160
"""How long a message may be [letters of the GSM alphabet]."""
NAME: Final = 24
"""How much of a name a digest tells; in a message it is less."""
TOP: Final = 3
CLASSES: Final = ("women", "men")
_NOT_GSM: Final = set("`^{}[]~|\\")


class Digests(FileKind):
    """The digest and the message of every race."""

    name: ClassVar[str] = "digest"

    def files(self, site: SiteSeen) -> Iterator[tuple[str, bytes]]:
        """Two files a race and language."""
        for seen in site.races:
            for language in LANGUAGES:
                says = Saying.of(seen, site.season, language)
                yield path_in(language, f"{seen.id}/digest.txt"), digest(site, seen, says)
                yield path_in(language, f"{seen.id}/sms.txt"), message(site, seen, says).encode("ascii") + b"\n"


def digest(site: SiteSeen, seen: RaceSeen, says: Saying) -> bytes:
    """A race in at most 2,000 bytes: the state first, then the newest lines as far as there is room."""
    always = [says.title(*line) for line in _always(site, seen)]
    said = [*_state(site, seen, says), *always, ""]
    data = _bytes(said)
    for line in latest(seen, site.season):
        if line.whose is None and not line.kind.is_always:
            more = _bytes([*said, says.title(*line)])
            if len(more) > MOST:
                break
            said, data = [*said, says.title(*line)], more
    return data if len(data) <= MOST else _cut(data)


def _always(site: SiteSeen, seen: RaceSeen) -> list[tuple[str, Told]]:
    """Everyone is in, the last home, or how many are accounted for, of the stage that was the latest."""
    lines = lines_of(seen, site.season)
    wanted = (f"{kind.name}/{seen.race.latest}" for kind in ALL if kind.is_always)
    return [(key, lines[key]) for key in wanted if key in lines]


def _state(site: SiteSeen, seen: RaceSeen, says: Saying) -> list[str]:
    w, stage = says.w, seen.plan.by_number[seen.race.latest]
    home, way, out = counts(site, seen, stage.n)
    lines = [
        w("digest.head", race=shortened(seen.plan.name, NAME * 2), stage=stage.n, stages=len(seen.plan.stages),
          km=kilometres(stage.metres)),
        _last_word(seen, says),
        w("digest.counts", home=home, way=way, out=out),
    ]  # fmt: skip
    for cls in CLASSES:
        if leaders := _leaders(seen, cls):
            said = [f"{row.rank} {_name(says, row.bib, NAME)} {seconds(row.elapsed_ms)}" for row in leaders]
            lines.append(f"{w(f'digest.{cls}', stage=stage.n)}: {', '.join(said)}")
    return lines


def counts(site: SiteSeen, seen: RaceSeen, stage: StageNo) -> tuple[int, int, int]:
    """How many are home from a stage, on the way, and out of it."""
    rests = rests_of(seen, site.season)
    everyone, home = rests.set_out(stage), rests.came_in(stage)
    left = [bib for bib in everyone if bib not in home and _is_out(rests.result(bib, stage))]
    return len(home), len(everyone) - len(home) - len(left), len(left)


def _is_out(result: StageResult | None) -> bool:
    return result is not None and result.out not in ("", "unranked")


def _leaders(seen: RaceSeen, cls: str) -> Sequence[Row]:
    rows = seen.table(Scope(after=seen.race.latest), cls).rows
    return [row for row in rows if row.rank is not None and row.status in ("ranked", "active")][:TOP]


def _last_word(seen: RaceSeen, says: Saying) -> str:
    if seen.last_word is None:
        return says.w("digest.no_word")
    return says.w("digest.word", when=f"{seen.zone.local(seen.last_word):%Y-%m-%d %H:%M}")


def message(site: SiteSeen, seen: RaceSeen, says: Saying) -> str:
    """A race in at most 160 letters that every telephone can show; what has no room is left out whole."""
    stage: Stage = seen.plan.by_number[seen.race.latest]
    home, way, out = counts(site, seen, stage.n)
    word = f"{seen.zone.local(seen.last_word):%m-%d %H:%M}" if seen.last_word is not None else "-"
    is_over = rests_of(seen, site.season).is_over(stage)
    parts = [
        says.w("sms.head", race=shortened(gsm(seen.plan.name) or seen.id, NAME), stage=stage.n),
        says.w("sms.in") if is_over else "",
        says.w("sms.counts", home=home, way=way, out=out),
        says.w("sms.word", when=word),
        *(f"{says.w(f'sms.{cls}')} {_in_gsm(says, row)}" for cls in CLASSES for row in _leaders(seen, cls)[:1]),
    ]  # fmt: skip
    said = ""
    for part in map(gsm, filter(None, parts)):
        longer = f"{said} {part}".strip()
        said = longer if len(longer) <= SHORT else said
    return said


def _in_gsm(says: Saying, row: Row) -> str:
    """A runner in letters that every telephone has; by the bib where the name has others."""
    name = says.w.unnamed(says.seen.names.get(Bib(row.bib), ""))
    return shortened(gsm(name), NAME - 4) if gsm(name) and "?" not in gsm(name) else f"no. {gsm(row.bib)}"


def _name(says: Saying, bib: str, most: int) -> str:
    return isolated(shortened(says.w.unnamed(says.seen.names.get(Bib(bib), f"Runner {bib}")), most))


def shortened(name: str, most: int) -> str:
    """A name that is cut where it is too long, and shows that it is.

    >>> shortened("Wolfeschlegelsteinhausen", 10)
    'Wolfesc...'
    """
    return name if len(name) <= most else f"{name[: most - 3].rstrip()}..."


def gsm(text: str) -> str:
    """Text in letters that take one place each in a message: accents left off, what has no such letter as `?`."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "".join(letter if " " <= letter <= "z" and letter not in _NOT_GSM else "?" for letter in plain)


def _bytes(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines).strip() + "\n").encode("utf-8", "replace")


def _cut(data: bytes) -> bytes:
    """The whole lines that have room."""
    return data[:MOST].rpartition(b"\n")[0] + b"\n"
