"""A runner who is out of the race and was seen on the course."""

from collections.abc import Iterator
from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, RecordId
from stagerace.core.plan import Stage
from stagerace.core.records import WithdrawalReported
from stagerace.rules.conflicts.base import Conflict, ConflictKind, Scene, another, aside, name_of, void
from stagerace.rules.facts import Ruling, group_of
from stagerace.rules.field import Glimpse, field_of
from stagerace.rules.limits import say_point

WORDS: Final = {"withdraw": "withdrew", "stop": "was stopped", "disqualify": "was disqualified"}
"""The decisions that take a runner off the course, in words."""


class AfterOut(ConflictKind):
    """Seen after a withdrawal: somebody may be out there whom nobody looks for, or a bib was misread."""

    name = "after_out"
    heading = "Seen after a withdrawal"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict a runner, with everything seen of them since."""
        race = scene.race
        for bib, ruling in _out(scene).items():
            stage = race.plan.by_number.get(ruling.text.stage) if ruling.text.stage is not None else None
            if stage is None:
                continue
            seen = [
                (after, glimpse)
                for after in race.plan.stages
                if after.start >= stage.start
                for glimpse in field_of(race, after).seen.get(bib, ())
                if _is_after(scene, bib, ruling, stage, after, glimpse)
            ]
            if seen:
                yield _conflict(scene, bib, ruling, seen)


def _out(scene: Scene) -> dict[Bib, Ruling]:
    """Who is out by a decision about them, and the first such decision; those who go on unranked are not."""
    found: dict[Bib, Ruling] = {}
    for ruling in scene.race.rulings:
        if ruling.text.ruling in WORDS:
            group = group_of(ruling.text)
            named = group.among(scene.race.bibs) if group.ranges or group.but else group.bibs
            found.update({bib: ruling for bib in named if bib not in found and not group.everyone})
        elif ruling.text.ruling == "unranked":
            found = {bib: out for bib, out in found.items() if not ruling.concerns(bib)}
    return found


def _is_after(scene: Scene, bib: Bib, ruling: Ruling, stage: Stage, after: Stage, glimpse: Glimpse) -> bool:
    """Whether somebody was seen beyond where they left the race, or elsewhere since; nobody vouched for it."""
    sighting = scene.race.facts.sighting(glimpse.record)
    if sighting.confirmed_by and not sighting.passing.confirmed_by:
        return False
    place = after.points[glimpse.index][0]
    left_at = _left_at(scene, ruling)
    if after is not stage:
        return glimpse.at > left_at
    if ruling.text.place in stage.by_place:
        arrival = stage.order.get((PlaceId(str(ruling.text.place)), "in"), -1)
        is_beyond = glimpse.index > arrival >= 0
        return is_beyond or (place != ruling.text.place and glimpse.at > left_at)
    return glimpse.at > left_at


def _left_at(scene: Scene, ruling: Ruling) -> Instant:
    report = scene.race.facts.reports.get(ruling.id)
    return report.reported_at if isinstance(report, WithdrawalReported) else ruling.text.announced


def _conflict(scene: Scene, bib: Bib, ruling: Ruling, seen: list[tuple[Stage, Glimpse]]) -> Conflict:
    records: tuple[RecordId, ...] = tuple(glimpse.record for _, glimpse in seen)
    name = name_of("after_out", [*records, ruling.id])
    text = ruling.text
    where = f" at {text.place}" if text.place else ""
    said = f"{WORDS[text.ruling]}{where}, {scene.clock(_left_at(scene, ruling))}"
    stage, first = seen[0]
    told = [f"{say_point(on.points[each.index])} at {scene.clock(each.at)}" for on, each in seen]
    who = f", by {text.by}" if text.by else ""
    every = "It is" if len(seen) == 1 else "They are"
    return Conflict(
        name,
        "after_out",
        f"Bib {bib} {said}{who}, yet was seen: {', '.join(told[:4])}"
        f"{f' and {len(told) - 4} more' if len(told) > 4 else ''}, by {scene.source(first.record)}.",
        first.at,
        records,
        (
            another(records, f"{every} somebody else: type the bib"),
            void(records, "Nobody was there: take it back", "out of the race, was not there"),
            aside(name, "Leave it: they were looked for", "looked for them, in the race's care"),
        ),
        bib,
        stage.points[first.index][0],
        stage.n,
        ruling.id,
    )
