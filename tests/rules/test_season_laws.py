"""Laws of titles over random seasons."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from seasons import SLOTS, grand_slam, outing, race, season, verdicts

from stagerace.rules.season.outing import Came, Outing
from stagerace.rules.season.season import Season, Title
from stagerace.rules.season.titles import KINDS, Verdict

_RUNNERS = ("ana", "ben", "cleo")
_TITLES = (
    *(grand_slam(within) for within in ("calendar-year", "12 months", "any")),
    Title("three", "Three", "slots", SLOTS, "12 months", at_least=3),
    Title("plus", "Plus", "slots", SLOTS, "calendar-year", extra=1),
    Title("champion", "Champion", "rank-sum", SLOTS),
)


@st.composite
def seasons(draw: st.DrawFn) -> tuple[Season, list[Outing]]:
    """Up to ten races over three years, some still to come, and what three runners did in them."""
    held = []
    begun = True
    days = sorted(draw(st.lists(st.integers(0, 1_000), min_size=1, max_size=10)))
    for index, after in enumerate(days):
        begun = begun and draw(st.integers(0, 7)) > 0
        slot = draw(st.sampled_from([*SLOTS, None]))
        day = date(2029, 1, 1) + timedelta(days=after)
        held.append(race(f"race-{index}", slot, day, phase="over" if begun else "to_come"))
    outings = [
        outing(runner, one, came, rank=draw(st.integers(1, 50)), gender="FMM"[_RUNNERS.index(runner)])
        for one in held
        if one.phase == "over"
        for runner in _RUNNERS
        if (came := draw(st.sampled_from(["finished"] * 6 + [None, *get_args(Came)]))) is not None
    ]
    return season(races=held), outings


def states(title: Title, world: Season, outings: Sequence[Outing]) -> dict[str, Verdict]:
    return {str(runner): verdict for runner, verdict in verdicts(title, world, outings).items()}


def test_every_kind_of_title_is_tried_here() -> None:
    assert {title.kind for title in _TITLES} == set(KINDS)


@given(seasons(), st.sampled_from(_TITLES), st.randoms(use_true_random=False))
def test_the_order_of_races_and_outings_in_the_files_does_not_matter(
    drawn: tuple[Season, list[Outing]], title: Title, luck: object
) -> None:
    world, outings = drawn
    shuffled, races = list(outings), list(world.races)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    luck.shuffle(races)  # type: ignore[attr-defined]
    assert states(title, structs.replace(world, races=tuple(races)), shuffled) == states(title, world, outings)


@given(seasons(), st.sampled_from(_TITLES))
def test_a_runner_more_changes_nobody_elses_state(drawn: tuple[Season, list[Outing]], title: Title) -> None:
    world, outings = drawn
    without = [one for one in outings if one.runner != "cleo"]
    every = states(title, world, outings)
    for runner, verdict in states(title, world, without).items():
        other = every[runner]
        assert (other.state, other.needs, other.total) == (verdict.state, verdict.needs, verdict.total)


@given(seasons(), st.data())
def test_a_better_rank_never_worsens_a_sum_of_ranks(drawn: tuple[Season, list[Outing]], data: st.DataObject) -> None:
    world, outings = drawn
    finished = [index for index, one in enumerate(outings) if one.finished]
    if not finished:
        return
    index = data.draw(st.sampled_from(finished))
    better = structs.replace(outings[index], rank=data.draw(st.integers(1, outings[index].rank or 1)))
    changed = [*outings[:index], better, *outings[index + 1 :]]
    before, after = (states(_TITLES[-1], world, some).get(str(better.runner)) for some in (outings, changed))
    if before and after:
        assert after.state == before.state
        assert (after.total or 0) <= (before.total or 0)


@given(seasons())
def test_completed_in_a_narrower_span_is_completed_in_a_wider_one(drawn: tuple[Season, list[Outing]]) -> None:
    year, months, ever = (states(title, *drawn) for title in _TITLES[:3])
    for runner, verdict in year.items():
        if verdict.state == "completed":
            assert months[runner].state == "completed"
    for runner, verdict in months.items():
        if verdict.state == "completed":
            assert ever[runner].state == "completed"


@given(seasons(), st.sampled_from(_TITLES))
def test_every_verdict_says_what_it_rests_on(drawn: tuple[Season, list[Outing]], title: Title) -> None:
    for verdict in states(title, *drawn).values():
        assert (verdict.day is None) == (verdict.state == "still_in")
        assert bool(verdict.needs or verdict.needs_roving) == (verdict.state == "still_in")
        assert bool(verdict.why) == (verdict.state == "out")
        assert all(one.finished for one in verdict.counted)
        assert len({one.race.id for one in verdict.counted}) == len(verdict.counted)
