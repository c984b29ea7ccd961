"""race.toml: what it says becomes a plan, and everything wrong with it is named with its line."""

import pytest
from feeds_examples import RACE, STAGES, plan, problems, said
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.errors import BadInput
from stagerace.core.names import Bib
from stagerace.feeds.race_toml import plan_text, read_draft, read_plan

GOOD = RACE + STAGES


def with_race(line: str, text: str = GOOD) -> str:
    return text.replace('time_zone = "Africa/Cairo"\n', f'time_zone = "Africa/Cairo"\n{line}\n')


def with_stage(line: str) -> str:
    return GOOD.replace('limit = "12:00:00"\n', f'limit = "12:00:00"\n{line}\n')


def test_a_plan_holds_what_the_file_says() -> None:
    race = plan()
    one, two = race.stages
    assert (race.race, race.name, race.start_date) == ("sahara-2031", "Sahara 2031", "2031-03-02")
    assert said(race.zone, one.start, two.start) == ["2031-03-02T08:00:00+02:00", "2031-03-03T08:00:00+02:00"]
    assert (one.metres, one.limit, two.metres) == (38_000, 12 * 3_600_000, 80_000)
    assert [wave.id for wave in one.waves] == ["A", "B"]
    assert one.checkpoints[0].record == ("in", "out")
    assert said(race.zone, one.checkpoints[0].close) == ["2031-03-02T13:00:00+02:00"]


def test_a_stage_without_waves_or_checkpoints_is_fine() -> None:
    text = RACE + "[[stage]]\nn = 1\nkm = 10\nstart = 2031-03-02T08:00:00\n"
    assert [place.id for place in read_plan(text, "race.toml").stages[0].places] == ["1START", "1FINISH"]


