"""The tracks of a stage at an instant; nothing that happened or was announced later is in them."""

from collections.abc import Sequence
from functools import cached_property

from msgspec import structs

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Stage
from stagerace.rules.as_of import sheet_happened
from stagerace.rules.facts import Facts, Ruling, Sheet, Sighting
from stagerace.rules.in_force import by_stage, in_force
from stagerace.rules.limits import DesertLimits
from stagerace.rules.race import Race
from stagerace.rules.rulings.move_start import MoveStart
from stagerace.rules.stage_result import Evidence, StageResult, work_out
from stagerace.watch.track import Track, track_of


class Tracks:
    """Reads the tracks of a race as it grows: a runner's anew only where their results changed."""

    def __init__(self) -> None:
        self._kept: dict[int, dict[Bib, tuple[Sequence[StageResult | None], Track]]] = {}
        self._latest: dict[int, tuple[Race, int, Instant]] = {}
        """The race that each stage was read of, how often results had changed, the last moment in any track."""

    def of(self, race: Race, stage: Stage, now: Instant) -> dict[Bib, Track]:
        """The track of everyone in the race at an instant."""
        then = Then(race, now)
        if self._is_as_read(race, stage, now) and not then.is_otherwise_ruled:
            return {bib: track for bib, (_, track) in self._kept[stage.n].items()}
        kept = self._kept.get(stage.n, {})
        fresh: dict[Bib, tuple[Sequence[StageResult | None], Track]] = {}
        for bib, results in race.results.items():
            known = kept.get(bib)
            # A race that grew keeps the very same results of everybody the new record is not about.
            if known is None or known[0] is not results:
                known = (results, track_of(race.evidence(bib, stage), race.facts, race.plan))
            fresh[bib] = known
        self._kept[stage.n] = fresh
        latest = max((track.latest for _, track in fresh.values()), default=Instant(0))
        self._latest[stage.n] = (race, race.changes, latest)
        return {
            bib: then.track(bib, stage) if then.is_otherwise_ruled or track.latest > now else track
            for bib, (_, track) in fresh.items()
        }

    def _is_as_read(self, race: Race, stage: Stage, now: Instant) -> bool:
        """Whether no result changed since a stage was read, and nothing in it lies ahead."""
        read = self._latest.get(stage.n)
        return read is not None and read[0] is race and read[1] == race.changes and read[2] <= now

    def out_before(self, race: Race, stage: Stage, now: Instant) -> frozenset[Bib]:
        """Everyone who left the race on a stage before this one, as far as that was known."""
        earlier = race.plan.stages[: race.position(stage.n)]
        return frozenset(bib for each in earlier for bib, track in self.of(race, each, now).items() if track.out)


class Then:
    """A race as it was known at an instant, as far as a runner's stage rests on it."""

    def __init__(self, race: Race, now: Instant) -> None:
        self.race = race
        self.now = now

    @cached_property
    def is_otherwise_ruled(self) -> bool:
        """Whether a decision was announced later."""
        return any(ruling.text.announced > self.now for ruling in self.race.facts.rulings.values())

    @cached_property
    def rulings(self) -> list[Ruling]:
        """The decisions that stood, each as last announced by then."""
        if not self.is_otherwise_ruled:
            return list(self.race.rulings)
        versions = [
            [each for each in (*ruling.earlier, ruling) if each.text.announced <= self.now]
            for ruling in self.race.facts.rulings.values()
        ]
        return in_force(those[-1] for those in versions if those)

    @cached_property
    def _rulings_on(self) -> dict[StageNo, list[Ruling]]:
        return by_stage(self.rulings)

    @cached_property
    def _moves(self) -> list[Ruling]:
        return [ruling for ruling in self.rulings if ruling.text.ruling == MoveStart.name]

    def track(self, bib: Bib, stage: Stage) -> Track:
        """A runner's track, worked out from what had happened by then."""
        facts = self._facts(bib)
        return track_of(self._evidence(facts, bib, stage), facts, self.race.plan)

    def _evidence(self, facts: Facts, bib: Bib, stage: Stage) -> Evidence:
        limits = DesertLimits(stage, self.race.plan.zone)
        return work_out(facts, limits, bib, self._rulings_on.get(stage.n, ()), starts_taken=False)

    def _facts(self, bib: Bib) -> Facts:
        facts = self.race.facts
        places = facts.seen.get(bib, {})
        seen = {place: [each for each in those if self._had_happened(each)] for place, those in places.items()}
        sheets = {n: [row for row in rows if self._was_true(row)] for n, rows in facts.sheets.get(bib, {}).items()}
        return structs.replace(
            facts, seen={bib: {p: those for p, those in seen.items() if those}}, sheets={bib: sheets}
        )

    def _had_happened(self, sighting: Sighting) -> bool:
        return self.race.facts.by_race_clock(sighting).seen_at <= self.now

    def _was_true(self, row: Sheet) -> bool:
        return sheet_happened(row.time, self.race.facts, self._moves) <= self.now
