"""When a stage, or one wave of it, starts as it is ruled now, and who that is about."""

from itertools import groupby

from stagerace.core.bibset import parse_bibs
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, WaveId, bib_order
from stagerace.core.plan import Stage
from stagerace.rules.as_of import moves_of, own_start
from stagerace.rules.race import Race

EVERYONE = WaveId("")


def ruled_start(race: Race, stage: Stage, wave: WaveId = EVERYONE, group: str = "", without: str = "") -> Instant:
    """The earliest start of those of a wave, of a group, or where neither is named of everyone.

    `without` is the id of a ruling to leave out. Raises ValueError where the group cannot be read.
    """
    moves = [move for move in moves_of(race.facts) if move.text.id != without]
    starts = [own_start(stage, bib, race.facts, moves) for bib in members(race, stage, wave, group)]
    planned = next((each.start for each in stage.waves if each.id == wave), stage.start)
    return min(starts, default=planned)


def members(race: Race, stage: Stage, wave: WaveId = EVERYONE, group: str = "") -> list[Bib]:
    """Those who start with a wave and belong to a group, in the order of bibs."""
    found = [bib for bib in race.bibs if not wave or _wave(race, stage, bib) == wave]
    return parse_bibs(group or "all").among(found)


def group_text(race: Race, stage: Stage, wave: WaveId) -> str:
    """A wave as a ruling names it: its bibs as planned, else those entered in it, as ranges."""
    planned = next((each.bibs for each in stage.waves if each.id == wave), "")
    return planned or in_ranges(members(race, stage, wave))


def in_ranges(bibs: list[Bib]) -> str:
    """Bibs as people write a group of them.

    >>> in_ranges([Bib("3"), Bib("1"), Bib("2"), Bib("9"), Bib("A4")])
    '1-3 A4 9'
    """
    plain = sorted(int(bib) for bib in bibs if _is_plain(bib))
    texts: list[str] = [bib for bib in bibs if not _is_plain(bib)]
    for _, run in groupby(enumerate(plain), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        texts += [f"{numbers[0]}-{numbers[-1]}"] if len(numbers) > 2 else map(str, numbers)
    return " ".join(sorted(texts, key=lambda text: bib_order(Bib(text.partition("-")[0]))))


def _is_plain(bib: Bib) -> bool:
    """Whether a bib is a number without leading zeros, as ranges are made of."""
    return bib.isdigit() and str(int(bib)) == bib


def _wave(race: Race, stage: Stage, bib: Bib) -> WaveId:
    entry = race.facts.entries.get(bib)
    wave = stage.wave_of(bib, entry.wave if entry else "")
    return wave.id if wave else EVERYONE
