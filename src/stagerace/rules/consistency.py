"""What does not fit together in the records of a race, and what to do about each."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Final

from stagerace.core.bibset import NOBODY
from stagerace.core.errors import Problem
from stagerace.core.names import Bib, StageNo, bib_order, is_read, say_record
from stagerace.core.records import Ruled
from stagerace.core.zone import say_clock
from stagerace.rules.alike import ALL_UNREAD, fits
from stagerace.rules.classes import Scope
from stagerace.rules.facts import Ruling, group_of
from stagerace.rules.odd_reports import reports
from stagerace.rules.race import Race
from stagerace.rules.readings import Reading
from stagerace.rules.rulings import KINDS, REVOKE
from stagerace.rules.stage_result import StageResult
from stagerace.rules.tables import digest, latest_declaration

Check = Callable[[Race], Iterator[Problem]]


def inconsistencies(race: Race) -> list[Problem]:
    """Everything that does not fit together in a race, each with what to do."""
    return [problem for check in CHECKS for problem in check(race)]


def strangers(race: Race) -> Iterator[Problem]:
    """Passings of bibs that nobody wears, or that could not be read."""
    known = set(race.bibs)
    for bib in sorted(set(race.facts.seen) - known, key=bib_order):
        count = sum(len(ids) for ids in race.facts.seen[bib].values())
        places = ", ".join(sorted(race.facts.seen[bib]))
        times = "once" if count == 1 else f"{count} times"
        like = ", ".join(_like(bib, race.bibs))
        guess = f"it may be {like}" if like else "no bib is like it"
        first = min(sighting.id for seen in race.facts.seen[bib].values() for sighting in seen)
        what = f"bib {bib} was seen {times} ({places}) but is not entered; {guess} (record {say_record(first)})"
        yield Problem(what, "Say whose it is with `stagerace confirm --bib`, or enter the runner")


def _like(bib: Bib, bibs: tuple[Bib, ...]) -> list[Bib]:
    if is_read(bib):
        swapped = [name for name in bibs if sorted(name) == sorted(bib)]
        close = [Bib(name) for name in get_close_matches(bib, bibs, n=3, cutoff=0.6)]
        return list(dict.fromkeys((*swapped, *close)))[:4]
    return [name for name in bibs if bib != ALL_UNREAD and fits(bib, name)][:4]


def unsure_readings(race: Race) -> Iterator[Problem]:
    """Passings that are doubtful or cannot be."""
    for bib in race.bibs:
        for stage, result in zip(race.plan.stages, race.results[bib], strict=True):
            if result is None or not _was_seen(race, bib, stage.n):
                continue
            readings = race.evidence(bib, stage).draft.readings
            for reading in {id(r): r for r in (*readings.counted.values(), *readings.others)}.values():
                if reading.verdict in ("doubtful", "bad"):
                    yield _unsure(race, bib, reading)


def _was_seen(race: Race, bib: Bib, stage: int) -> bool:
    places = race.facts.seen.get(bib, {})
    return any(race.plan.stage_at[place].n == stage for place in places if place in race.plan.stage_at)


def _unsure(race: Race, bib: Bib, reading: Reading) -> Problem:
    place, way = reading.point
    when = say_clock(reading.seen_at, race.plan.zone)
    counts = "it counts for now" if reading.counts else "it does not count"
    record = say_record(reading.records[0])
    what = f"bib {bib}, {place} {way} at {when} is {reading.verdict}: {reading.reason}; {counts} (record {record})"
    return Problem(what, "Ask the checkpoint, then `stagerace confirm` or `stagerace void` the record")


def gaps(race: Race) -> Iterator[Problem]:
    """Runners without a finish who were seen on a later stage."""
    for bib in race.bibs:
        results = race.results[bib]
        for index, result in enumerate(results):
            later = next((r for r in results[index + 1 :] if r and r.status in ("finished", "active")), None)
            if result and later and not result.out and result.status in ("active", "not_started"):
                what = f"bib {bib} has no finish on stage {result.stage} but was seen on stage {later.stage}"
                yield Problem(what, "Import the missing time, or give one with a ruling of kind give")


OUT_WORDS: Final = {
    "withdrawn": "withdrew",
    "over_cutoff": "missed cut-off",
    "stopped": "stopped",
    "disqualified": "disqualified",
    "not_started": "not started",
}
"""Why a runner is out, in words."""


def ghosts(race: Race) -> Iterator[Problem]:
    """Runners who are out of the race and were seen again."""
    for bib in race.bibs:
        out: StageResult | None = None
        for result in race.results[bib]:
            if out and result and result.status in ("finished", "active"):
                what = f"bib {bib} is out since stage {out.stage} ({OUT_WORDS[out.out]}) but was seen on stage"
                yield Problem(
                    f"{what} {result.stage}",
                    "Take the decision back, rule unranked, or correct the bib of the passing",
                )
                break
            if result and result.out and result.out != "unranked":
                out = result


def unsure_results(race: Race) -> Iterator[Problem]:
    """Stage results that rest on something that does not agree, the readings apart."""
    for bib in race.bibs:
        for stage, result in zip(race.plan.stages, race.results[bib], strict=True):
            if result and result.doubts:
                for doubt in race.evidence(bib, stage).draft.in_doubt():
                    yield Problem(f"bib {bib}, stage {stage.n}: {doubt}", f"Look at it with `stagerace explain {bib}`")


def rulings(race: Race) -> Iterator[Problem]:
    """Decisions that name something the race does not have."""
    for ruling in race.rulings:
        where = f"ruling {ruling.text.id}"
        for what, remedy in _ruling(race, ruling.text):
            yield Problem(f"{where}: {what}", remedy)


def without_effect(race: Race) -> Iterator[Problem]:
    """Decisions that someone may believe to be in force and that are not."""
    for ruling in race.facts.rulings.values():
        name, others = ruling.text.id, ruling.earlier
        revoker = next((r for r in race.rulings if r.text.revokes == name and r.order < ruling.order), None)
        if revoker and ruling not in race.rulings:
            what = f"ruling {name} was announced again after {revoker.text.id} took it back; it has no effect"
            yield Problem(what, f"Take {revoker.text.id} back, or announce it under another id")
        if others and _is_another(race, ruling, others[-1]):
            what = f"ruling {name} of node {ruling.id[0]} replaces another {name} of node {others[-1].id[0]}"
            said = f"{others[-1].text.ruling}, stage {others[-1].text.stage}, bibs {others[-1].text.bibs or 'all'}"
            yield Problem(f"{what} ({said})", "Announce that one under another id, or this one again")


def _is_another(race: Race, ruling: Ruling, before: Ruling) -> bool:
    """Whether two nodes took one id for different decisions, and the one that lost it is not made otherwise."""
    lost = _subject(before)
    return (
        before.id[0] != ruling.id[0]
        and lost != _subject(ruling)
        and all(_subject(other) != lost for other in race.rulings)
    )


def _subject(ruling: Ruling) -> tuple[str, StageNo | None, str, str]:
    return (ruling.text.ruling, ruling.text.stage, ruling.text.bibs, ruling.text.revokes)


def _ruling(race: Race, text: Ruled) -> Iterator[tuple[str, str]]:
    stage = race.plan.by_number.get(text.stage) if text.stage is not None else None
    if text.ruling not in KINDS and text.ruling != REVOKE:
        yield f"the kind {text.ruling!r} is not known here, so it has no effect", "Update this node"
    if text.stage is not None and stage is None:
        yield f"there is no stage {text.stage}", "Announce it again with the right stage"
    if stage and text.place and text.place not in stage.by_place:
        yield f"{text.place} is not on stage {text.stage}", "Announce it again with the right checkpoint"
    if text.revokes and text.revokes not in race.facts.rulings:
        yield f"it takes back {text.revokes}, which is not in the log", "Check the id"
    if text.ruling == "hold" and text.time is None:
        yield f"{text.place} is held and not released", "Announce it again with its minutes when it is released"
    missing = sorted(group_of(text).bibs - set(race.bibs), key=bib_order)
    if group_of(text) == NOBODY:
        yield (
            f"the group {text.bibs!r} cannot be read, so it concerns nobody",
            "Announce it again with bibs like 1-50 77",
        )
    if missing:
        yield f"nobody wears {', '.join(missing)}", "Announce it again with the right bibs"


def entries(race: Race) -> Iterator[Problem]:
    """Entries that the plan's classes, waves or teams cannot place."""
    waves = {wave.id for stage in race.plan.stages for wave in stage.waves}
    by_age = any("age:" in name for name in race.plan.classes)
    teams: dict[str, int] = {}
    for bib, entry in sorted(race.facts.entries.items(), key=lambda item: bib_order(item[0])):
        if entry.wave and entry.wave not in waves:
            yield Problem(
                f"bib {bib} is in wave {entry.wave!r}, which no stage has", "Correct the start list or race.toml"
            )
        if by_age and entry.age is None:
            yield Problem(f"bib {bib} has no age, so no age group", "Add the age or birth date and import again")
        if entry.team:
            teams[entry.team] = teams.get(entry.team, 0) + 1
    for team, size in sorted(teams.items()):
        if size == 1:
            yield Problem(f"team {team!r} has one member", "Look for the same name spelt differently")


