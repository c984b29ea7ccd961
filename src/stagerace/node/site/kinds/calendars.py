"""Calendars per race, runner and team: starts, cut-offs, and when somebody is expected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from stagerace.core.clock import Instant
from stagerace.desk.said import place_word
from stagerace.feeds.icalendar import Calendar, Event, event_bytes, icalendar
from stagerace.node.site.channels import Channel, channels_of
from stagerace.node.site.common import runner_path, stage_path
from stagerace.node.site.dates.date import Date
from stagerace.node.site.dates.telling import all_dates, dates_of
from stagerace.node.site.following import authority, beside
from stagerace.node.site.kinds.feeds import race_titled
from stagerace.node.site.news.saying import Saying
from stagerace.node.site.page import FileKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import LANGUAGES, path_in


class Calendars(FileKind):
    """A calendar for every race, runner and team."""

    name: ClassVar[str] = "calendars"

    def __init__(self) -> None:
        self._events: dict[tuple[str, str, str], tuple[object, bytes]] = {}
        self._kept: dict[str, tuple[object, bytes]] = {}

    def files(self, site: SiteSeen) -> Iterator[tuple[str, bytes]]:
        """One file a channel and language; what says the same as before is not written again."""
        events, self._events = self._events, {}
        kept, self._kept = self._kept, {}
        for seen in site.races:
            dates = all_dates(seen)
            for language in LANGUAGES:
                says = Saying.of(seen, site.season, language)
                told = {date.key: self._told(events, site, date, says) for date in dates}
                for channel, those in _of_channels(seen, dates):
                    path = path_in(language, channel.path)
                    calendar = _calendar(site, channel, [told[key] for key in those], says, path)
                    known = kept.get(path)
                    self._kept[path] = known if known and known[0] == calendar else (calendar, icalendar(calendar))
                    yield beside(path).calendar, self._kept[path][1]

    def _told(
        self, before: Mapping[tuple[str, str, str], tuple[object, bytes]], site: SiteSeen, date: Date, says: Saying
    ) -> bytes:
        """A date as calendars of a language hold it."""
        key = (says.seen.id, says.language, date.key)
        rests = (date, dates_of(says.seen)[date.key], says.name(date.whose) if date.whose else "", site.settings.url)
        known = before.get(key)
        if known is None or known[0] != rests:
            known = (rests, event_bytes(_event(site, says.seen, date, says), says.language))
        self._events[key] = known
        return known[1]


def _of_channels(seen: RaceSeen, dates: Sequence[Date]) -> Sequence[tuple[Channel, Sequence[str]]]:
    """Every channel with the dates that belong to it, by key."""

    def work_out() -> Sequence[tuple[Channel, Sequence[str]]]:
        return [(each, [date.key for date in dates if _is_of(date, each)]) for each in channels_of(seen)]

    return seen.remember("dates of channels", work_out)


def _is_of(date: Date, channel: Channel) -> bool:
    """Whether a date belongs to a channel: the race's has what is nobody's own."""
    if not channel.bibs:
        return date.whose is None
    return date.bibs is None or not channel.bibs.isdisjoint(date.bibs)


def _calendar(site: SiteSeen, channel: Channel, events: Sequence[bytes], says: Saying, path: str) -> Calendar:
    race, url = race_titled(site, says.seen, says.w), site.settings.url
    name = says.w("feeds.one", who=says.w.unnamed(channel.called), race=race) if channel.called else race
    return Calendar(name, says.w("calendar.about"), says.language, tuple(events), f"{url}/{path}" if url else "")


def _event(site: SiteSeen, seen: RaceSeen, date: Date, says: Saying) -> Event:
    told = dates_of(seen)[date.key]
    page = runner_path(seen, date.whose) if date.whose else stage_path(seen, date.stage)
    url = f"{site.settings.url}/{path_in(says.language, page)}" if site.settings.url else ""
    uid = f"{seen.id}/{date.key.replace('@', '')}@{authority(site.settings)}"
    return Event(
        uid, told.sequence, told.updated, date.start, date.end, _summary(date, says), _why(date, says), url
    )  # fmt: skip


def _summary(date: Date, says: Saying) -> str:
    race, stage, w = says.seen.plan.name, date.stage, says.w
    who = says.name(date.whose) if date.whose else ""
    place = place_word(date.place, w)
    if date.kind == "expected":
        return w("calendar.expected", who=who, stage=stage, place=place)
    if date.kind == "start":
        form = "calendar.start.own" if who else "calendar.start.wave" if date.wave else "calendar.start"
        return w(form, race=race, stage=stage, wave=date.wave, who=who)
    what = w(f"calendar.cut_off.{date.way}", race=race, stage=stage, place=place)
    if who:
        return w("calendar.cut_off.own", what=what, who=who)
    return w("calendar.cut_off.wave", what=what, wave=date.wave) if date.wave else what


def _why(date: Date, says: Saying) -> str:
    if date.kind == "expected" and date.end is not None:
        return says.w("calendar.expected.why", **{"from": _clock(date.start, says), "to": _clock(date.end, says)})
    return says.w("calendar.at", clock=_clock(date.start, says))


def _clock(instant: Instant, says: Saying) -> str:
    return f"{says.seen.zone.local(instant):%H:%M}"
