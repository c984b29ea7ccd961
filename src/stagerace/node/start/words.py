"""Places, gaps and decisions as a spectator would say them."""

from stagerace.core.clock import Elapsed, say_length
from stagerace.core.names import Bib, StageNo
from stagerace.core.zone import Zone, say_clock
from stagerace.node.names import ordinal, seconds
from stagerace.node.start.material import RaceShown
from stagerace.rules.classes import Line
from stagerace.rules.explain import Decided

_STATES = {
    "withdrawn": "withdrew",
    "over_cutoff": "missed a cut-off",
    "stopped": "was stopped by the organisation",
    "disqualified": "was disqualified",
    "unranked": "went on unranked",
    "not_started": "did not start",
    "active": "still on course",
}


def amount(line: Line, shown: RaceShown) -> str:
    """What a place was won with: a time, or kilometres."""
    if shown.by_distance:
        return f"{line.metres / 1000:.1f} km"
    return seconds(line.elapsed)


def amount_of(value: float, unit: str) -> str:
    """Hours as `7:05`, kilometres as `58.0`."""
    if unit == "km":
        return f"{value:.1f}"
    minutes = round(60 * value)
    return f"{minutes // 60}:{minutes % 60:02d}"


def came(line: Line | None, shown: RaceShown) -> str:
    """How a race ended for a runner: `31st of 142 in 41:02:17`, `withdrew on stage 4`."""
    if line is None:
        return "did not enter"
    if line.rank is not None:
        preposition = "with" if shown.by_distance else "in"
        return f"{ordinal(line.rank)} of {len(shown.ranked())} {preposition} {amount(line, shown)}"
    results = [result for result in shown.race.results[Bib(line.who)] if result and result.out]
    where = f" on stage {results[0].stage}" if results else ""
    return f"{_STATES.get(line.status, line.status)}{where}"


def gap(time: Elapsed) -> str:
    """A gap as one says it, to the second."""
    return say_length(Elapsed(time // 1000 * 1000)) if time >= 1000 else f"{time} thousandths of a second"


def neighbours(line: Line, shown: RaceShown, after: StageNo | None = None) -> str:
    """How close the places before and after were after a stage, the last one unless said: what the place hung on."""
    ranked = shown.ranked(after=after)
    here = next((index for index, other in enumerate(ranked) if other.who == line.who), None)
    if here is None:
        return ""
    ahead = _beside(line, ranked[here - 1], shown) if here else ""
    behind = _beside(line, ranked[here + 1], shown) if here + 1 < len(ranked) else ""
    return ", ".join(part for part in (ahead, behind) if part)


def _beside(line: Line, other: Line, shown: RaceShown) -> str:
    """How a runner stood to the next one: `25 s behind Ana Sorel`, `level with Ben Okoro`."""
    name = shown.names.name(other.who) or f"bib {other.who}"
    if other.rank == line.rank:
        return f"level with {name}"
    before = (other.rank or 0) < (line.rank or 0)
    if shown.by_distance and other.metres == line.metres:
        return f"as far as {name}, who was there {'sooner' if before else 'later'}"
    return f"{_apart(line, other, shown)} {'behind' if before else 'ahead of'} {name}"


def _apart(line: Line, other: Line, shown: RaceShown) -> str:
    if shown.by_distance:
        return f"{abs(line.metres - other.metres) / 1000:.1f} km"
    return gap(Elapsed(abs((line.elapsed or 0) - (other.elapsed or 0))))


def decision(decided: Decided, zone: Zone) -> str:
    """A decision with what it did: `penalty 30 min (lost bib), announced 18:40 on 2 Mar: 21st to 26th`."""
    reason = f" ({decided.reason})" if decided.reason else ""
    taken_back = f", taken back by {decided.revoked_by}" if decided.revoked_by else ""
    text = f"{decided.text}{reason}, announced {say_clock(decided.announced, zone)}{taken_back}"
    if decided.rank_before and decided.rank_after:
        if decided.rank_before == decided.rank_after:
            return f"{text}: still {ordinal(decided.rank_after)}"
        return f"{text}: {ordinal(decided.rank_before)} to {ordinal(decided.rank_after)}"
    return text