def clock_anchors(race: Race) -> Iterator[Problem]:
    """Clock anchors that cannot be true, or that other clocks contradict."""
    for ignored in race.facts.clocks.ignored:
        what = f"clock anchor {say_record(ignored.anchor.id)} is not believed: {ignored.why}"
        yield Problem(what, f"Set the clock of {ignored.anchor.text.reference} right, and let the device meet it again")


def published(race: Race) -> Iterator[Problem]:
    """Results that were made provisional or official and have changed since."""
    scopes = {Scope(d.stage, d.after) for _, d in race.facts.declared}
    for scope in sorted(scopes, key=lambda s: (s.stage or 0, s.after or 0)):
        declared = latest_declaration(race, scope)
        if declared and declared.digest != digest(race, scope):
            name = f"stage {scope.stage}" if scope.stage is not None else f"the standings after stage {scope.after}"
            when = say_clock(declared.declared_at, race.plan.zone)
            what = f"{name}, {declared.state} since {when}, changed since it was published"
            yield Problem(what, f"Compare with `standings --known-at {declared.position}`, then declare it again")


CHECKS: Final[tuple[Check, ...]] = (
    strangers,
    unsure_readings,
    unsure_results,
    gaps,
    ghosts,
    rulings,
    without_effect,
    reports,
    entries,
    clock_anchors,
    published,
)
