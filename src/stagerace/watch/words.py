"""What crews said of people up to an instant, sorted by runner, as far as it is about a stage."""

from typing import Final

from msgspec import Struct, field

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, RecordId, WaveId, is_read
from stagerace.core.records import GunFired, HandedOver, NotAtStart, RollCalled, Swept, WithdrawalReported
from stagerace.rules.race import Race
from stagerace.watch.events import Called, Event, Said
from stagerace.watch.places import Ground
from stagerace.watch.whereabouts import Unread

_NOBODYS: Final = PlaceId("")


class Words(Struct):
    """What was said by an instant of the runners of a stage."""

    guns: dict[WaveId, Instant] = field(default_factory=dict)
    """The first gun of each wave."""
    absent: dict[Bib, Instant] = field(default_factory=dict)
    """Who was noted not at the start, and when first."""
    of: dict[Bib, list[Event]] = field(default_factory=dict)
    """Hand-overs and roll calls, by runner."""
    swept: list[Swept] = field(default_factory=list)
    rolls: list[RollCalled] = field(default_factory=list)
    """The roll calls in camp."""

    def add(self, bib: Bib, event: Event) -> None:
        """Put something down that was said of a runner."""
        self.of.setdefault(bib, []).append(event)


def words_of(race: Race, ground: Ground, now: Instant) -> Words:
    """What crews said by an instant that is about a stage; nothing that is dated later."""
    words = Words()
    for report in race.facts.reports.values():
        match report:
            case GunFired(place=place, fired_at=at) if place == ground.start and at <= now:
                words.guns[report.wave] = min(at, words.guns.get(report.wave, at))
            case NotAtStart(place=place, noted_at=at) if place == ground.start and at <= now:
                for bib in report.bibs:
                    words.absent[bib] = min(at, words.absent.get(bib, at))
            case HandedOver(handed_at=at) if ground.opens <= at <= now:
                words.add(report.bib, Said(at, report))
            case RollCalled(called_at=at) if ground.opens <= at <= now:
                _call(words, report, ground)
            case Swept(place=place, swept_at=at) if at <= now and place in ground.stage.by_place:
                words.swept.append(report)
            case _:
                pass
    return words


def _call(words: Words, roll: RollCalled, ground: Ground) -> None:
    """Put a roll call down for everybody it names; who is both there and missing is missing."""
    missing = set(roll.missing)
    if ground.is_camp(roll.place):
        words.rolls.append(roll)
    for bib in missing | set(roll.present):
        words.add(bib, Called(roll.called_at, roll.place, bib not in missing))


def unread_of(race: Race, ground: Ground, now: Instant) -> tuple[Unread, ...]:
    """Everybody seen or reported on the stage under a bib that could not be read, or is nobody's, in order of time."""
    facts, known = race.facts, race.index
    found = [
        Unread(bib, place, sighting.passing.way, sighting.seen_at, sighting.id)
        for bib, places in facts.seen.items()
        if bib not in known
        for place in ground.stage.by_place
        for sighting in map(facts.by_race_clock, places.get(place, ()))
    ]
    found += [
        Unread(report.bib, report.place, None, at, record)
        for record, report in facts.reports.items()
        if isinstance(report, (WithdrawalReported, HandedOver)) and report.bib not in known
        for at in (_moment(report),)
        if report.place in ground.stage.by_place
        or (report.place == _NOBODYS and ground.opens <= at < ground.next_start)
    ]
    return tuple(sorted((each for each in found if each.seen <= now), key=_by_time))


def _moment(report: WithdrawalReported | HandedOver) -> Instant:
    return report.reported_at if isinstance(report, WithdrawalReported) else report.handed_at


def _by_time(unread: Unread) -> tuple[Instant, bool, RecordId]:
    return (unread.seen, is_read(unread.bib), unread.record)
