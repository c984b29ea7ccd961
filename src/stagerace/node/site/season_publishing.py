"""The site of a season: every race of it whose folder is here, and what they come to together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.feeds.season_races import RaceSource
from stagerace.feeds.season_toml import SeasonFile
from stagerace.node.folder import NOW, PLAN_FILE, RaceFolder, View, When
from stagerace.node.season_folders import runners_of, season_race
from stagerace.node.season_sources import RaceResult, result_of_sheet
from stagerace.node.seasons import season_file, sheet_of
from stagerace.node.site.folder_out import Wrote
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.past import view_of
from stagerace.node.site.publishing import PublishedRace, publish
from stagerace.node.site.remembering import histories_after
from stagerace.node.site.season_letting import RaceOfSeason, season_seen
from stagerace.node.site.settings import SiteSettings, site_settings


@dataclass(frozen=True)
class _Here:
    """A race of the season whose log is here."""

    source: RaceSource
    race: PublishedRace


@dataclass(frozen=True)
class PublishedSeason:
    """A season that is let through the gate again and again, race by race."""

    file: SeasonFile
    settings: SiteSettings
    here: Sequence[_Here]
    others: Sequence[RaceResult]
    """Its races that are no folder, or of which nothing was imported yet."""
    missing: tuple[str, ...]
    """The folders it names that are not here, each as it is told."""

    @classmethod
    def of(cls, path: Path) -> "PublishedSeason":
        """The season of a season.toml.

        Raises NotARace where none of its races has begun here, BadInput for what is wrong in it or in a site.toml.
        """
        file, place = season_file(path), path.parent
        here = [_Here(s, PublishedRace.of(RaceFolder(place / s.folder))) for s in file.races if _has_log(place, s)]
        missing = tuple(s for s in file.races if s.folder and not (place / s.folder).is_dir())
        if not here and missing:
            raise BadInput(*(_not_here(source, path) for source in missing))
        if not here:
            raise NotARace(f"{path}: no race of this season was imported here yet; import the start list of one first")
        others = [other for source in file.races if (other := _other(source, path)) is not None]
        told = tuple(f"{_not_here(source, path)}; the site goes without that race" for source in missing)
        return cls(file, site_settings(place), here, others, told)

    def views(self, when: When = NOW) -> list[View]:
        """The races as their logs tell them, now or at a past moment."""
        return [view_of(each.race.folder, when) for each in self.here]

    def must_fit(self, views: Sequence[View]) -> None:
        """Raises BadInput where the site.toml of a race names bibs that nobody wears there."""
        for each, view in zip(self.here, views, strict=True):
            each.race.must_fit(view)

    def seen(self, views: Sequence[View], at: Instant) -> SiteSeen:
        """The season as those outside may see it at an instant.

        Raises NotARace, LogRefused; BadInput where two races have one id, as their pages would.
        """
        races = [_of_season(each, view, at) for each, view in zip(self.here, views, strict=True)]
        _must_differ([race.seen.id for race in races])
        season = season_seen(self.file, races, self.others, at)
        return SiteSeen([race.seen for race in races], at, self.settings, season)

    def done(self, views: Sequence[View], seen: SiteSeen) -> None:
        """Remember that everything in these views was published, as it was seen."""
        for each, view, history in zip(self.here, views, histories_after(seen), strict=True):
            each.race.done(view, seen.at, history)


def publish_season(
    path: Path, out: Path, at: Instant, when: When = NOW, *, has_cards: bool = False
) -> tuple[Wrote, tuple[str, ...]]:
    """Write the site of a season as it is at an instant; with what it came to, which folders are not here.

    Raises as `publish`.
    """
    season = PublishedSeason.of(path)
    return publish(season, out, at, when, has_cards=has_cards), season.missing


def _not_here(source: RaceSource, path: Path) -> Problem:
    what = f"there is no folder {source.folder} beside it"
    return Problem(what, "Copy the race there, or put the name right", path.name, source.line)


def _has_log(place: Path, source: RaceSource) -> bool:
    return bool(source.folder) and RaceFolder(place / source.folder).has_log


def _other(source: RaceSource, path: Path) -> RaceResult | None:
    """A race that is no folder, or a folder in which nothing was imported; None for one that is not here."""
    if not source.folder:
        return result_of_sheet(source, sheet_of(source, path))
    folder = RaceFolder(path.parent / source.folder)
    if folder.has_log or not (folder.path / PLAN_FILE).is_file():
        return None
    return RaceResult(season_race(folder.draft(), source, "to_come"), line=source.line)


def _of_season(here: _Here, view: View, at: Instant) -> RaceOfSeason:
    facts = view.facts
    runners = runners_of(view.race, here.race.folder.people(facts))
    forgotten = [bib for bib, entry in facts.entries.items() if entry.subject in facts.forgotten]
    return RaceOfSeason(
        here.source, here.race.seen(view, at), {bib: who for bib, who in runners.items() if bib not in forgotten},
        tuple(facts.entries[bib] for bib in forgotten),
    )  # fmt: skip


def _must_differ(ids: Sequence[str]) -> None:
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise BadInput(Problem(f"two races have the id {twice[0]!r}", "Give each race an id of its own in race.toml"))
