"""Starts and cut-offs as they are planned and ruled, for each wave, and for those about whom more was ruled."""

from collections.abc import Iterator, Sequence

from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Stage, Wave
from stagerace.node.site.common import place_name
from stagerace.node.site.dates.date import Date, place_key
from stagerace.node.site.history import mark
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.cutoffs import CutOff, cut_offs
from stagerace.rules.facts import Ruling
from stagerace.rules.rulings import KINDS, Draft

MOVES = ("move_start", "close", "shorten")
"""The decisions that move a start or a cut-off before anybody is on course."""


def planned(seen: RaceSeen) -> Iterator[Date]:
    """Every start and cut-off, stage by stage; of a cancelled stage none."""
    for stage in seen.plan:
        rulings = seen.race.rulings_on.get(stage.n, [])
        if not any(each.text.ruling == "cancel" and not each.text.bibs for each in rulings):
            yield from _of_stage(seen, stage, [each for each in rulings if each.text.ruling in MOVES])


def _of_stage(seen: RaceSeen, stage: Stage, rulings: Sequence[Ruling]) -> Iterator[Date]:
    common = [each for each in rulings if not each.text.bibs]
    own: dict[Bib, list[Ruling]] = {}
    waves: dict[str, tuple[Wave | None, set[Bib]]] = {wave.id: (wave, set()) for wave in stage.waves} or {
        "": (None, set())
    }
    for bib in seen.race.bibs:
        wave = _wave(seen, stage, bib)
        mine = [each for each in rulings if each.text.bibs and each.concerns(bib)]
        if mine:
            own[bib] = mine
        else:
            waves.setdefault(wave.id if wave else "", (wave, set()))[1].add(bib)
    for name, (wave, bibs) in waves.items():
        yield from _dates(seen, stage, wave, common, name, frozenset(bibs), None)
    for bib, mine in own.items():
        wave = _wave(seen, stage, bib)
        everything = [each for each in rulings if each in mine or each in common]
        yield from _dates(seen, stage, wave, everything, wave.id if wave else "", frozenset({bib}), bib)


def _wave(seen: RaceSeen, stage: Stage, bib: Bib) -> Wave | None:
    entry = seen.race.facts.entries.get(bib)
    return stage.wave_of(bib, entry.wave if entry else "") if stage.waves else None


def _dates(
    seen: RaceSeen, stage: Stage, wave: Wave | None, rulings: Sequence[Ruling], name: str, bibs: frozenset[Bib],
    whose: Bib | None,
) -> Iterator[Date]:  # fmt: skip
    draft = Draft(Bib(""), stage, seen.zone, wave.start if wave else stage.start)
    for ruling in rulings:
        if ruling.text.place is None or ruling.text.place in stage.by_place:
            KINDS[ruling.text.ruling].apply(ruling.text, draft)
    about = f"{name or '-'}/{mark(whose)}" if whose else name or "-"
    yield Date(f"start/{stage.n}/{about}", "start", draft.start, None, stage.n, bibs, wave=name, whose=whose)
    for cut in _earliest(cut_offs(draft, wave)):
        place = stage.by_place[cut.place]
        yield Date(
            f"cut_off/{stage.n}/{place_key(cut.place)}/{cut.way}/{about}", "cut_off", cut.by, None, stage.n, bibs,
            place_name(stage, cut.place), cut.way, place.metres, name, whose,
        )  # fmt: skip


def _earliest(cuts: Iterator[CutOff]) -> list[CutOff]:
    """One cut-off a point, the one that comes first."""
    found: dict[tuple[str, str], CutOff] = {}
    for cut in cuts:
        known = found.get((cut.place, cut.way))
        found[cut.place, cut.way] = min(known, cut, key=lambda each: each.by) if known else cut
    return list(found.values())


def stage_of_key(key: str) -> StageNo:
    """The stage a date belongs to."""
    return StageNo(int(key.split("/")[1]))
