"""Who has a feed and a calendar of their own: the race, each runner, each team."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from stagerace.core.names import Bib
from stagerace.node.site.common import race_path, runner_path, team_path
from stagerace.node.site.seen import RaceSeen


class Channel(Struct, frozen=True):
    """A race, a runner or a team that somebody may follow."""

    name: str
    """What feeds and dates of it are called for ever."""
    path: str
    """Its page."""
    called: str
    """What it is called; empty for the race."""
    bibs: frozenset[Bib]
    """Whose own lines belong to it; nobody's for the race."""


def channels_of(seen: RaceSeen) -> Sequence[Channel]:
    """The race first, then runners in the order of bibs, then teams."""
    return seen.remember("channels", lambda: tuple(_channels(seen)))


def _channels(seen: RaceSeen) -> Iterator[Channel]:
    yield Channel("race", race_path(seen), "", frozenset())
    for bib in seen.race.bibs:
        yield Channel(f"runner/{bib}", runner_path(seen, bib), seen.names.get(bib, f"Runner {bib}"), frozenset({bib}))
    for label, members in team_members(seen).items():
        yield Channel(label.casefold().replace(" ", "/"), team_path(seen, label), seen.teams[label], members)


def team_members(seen: RaceSeen) -> Mapping[str, frozenset[Bib]]:
    """Who is in each team, by its label."""
    found: dict[str, set[Bib]] = {label: set() for label in sorted(seen.teams)}
    for bib, entry in seen.race.facts.entries.items():
        if entry.team in found:
            found[entry.team].add(bib)
    return {label: frozenset(bibs) for label, bibs in found.items()}
