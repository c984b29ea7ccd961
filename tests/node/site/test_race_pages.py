"""Pages of a race: decisions as everybody may know them, long tables in parts, everybody found by name, teams."""

from gate_races import BIBS, consent, race_with
from hypothesis import given
from hypothesis import strategies as st
from scenes import LIVE, scene
from seen_races import seen_of
from sites import SETTINGS, site_of

from races import at, ruled, seen, sheet
from stagerace.core.names import Bib
from stagerace.gate.standstill import NEVER_PUBLISHED
from stagerace.node.folder import View
from stagerace.node.site.common import Who
from stagerace.node.site.kinds.finder import first_letter, lettered, sorted_as
from stagerace.node.site.letting import Letting
from stagerace.node.site.paging import paged
from stagerace.node.site.race_now import race_now, stage_leader, stage_state
from stagerace.node.site.rulings_seen import NAMED, rulings_seen
from stagerace.node.site.seen import RaceSeen

RAN = [sheet(1, bib, f"{5 + place}:00:00") for place, bib in enumerate(BIBS)]


def let_through(*bodies: object, when: int = at(9, "0")) -> RaceSeen:
    log = tuple(race_with(*bodies))  # type: ignore[arg-type]
    return Letting(SETTINGS).seen(View(log, len(log), 0), when, {}, {}, NEVER_PUBLISHED)  # type: ignore[arg-type]


def test_a_decision_about_several_is_told_once_with_all_of_them() -> None:
    seen_race = let_through(*RAN, ruled("R1", "penalty", 1, "7 12", 10, told="Left the course", reason="Ana saw it"))
    (ruling,) = rulings_seen(seen_race)
    assert [each.bib for each in ruling.about] == ["7", "12"]
    assert (ruling.kind, ruling.told, ruling.more) == ("penalty", "Left the course", 0)


def test_of_many_whom_a_decision_is_about_some_are_named_and_the_others_counted() -> None:
    (ruling,) = [each for each in rulings_seen(seen_of(24)) if each.kind == "penalty"]
    assert len(ruling.about) + ruling.more == 1
    assert NAMED < 24


def test_what_was_typed_for_the_office_stands_on_no_page() -> None:
    files = site_of(
        race_with(*RAN, ruled("R1", "penalty", 1, "7", 10, told="Left the course", reason="Ana saw it")), at(9, "0")
    )
    said = b"".join(files.values())
    assert b"Left the course" in said
    assert b"Ana saw it" not in said


def test_every_kind_of_decision_has_words_in_every_language() -> None:
    kinds = {
        "penalty": (1, "7", 10), "credit": (1, "7", 10), "disqualify": (1, "7", None), "unranked": (1, "7", None),
        "withdraw": (1, "7", None), "stop": (1, "7", None), "give": (1, "7", 300), "cap": (1, "", 600),
        "neutralise": (1, "", None), "cancel": (2, "", None), "move_start": (2, "", -30), "close": (1, "", 30),
    }  # fmt: skip
    bodies = [ruled(f"R-{kind}", kind, *about) for kind, about in kinds.items()]
    bodies += [
        ruled("R-hold", "hold", 1, "", 20, place="1CP1"),
        ruled("R-shorten", "shorten", 1, "12", 5, place="1CP2"),
    ]
    files = site_of(race_with(*RAN, *bodies), at(9, "0"))
    for path in ("sahara-2031/rulings.html", "es/sahara-2031/rulings.html"):
        assert files[path].decode().count("<li><p><strong>") == len(bodies)


def test_the_race_says_what_is_on_by_those_who_ran() -> None:
    now = race_now(let_through(*RAN, seen("7", "2CP1", at(2, "2:00:00"), "in"), when=at(2, "3:00:00")))
    assert (now.now, now.stage, now.inside, now.left) == ("on", 2, 0, 0)
    assert now.started == now.awaited
    before = race_now(let_through(when=at(1, "0")))
    assert (before.now, before.next_stage) == ("before", 1)


def test_a_stage_is_to_come_on_done_or_cancelled() -> None:
    race = let_through(*RAN, ruled("R1", "cancel", 2), when=at(2, "13:00:00"))
    assert [stage_state(race, stage) for stage in race.plan] == ["done", "cancelled"]
    leader = stage_leader(race, race.plan.stages[0])
    assert leader is not None
    assert leader.bib == "7"
    assert stage_state(let_through(), let_through().plan.stages[0]) == "to_come"


def test_somebody_never_heard_of_does_not_keep_a_stage_on_for_ever() -> None:
    race = let_through(seen("7", "1CP1", at(1, "2:00:00"), "in"), when=at(9, "0"))
    assert race_now(race).now == "between"


@given(st.lists(st.integers(), max_size=40), st.integers(1, 9))
def test_the_parts_of_a_table_hold_every_line_once(lines: list[int], size: int) -> None:
    parts = list(paged(lines, lambda n: f"part-{n}", size))
    assert [line for _, part, _ in parts for line in part] == lines
    assert [path for path, _, _ in parts] == [sheet.path for sheet in parts[0][2].sheets]
    assert all(len(part) <= size for _, part, _ in parts)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=20))
def test_everybody_stands_under_one_letter_and_letters_come_once(names: list[str]) -> None:
    people = [Who(Bib(str(n)), name, "", "") for n, name in enumerate(names)]
    letters = list(lettered(people))
    assert sorted(each.bib for letter in letters for each in letter.runners) == sorted(each.bib for each in people)
    assert len({letter.letter for letter in letters}) == len(letters)


def test_names_are_sorted_without_accents_and_scripts_stand_together() -> None:
    names = ["Zoë", "émile", "Ana", "ليلى", "נועה", "Łukasz"]
    assert [first_letter(name) for name in ("émile", "ليلى", "42")] == ["E", "ل", "#"]
    ordered = sorted(names, key=sorted_as)
    assert ordered.index("Ana") < ordered.index("émile") < ordered.index("Zoë") < ordered.index("נועה")


def test_somebody_without_a_name_to_show_is_found_by_bib() -> None:
    page = site_of(race_with(consent("7", "name"), *RAN), at(9, "0"))["sahara-2031/runners.html"].decode()
    assert "Zora7 Quill" in page
    assert "Runner 147" in page
    assert "Without a name" in page


def test_a_team_says_who_it_is_and_by_which_rule_it_is_ranked() -> None:
    team = scene(8, LIVE)
    pages = [
        data.decode() for path, data in team.items() if path.startswith("sahara-2031/team-") and path.endswith("html")
    ]
    assert pages
    assert all("stays together all the way" in page for page in pages)


def test_the_last_word_stands_place_by_place() -> None:
    page = scene(8, at(2, "3:00:00"))["word.html"].decode()
    assert "Camp last spoke on" in page
    assert "CP3" in page
    assert "none yet" in page
