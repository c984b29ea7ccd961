"""Titles over several races: slots within a span, sums of ranks, repeats, who is still in."""

from datetime import date

import pytest
from seasons import RACES_2031, SLOTS, career_of, grand_slam, outing, race, season, verdict, verdicts

from stagerace.rules.season.outing import Outing, RunnerId, SlotId
from stagerace.rules.season.season import Season, Title

CHAMPION = Title("champion", "Champion", "rank-sum", SLOTS, only_when=SlotId("antarctica"))


def test_four_deserts_in_one_calendar_year_are_a_grand_slam() -> None:
    found = verdict(grand_slam(), season(), career_of("mina", "atacama gobi sahara antarctica"))
    assert (found.state, found.day, found.race) == ("completed", date(2031, 11, 20), "antarctica-2031")


@pytest.mark.parametrize(
    "came", ["unranked", "withdrawn", "over_cutoff", "disqualified", "stopped", "not_started", "active"]
)
def test_only_a_place_in_the_final_standings_counts(came: str) -> None:
    outings = [*career_of("mina", "atacama gobi sahara"), outing("mina", RACES_2031["antarctica"], came=came)]
    found = verdict(grand_slam(), season(), outings)
    assert found.state == ("still_in" if came == "active" else "out")


def test_whoever_withdraws_is_out_since_that_race_and_that_stage() -> None:
    outings = [
        *career_of("ray", "atacama gobi"),
        outing("ray", RACES_2031["sahara"], came="withdrawn", ended="stage 2 at 2CP1"),
    ]
    found = verdict(grand_slam(), season(), outings)
    assert (found.state, found.day) == ("out", date(2031, 10, 5))
    assert found.why == "withdrew from Sahara 2031, stage 2 at 2CP1"
    assert [one.race.slot for one in found.counted] == ["atacama", "gobi"]


def test_whoever_was_not_there_did_not_start() -> None:
    found = verdict(grand_slam(), season(), career_of("ray", "atacama sahara"))
    assert (found.state, found.race, found.why) == ("out", "gobi-2031", "did not start Gobi 2031")


def test_the_slots_still_to_come_are_still_needed() -> None:
    ahead = season(sahara="to_come", antarctica="to_come")
    found = verdict(grand_slam(), ahead, career_of("mina", "atacama gobi"))
    assert (found.state, found.needs) == ("still_in", ("sahara", "antarctica"))


def test_a_slot_that_nobody_has_listed_yet_is_still_open() -> None:
    early = Season("s", "S", 2031, season().slots, (RACES_2031["atacama"],), (grand_slam(),))
    assert verdict(grand_slam(), early, career_of("mina", "atacama")).needs == ("gobi", "sahara", "antarctica")


def test_a_slot_nobody_listed_is_lost_when_the_span_is_over() -> None:
    early = Season("s", "S", 2031, season().slots, (RACES_2031["atacama"],), (), today=date(2032, 1, 1))
    found = verdict(grand_slam(), early, career_of("mina", "atacama"))
    assert (found.state, found.why, found.race) == ("out", "no Gobi race in 2031", "")


def test_a_race_still_running_keeps_those_on_course_in_and_nobody_else() -> None:
    running = season(antarctica="running")
    on_course = [*career_of("mina", "atacama gobi sahara"), outing("mina", running.races[-1], came="active")]
    assert verdict(grand_slam(), running, on_course).needs == ("antarctica",)
    assert verdict(grand_slam(), running, career_of("ray", "atacama gobi sahara")).state == "out"


def test_jordan_fills_the_sahara_slot() -> None:
    jordan = race("jordan-2031", "sahara", date(2031, 2, 16))
    world = season(races=[RACES_2031["atacama"], RACES_2031["gobi"], jordan, RACES_2031["antarctica"]])
    outings = [*career_of("mina", "atacama gobi antarctica"), outing("mina", jordan)]
    assert verdict(grand_slam(), world, outings).state == "completed"


def test_a_slam_over_new_year_counts_within_12_months_and_not_within_a_calendar_year() -> None:
    atacama = race("atacama-2032", "atacama", date(2032, 3, 2))
    world = season(races=[*RACES_2031.values(), atacama])
    outings = [*career_of("mina", "gobi sahara antarctica"), outing("mina", atacama)]
    anew = verdict(grand_slam(), world, outings)
    assert (anew.state, anew.needs) == ("still_in", ("gobi", "sahara", "antarctica"))
    found = verdict(grand_slam("12 months"), world, outings)
    assert (found.state, found.race) == ("completed", "atacama-2032")


def test_contenders_of_the_12_months_may_end_with_the_first_desert_of_next_year() -> None:
    atacama = race("atacama-2032", "atacama", date(2032, 3, 2), phase="to_come")
    world = season(races=[*RACES_2031.values(), atacama])
    missed = outing("mina", RACES_2031["atacama"], came="withdrawn")
    outings = [missed, *career_of("mina", "gobi sahara antarctica")]
    assert verdict(grand_slam("12 months"), world, outings).needs == ("atacama",)
    assert verdict(grand_slam(), world, outings).state == "out"