def test_every_optional_key_is_read() -> None:
    text = RACE + (
        'ties = "countback"\nscoring = "distance"\ncap_km = 250.0\n'
        'classes = ["overall", "women/age:40-49", "age:70+"]\n'
        'double_prizes = false\npodium = 5\nteams = "average"\ntogether = "0:02:00"\nkeep_medical_days = 14\n'
        '[[team]]\nname = "Foxes"\nkind = "unofficial"\n'
        '[[stage]]\nn = 1\nkm = "10.5"\nstart = 2031-03-02T08:00:00\nname = "Loop"\n'
        "timed = false\nmin_speed_kmh = 3.5\n"
        '[stage.loop]\nkm = 10.5\nbox = "12:00:00"\ncount = "metres"\n'
        '[[stage.wave]]\nid = "A"\nstart = 2031-03-02T08:00:00+03:00\nbibs = "all except 1-3"\nlimit = "9:00:00"\n'
        '[[stage.checkpoint]]\nid = "1CP1"\nkm = 5\nrecord = ["out", "in"]\nleave_by = 2031-03-02T12:00:00\n'
        'limit = "3:00:00"\nrest = "0:30:00"\n'
    )
    race = read_plan(text, "race.toml")
    (stage,) = race.stages
    assert (race.ties, race.scoring, race.cap, race.double_prizes, race.podium) == (
        "countback", "distance", 250_000, False, 5,
    )  # fmt: skip
    assert race.keep_medical_days == 14
    assert (race.team_kind, race.together, race.team("Foxes").kind) == ("average", 120_000, "unofficial")
    assert (stage.metres, stage.timed, stage.min_speed, stage.name) == (10_500, False, 3_500, "Loop")
    assert stage.loop is not None
    assert (stage.loop.box, stage.loop.count) == (12 * 3_600_000, "metres")
    assert said(race.zone, stage.waves[0].start) == ["2031-03-02T07:00:00+02:00"]
    assert stage.wave_of(Bib("2")) is None
    assert (stage.checkpoints[0].record, stage.checkpoints[0].rest) == (("in", "out"), 1_800_000)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (with_race("tise = 1"), 6, "no key 'tise' in [race]. Did you mean ties?"),
        (with_race("[stages]"), 6, "no key 'stages' at the top. Did you mean stage?"),
        (with_stage("mk = 3"), 11, "no key 'mk' in [[stage]]"),
        (GOOD.replace('id = "A"', 'id = "A"\nbib = "1"'), 13, "no key 'bib' in [[stage.wave]]. Did you mean bibs?"),
        (with_race('ties = "standart"'), 6, "Did you mean standard?"),
        (with_race("cap_km = 250.0"), 6, 'Add scoring = "distance"'),
        (with_race('classes = ["overall", "womem"]'), 6, "Did you mean women?"),
        (with_race('classes = ["overall", "overall"]'), 6, "listed twice"),
        (with_race('classes = "overall"'), 6, "not a list of classes"),
        (with_race('podium = "three"'), 6, "whole number from 0 to 20"),
        (with_race("double_prizes = 1"), 6, "true or false"),
        (with_race("keep_medical_days = 0"), 6, "Write a whole number from 1 to 3650, usually 30"),
        (with_race('keep_medical_days = "30 days"'), 6, "is not for how many days medical data is kept"),
        (with_race('utc_offset = "+02:00"'), 6, "both there"),
        (GOOD.replace("Cairo", "Caro"), 5, "Did you mean Africa/Cairo?"),
        (GOOD.replace('time_zone = "Africa/Cairo"', 'utc_offset = "2"'), 5, "not an offset from UTC"),
        (GOOD.replace('time_zone = "Africa/Cairo"\n', ""), 1, "time_zone is missing"),
        (GOOD.replace("start_date = 2031-03-02", 'start_date = "2031-03-02"'), 4, "without quotation marks"),
        (GOOD.replace('"sahara-2031"', '"sahara 2031"'), 2, "cannot be an id"),
        (GOOD.replace("km = 38.0", "km = 38.0001"), 8, "too fine"),
        (GOOD.replace("km = 38.0", "km = 0"), 8, "no distance"),
        (GOOD.replace("km = 38.0", "km = nan"), 8, "not a number of km"),
        (GOOD.replace("km = 38.0", "km = true"), 8, "not a number of km"),
        (GOOD.replace("km = 38.0", "km = 38000"), 8, "cannot be meant"),
        (GOOD.replace("start = 2031-03-02T08:00:00\nlimit", "limit"), 6, "start is missing in [[stage]]"),
        (GOOD.replace("2031-03-02T08:00:00\nlimit", "08:00:00\nlimit"), 9, "not a day and a time"),
        (GOOD.replace('"12:00:00"', '"12"'), 10, "h:mm:ss"),
        (GOOD.replace("n = 2", "n = 3"), 24, "write n = 2"),
        (GOOD.replace("2031-03-03T08", "2031-03-02T07"), 26, "not after stage 1"),
        (GOOD.replace("2031-03-03T08", "2032-03-03T08"), 26, "while start_date is 2031-03-02"),
        (GOOD.replace("km = 60", "km = 30"), 32, "not after the checkpoint before it at 30 km"),
        (GOOD.replace("km = 60", "km = 80"), 32, "the stage has 80 km"),
        (GOOD.replace('"2CP2"', '"2CP1"'), 31, "twice on this stage"),
        (GOOD.replace('"2CP2"', '"1cp1"'), 31, "on stage 1 already"),
        (GOOD.replace('"2CP2"', '"2FINISH"'), 31, "there without being written"),
        (GOOD.replace('id = "B"', 'id = "a"'), 16, "twice on stage 1"),
        (GOOD.replace('id = "B"', 'id = "B"\nbibs = "50-60"'), 17, "share bibs"),
        (GOOD.replace('"1-50"', '"1-5O"'), 14, "bibs"),
        (GOOD.replace("T13:00", "T07:30"), 22, "before the start at 08:00"),
        (GOOD.replace('["in", "out"]', '["inn"]'), 21, 'Write ["in"]'),
        (GOOD.replace("close = 2031-03-02T13", 'record2 = 1\nclose = 2031-03-02T13'), 22, "Did you mean record?"),
        (with_stage('[stage.loop]\nkm = 1\nbox = "1:00:00"'), 11, "not scored by distance"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_line(text: str, line: int, words: str) -> None:
    found = problems(text)
    assert any(f"line {line}:" in problem and words in problem for problem in found), found


def test_all_mistakes_are_named_at_once() -> None:
    text = GOOD.replace("Cairo", "Caro").replace("km = 38.0", "km = 0").replace("n = 2", "n = 9")
    assert len(problems(text)) == 3


def test_an_empty_file_says_how_to_begin() -> None:
    assert any("no table [race]" in problem for problem in problems(""))
    assert any("no stage" in problem for problem in problems(RACE))


def test_what_is_no_toml_is_named_with_line_and_column() -> None:
    (problem,) = problems("[race]\nid = sahara\n")
    assert problem.startswith("race.toml, line 2, column 6: this is not TOML")


@pytest.mark.parametrize("text", ["a = " + "[" * 5_000, "a = " + "9" * 6_000, "a = 2031-02-30", 'a = "', "\0", "[[["])
def test_text_that_breaks_the_parser_is_refused_in_words(text: str) -> None:
    assert problems(text)


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert read_plan("\ufeff" + GOOD.replace("\n", "\r\n"), "race.toml") == plan()
    assert "line 6:" in problems(with_race("tise = 1").replace("\n", "\r\n"))[0]


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    assert plan_text(b"\xef\xbb\xbfa = 1", "race.toml") == "a = 1"
    with pytest.raises(BadInput, match="line 2: this is not UTF-8"):
        plan_text(b"a = 1\nb = '\xe9'", "race.toml")


def in_london(start: str) -> str:
    return (RACE + f"[[stage]]\nn = 1\nkm = 10\nstart = {start}\n").replace("Africa/Cairo", "Europe/London")


def test_a_start_that_the_clocks_skipped_is_an_error() -> None:
    text = in_london("2031-03-30T01:30:00")
    assert any("line 9: start: the clocks in Europe/London skipped 2031-03-30 01:30" in p for p in problems(text))


def test_a_start_that_came_twice_is_the_earlier_with_a_note() -> None:
    text = in_london("2031-10-26T01:30:00").replace("2031-03-02", "2031-10-25")
    draft = read_draft(text, "race.toml")
    assert said(draft.plan.zone, draft.plan.stages[0].start) == ["2031-10-26T01:30:00+01:00"]
    assert "line 9: the clocks in Europe/London read 2031-10-26 01:30 twice: the earlier was taken" in draft.notes[0]


def test_the_zone_is_frozen_with_the_changes_around_the_race() -> None:
    zone = read_plan(in_london("2031-03-29T08:00:00"), "race.toml").zone
    assert [offset for _, offset in zone.changes] == [0, 3_600]
    assert said(zone, zone.changes[1][0]) == ["2031-03-30T02:00:00+01:00"]


def test_a_fixed_offset_is_a_zone() -> None:
    race = read_plan(GOOD.replace('time_zone = "Africa/Cairo"', 'utc_offset = "-03:00"'), "race.toml")
    assert said(race.zone, race.stages[0].start) == ["2031-03-02T08:00:00-03:00"]


@given(metres=st.integers(1, 1_999_999))
def test_km_become_metres_exactly(metres: int) -> None:
    text = RACE + f"[[stage]]\nn = 1\nkm = {metres // 1_000}.{metres % 1_000:03}\nstart = 2031-03-02T08:00:00\n"
    assert read_plan(text, "race.toml").stages[0].metres == metres


def test_keys_inside_inline_tables_and_long_strings_find_a_line() -> None:
    text = RACE + (
        'classes = [\n  "overall", # ] not the end\n  "womem",\n]\n'
        '[[stage]]\nn = 1\nkm = 10\nstart = 2031-03-02T08:00:00\nname = """\\\n  [not.a.table]\n  x"""\n'
        'wave = [{id = "A", start = 2031-03-02T08:00:00, bib = "1"}]\n"limt" = "1:00:00"\n'
    )
    found = problems(text)
    assert [problem.split(":")[0] for problem in found] == [
        "race.toml, line 6", "race.toml, line 14", "race.toml, line 17", "race.toml, line 18",
    ], found  # fmt: skip
