"""Lets a race through the gate for its site, again and again as it grows; what did not change is kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from stagerace.core.clock import ZERO, Elapsed, Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, Subject
from stagerace.core.records import Record
from stagerace.feeds.plain import one_line
from stagerace.forecast.outlook import RunnerForecast, StageForecast
from stagerace.gate import PUBLIC, Chance, Outside, Published, case_of
from stagerace.gate.items import ALWAYS
from stagerace.node.folder import View
from stagerace.node.forecasting import Forecasts, moment_of, stage_on
from stagerace.node.site.kept_stages import KeptStages
from stagerace.node.site.seen import FamilyLink, RaceSeen
from stagerace.node.site.settings import SiteSettings
from stagerace.rules.race import Race, race_of
from stagerace.rules.spread import Spread

Tokens = Mapping[Subject, str]
"""The secret part of the address of each family's page."""


class Letting:
    """Lets one race through the gate; for one thread at a time."""

    def __init__(self, settings: SiteSettings, every: Elapsed = ZERO) -> None:
        """A forecast is made anew at most so often [ms]."""
        self._settings = settings
        self._every = every
        self._forecasts = Forecasts()
        self._forecast_before: StageForecast | None = None
        self._spread = Spread()
        self._stages = KeptStages()
        self._fresh: Sequence[Record] = ()
        """What passed since the publication before."""
        self._records: Sequence[Record] = ()
        self._race: Race | None = None

    def seen(
        self, view: View, at: Instant, people: Mapping[Subject, str], tokens: Tokens, published: Published
    ) -> RaceSeen:
        """The race as the public may see it at an instant.

        Raises NotARace where no plan was adopted.
        """
        case = case_of(view.records, PUBLIC, at, root=view.root)
        gate = Outside(case, published)
        passed = gate.passed((), people)
        race = self._follow(passed.records)
        forecast = self._forecast(race, at)
        said = gate.words(map(_chance, forecast.runners)) if forecast else ()
        chances = {word.bib: word.share for word in said if isinstance(word, Chance)}
        names = {bib: one_line(name) or _unnamed(bib) for bib, name in passed.names.items()}
        teams = {label: one_line(team) or label for label, team in passed.teams.items()}
        named = frozenset(bib for bib, name in names.items() if name != _unnamed(bib))
        beside = (names, teams, self._settings)
        self._stages.heed(race, self._fresh, beside, forecast.stage if forecast else None)
        return RaceSeen(
            race, passed.records, at, names, named, teams, forecast, chances,
            tuple(_families(gate, race.bibs, people, tokens)), self._settings, self._spread, self._stages,
        )  # fmt: skip

    def _follow(self, records: Sequence[Record]) -> Race:
        """The race of what passed; where that only grew, the one before grows by as much."""
        had, race = len(self._records), self._race
        self._race = None
        self._fresh = records[had:]
        if race is None or had > len(records) or tuple(records[:had]) != self._records:
            race, had = _race(records), len(records)
        for record in records[had:]:
            race = race.add(record)
        self._race, self._records = race, tuple(records)
        return race

    def _forecast(self, race: Race, at: Instant) -> StageForecast | None:
        """What is expected; for a while the forecast before, as nobody at home needs it anew at every passing."""
        moment, is_on = moment_of(race, at)
        stage = stage_on(race, moment)
        last = self._forecast_before
        if last is not None and is_on and last.stage == stage.n and self._is_same(moment, last.at):
            return last
        try:
            self._forecast_before = self._forecasts.of(race, moment, stage.n) if is_on else None
        except NotARace:
            self._forecast_before = None
        return self._forecast_before

    def _is_same(self, moment: Instant, before: Instant) -> bool:
        """Whether a forecast of before still does: by the clock, whatever was written in between."""
        return bool(self._every) and moment >= before and moment // self._every == before // self._every


def _families(
    gate: Outside, bibs: Iterable[Bib], people: Mapping[Subject, str], tokens: Tokens
) -> Iterator[FamilyLink]:
    """The links of the families of those who have a page; of somebody who wears two bibs, by the first."""
    told: set[str] = set()
    for bib in bibs:
        token = tokens.get(subject) if (subject := gate.case.subject_of(bib)) is not None else None
        name = gate.family_name(bib, people) if token else None
        if token and name is not None and token not in told:
            told.add(token)
            yield FamilyLink(token, bib, one_line(name) or _unnamed(bib))


def _race(records: Sequence[Record]) -> Race:
    if not records:
        raise NotARace("nothing of this race may be published yet: import the start list, or adopt race.toml first")
    return race_of(records)


def _chance(runner: RunnerForecast) -> Chance:
    """The chance to finish the race: as old as the last word of the runner, since it rests on nothing newer of them."""
    return Chance(runner.bib, ALWAYS if runner.seen is None else runner.seen, "race", runner.p_race)


def _unnamed(bib: Bib) -> str:
    return f"Runner {bib}"
