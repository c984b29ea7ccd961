"""The watch over a race being served, at one instant."""

from collections.abc import Collection

from msgspec import Struct, structs

from stagerace.core.clock import Instant
from stagerace.forecast.outlook import StageForecast
from stagerace.rules.race import Race
from stagerace.watch.watching import Watch


class Look(Struct, frozen=True):
    """The race as it was last looked at; it is true for as long as the watcher holds it still."""

    race: Race
    position: int
    at: Instant
    watch: Watch
    forecast: StageForecast | None

    def next(self, every: int) -> Instant:
        """When to look again if nothing comes: as something may turn, and after so long at most [ms]."""
        turn = self.watch.next_at
        return Instant(self.at + every if turn is None else min(turn, self.at + every))

    def raised(self, alerts: Collection[str], at: Instant, position: int) -> "Look":
        """This look once these alerts, and nothing else, were written down: what was found is the same."""
        known = tuple(
            structs.replace(alert, raised_at=at) if alert.raised_at is None and alert.found.alert in alerts else alert
            for alert in self.watch.alerts
        )
        return structs.replace(self, position=position, watch=structs.replace(self.watch, alerts=known))