@pytest.mark.parametrize(("last", "state"), [(date(2032, 3, 2), "completed"), (date(2032, 3, 3), "still_in")])
def test_12_months_run_from_the_first_start_to_the_same_day_a_year_later(last: date, state: str) -> None:
    late = race("antarctica-2032", "antarctica", last)
    world = season(races=[RACES_2031["atacama"], RACES_2031["gobi"], RACES_2031["sahara"], late])
    outings = [*career_of("mina", "atacama gobi sahara"), outing("mina", late)]
    assert verdict(grand_slam("12 months"), world, outings).state == state


def test_the_club_counts_over_any_span_and_never_puts_anyone_out() -> None:
    old = [
        race(f"{slot}-{year}", slot, date(year, 5, 1))
        for slot, year in zip(SLOTS, (2011, 2015, 2022, 2030), strict=True)
    ]
    world = season(races=[*old, *RACES_2031.values()])
    assert verdict(grand_slam("any"), world, [outing("don", one) for one in old]).race == "antarctica-2030"
    found = verdict(grand_slam("any"), world, [outing("don", old[0], came="withdrawn")])
    assert (found.state, found.needs) == ("still_in", SLOTS)


def test_a_repeat_counts_with_whichever_run_fits_the_span() -> None:
    before = race("sahara-2030", "sahara", date(2030, 10, 3))
    world = season(races=[before, *RACES_2031.values()])
    outings = [outing("mina", before), *career_of("mina", "atacama gobi sahara antarctica")]
    assert verdict(grand_slam(), world, outings).race == "antarctica-2031"
    assert verdict(grand_slam("12 months"), world, outings).counted[0].race.id == "atacama-2031"


def test_plus_needs_a_roving_race_in_the_same_year() -> None:
    plus = Title("plus", "Plus", "slots", SLOTS, "calendar-year", extra=1)
    nepal = race("nepal-2031", None, date(2031, 8, 20))
    four = career_of("jong", "atacama gobi sahara antarctica")
    world = season(races=[*RACES_2031.values(), nepal])
    assert verdict(plus, world, [*four, outing("jong", nepal)]).state == "completed"
    lost = verdict(plus, world, four)
    assert (lost.state, lost.why) == ("out", "did not start Nepal 2031")
    ahead = season(races=[*RACES_2031.values(), race("nepal-2031", None, date(2031, 12, 20), phase="to_come")])
    found = verdict(plus, ahead, four)
    assert (found.state, found.needs, found.needs_roving) == ("still_in", (), 1)


def test_two_kinds_of_plus_in_one_year_are_two_titles() -> None:
    georgia = race("georgia-2022", None, date(2022, 6, 1))
    held = [
        race(f"{slot}-2022", slot, date(2022, month, 1))
        for slot, month in (("sahara", 5), ("atacama", 9), ("antarctica", 11))
    ]
    gobi = race("gobi-2019", "gobi", date(2019, 7, 1))
    world = season(races=[gobi, *held, georgia])
    revised = Title("plus-2022", "Plus as revised", "slots", SLOTS, "calendar-year", at_least=3, extra=1)
    relaxed = Title(
        "plus-2022b", "Plus with an earlier Gobi", "slots", SLOTS, "calendar-year", extra=1, also=("gobi-2019",)
    )
    strict = Title("plus", "Plus", "slots", SLOTS, "calendar-year", extra=1)
    outings = [outing("p", one) for one in (gobi, *held, georgia)]
    assert [verdict(title, world, outings).state for title in (strict, revised, relaxed)] == [
        "still_in", "completed", "completed",
    ]  # fmt: skip


def test_at_least_so_many_says_how_many_of_which_are_needed() -> None:
    three = Title("three", "Three", "slots", SLOTS, "calendar-year", at_least=3)
    found = verdict(three, season(sahara="to_come", antarctica="to_come"), career_of("m", "atacama gobi"))
    assert (found.needs, found.needs_of_these) == (("sahara", "antarctica"), 1)
    lost = verdict(three, season(), career_of("m", "atacama"))
    assert (lost.state, lost.race) == ("out", "sahara-2031")


def test_declared_contenders_are_judged_and_nobody_else() -> None:
    title = Title("slam", "Slam", "slots", SLOTS, "calendar-year", contenders=(RunnerId("mina"), RunnerId("nobody")))
    outings = [*career_of("mina", "atacama gobi sahara antarctica"), *career_of("ray", "atacama")]
    found = verdicts(title, season(), outings)
    assert {runner: one.state for runner, one in found.items()} == {"mina": "completed", "nobody": "out"}


def rank(runner: str, slot: str, year: int, place: int, gender: str = "M") -> Outing:
    day = {"atacama": 10, "gobi": 6, "sahara": 4, "antarctica": 11}[slot]
    return outing(runner, race(f"{slot}-{year}", slot, date(year, day, 1)), rank=place, gender=gender)


def champion_2018(*outings: Outing, antarctica: str = "to_come") -> Season:
    last = race("antarctica-2018", "antarctica", date(2018, 11, 1), phase=antarctica)
    races = {one.race.id: one.race for one in outings} | {last.id: last}
    return Season("s", "S", 2018, season().slots, tuple(races.values()), (CHAMPION,))


def test_champion_sums_before_antarctica_are_those_published_in_2018() -> None:
    outings = [
        rank("wong", "sahara", 2018, 2), rank("wong", "gobi", 2018, 1), rank("wong", "atacama", 2018, 1),
        rank("wakaoka", "atacama", 2015, 27), rank("wakaoka", "atacama", 2018, 4), rank("wakaoka", "gobi", 2018, 3),
        rank("wakaoka", "sahara", 2018, 2),
        rank("rotariu", "atacama", 2016, 4), rank("rotariu", "gobi", 2017, 6), rank("rotariu", "sahara", 2017, 4),
    ]  # fmt: skip
    found = verdicts(CHAMPION, champion_2018(*outings), outings)
    assert {runner: one.total for runner, one in found.items()} == {"wong": 4, "wakaoka": 9, "rotariu": 14}
    assert {one.state for one in found.values()} == {"still_in"}
    assert {one.needs for one in found.values()} == {("antarctica",)}


def test_one_man_and_one_woman_are_champions_and_equal_sums_share_it() -> None:
    field = (("a", "M", (2, 1, 1, 3)), ("b", "F", (9, 9, 9, 9)), ("c", "M", (1, 1, 1, 4)), ("d", "M", (5, 5, 5, 5)))
    outings = [
        rank(runner, slot, 2018, place, gender)
        for runner, gender, places in field
        for slot, place in zip(SLOTS, places, strict=True)
    ]  # fmt: skip
    found = verdicts(CHAMPION, champion_2018(*outings, antarctica="over"), outings)
    assert {r: (v.total, v.place, v.winner) for r, v in found.items()} == {
        "a": (7, 1, True), "b": (36, 1, True), "c": (7, 1, True), "d": (20, 3, False),
    }  # fmt: skip
    running = verdicts(CHAMPION, champion_2018(*outings, antarctica="running"), outings)
    assert not any(v.winner for v in running.values())


def test_the_champion_is_named_only_in_years_with_antarctica_and_must_run_it_then() -> None:
    four = [rank("a", slot, 2016, 1) for slot in SLOTS]
    none = Season("s", "S", 2017, season().slots, tuple(one.race for one in four), (CHAMPION,))
    assert verdicts(CHAMPION, none, four) == {}
    assert verdict(CHAMPION, champion_2018(*four, antarctica="over"), four).why == "did not start Antarctica 2018"


def test_a_finish_without_a_known_rank_makes_no_sum() -> None:
    outings = [rank("a", slot, 2018, 1) for slot in SLOTS[:3]]
    outings.append(outing("a", race("antarctica-2018", "antarctica", date(2018, 11, 1)), rank=None))
    found = verdict(CHAMPION, champion_2018(*outings, antarctica="over"), outings)
    assert (found.state, found.why) == ("out", "the rank in Antarctica 2018 is not known")


def test_a_season_like_2010_counts_14_then_11_then_9() -> None:
    """Fourteen begin, three are out before the Sahara, two on it, nine complete: three women, two of them Plus."""
    names = [f"r{n:02}" for n in range(14)]
    left = {"r11": "gobi", "r12": "gobi", "r13": "atacama", "r09": "sahara", "r10": "sahara"}
    nepal = race("nepal-2031", None, date(2031, 8, 20))
    slam = Title("slam", "Slam", "slots", SLOTS, "calendar-year", contenders=tuple(map(RunnerId, names)))
    plus = Title("plus", "Plus", "slots", SLOTS, "calendar-year", extra=1)
    outings = [outing(name, nepal, gender="F") for name in ("r00", "r01")]
    for name in names:
        for slot in SLOTS:
            gone = left.get(name) == slot
            outings.append(outing(name, RACES_2031[slot], came="withdrawn" if gone else "finished"))
            if gone:
                break
    before = [one for one in outings if one.race.slot in ("atacama", "gobi") or one.race.roving]
    ahead = season(sahara="to_come", antarctica="to_come", races=[*RACES_2031.values(), nepal])
    states = [one.state for one in verdicts(slam, ahead, before).values()]
    assert (len(states), states.count("still_in")) == (14, 11)
    world = season(races=[*RACES_2031.values(), nepal])
    assert [one.state for one in verdicts(slam, world, outings).values()].count("completed") == 9
    assert [r for r, one in verdicts(plus, world, outings).items() if one.state == "completed"] == ["r00", "r01"]
