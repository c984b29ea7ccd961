"""A dossier holds no personal data unless asked for: evidence is told again with letters, and fails closed."""

import re
from pathlib import Path

import pytest
from dossier_scenes import CREW, NOTE, afternoon, answered_bodies, folder_of
from msgspec import structs

from hq_scene import hq_people
from races import entered, race, records, seen
from stagerace.core.clock import MINUTE, Elapsed, later, parse_elapsed
from stagerace.core.names import Bib
from stagerace.core.plan import Plan
from stagerace.core.records import Body, Entered, IncidentOpened
from stagerace.log import Person
from stagerace.node.dossier.files import as_json
from stagerace.node.dossier.making import dossier
from stagerace.node.dossier.nights import FEWER_THAN
from stagerace.node.dossier.said import DISAGREEMENTS
from stagerace.node.dossier.sentences import Sentences
from stagerace.node.dossier.telling import letters
from stagerace.node.medic.counts import LEAST
from stagerace.node.pages.dossier import dossier_page
from stagerace.rules.race import race_of
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import Found
from stagerace.watch.whereabouts import Kind
from watch.loop_scenes import EVEN, loop, round_and_round
from watch.watch_scenes import BIBS, SCENES, Scene, find, watched_race


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))


def people() -> dict[Bib, Person]:
    """Everybody with a birth date that no other number looks like."""
    return {bib: structs.replace(p, birth_date=f"19{int(bib):02}-07-23") for bib, p in hq_people().items()}


def written(folder_path: Path, *, named: bool) -> str:
    """Everything that a dossier gives, as page and as JSON."""
    folder = folder_of(folder_path, *answered_bodies(), people=people())
    found = dossier(folder, named=named)
    return dossier_page(found) + as_json(found).decode()


def test_it_holds_no_name_birth_date_or_country_and_no_word_of_anybody(tmp_path: Path) -> None:
    text = written(tmp_path / "race", named=False)
    for person in people().values():
        assert person.name not in text
        assert person.birth_date not in text
    for entry in (body for body in answered_bodies() if isinstance(body, Entered)):
        assert not re.search(rf"\b{entry.country}\b", text)
        assert entry.subject not in text
    for word in (*CREW, NOTE, "captain of 1CP2", "driver of car 3", "car 2", "sitting beside", "sandstorm", "no sight"):
        assert word not in text


def test_with_names_it_holds_those_it_tells_of_and_what_people_wrote(tmp_path: Path) -> None:
    text = written(tmp_path / "race", named=True)
    for word in (people()[Bib("2")].name, *CREW, NOTE, "sitting beside the track", "sandstorm"):
        assert word in text
    assert people()[Bib("2")].birth_date not in text


def test_a_runner_has_one_letter_throughout(tmp_path: Path) -> None:
    found = dossier(afternoon(tmp_path / "race"))
    overdue = next(each for each in found.alerts if each.what == "overdue")
    (letter,) = overdue.who
    assert overdue.evidence[0].startswith(f"{letter.capitalize()[:6]} {letter[7:]} was seen last")
    assert letter in found.nights[-1].out_there
    assert letters(0) == "A"


def test_places_bear_no_letters(tmp_path: Path) -> None:
    rows = dossier(afternoon(tmp_path / "race")).standings.rows
    assert len(rows) == 60
    assert all(not row.bib for row in rows)


def masked(scene: Scene, found: Found) -> tuple[tuple[str, ...], int]:
    given: dict[Bib, str] = {}
    return Sentences(scene.plan, lambda bib: given.setdefault(bib, f"runner {letters(len(given))}")).masked(
        found.what, found.evidence
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_evidence_of_every_kind_of_alert_is_known_but_for_peoples_own_words(kind: str) -> None:
    scene = SCENES[kind]()
    for found in find(kind, scene.watched()):
        told, left_out = masked(scene, found)
        assert told
        own_words = {"hold_unanswered": 1, "recheck": len(found.evidence), "hand_over_open": len(found.evidence)}
        assert left_out == own_words.get(kind, 0), found.evidence
        assert all("from the west" not in each and "Omar" not in each and "car 4" not in each for each in told)


def on_a_loop(kind: str) -> tuple[Plan, list[Found]]:
    """By day a silent line, or a slow lap; by night a lap begun alone."""
    the_plan = loop("12:00:00" if kind == "alone_at_night" else "0:00:00")
    start = the_plan.stages[0].start
    now = later(start, parse_elapsed("4:45:00" if kind == "heat" else "6:00:00"))
    quiet = {"1FINISH": later(now, Elapsed(-100 * MINUTE))} if kind == "silent_station" else {}
    bodies = round_and_round(the_plan, now, EVEN, quiet)
    if kind == "heat":
        bodies = [each for each in bodies if each.bib != "12"]  # type: ignore[union-attr]
        bodies += [seen("12", "1FINISH", later(start, Elapsed(end * MINUTE)), "in") for end in (61, 122, 183, 278)]
    told = race(the_plan, *(entered(bib) for bib in BIBS), *bodies)
    return the_plan, find(kind, watched_race(told, now, with_forecast=False))


@pytest.mark.parametrize("kind", ["silent_station", "alone_at_night", "heat"])
def test_the_evidence_of_alerts_on_a_loop_is_known_too(kind: str) -> None:
    the_plan, found = on_a_loop(kind)
    assert found
    sentences = Sentences(the_plan, lambda bib: f"runner {bib}")
    for each in found:
        told, left_out = sentences.masked(kind, each.evidence)
        assert left_out == 0, each.evidence
        assert kind != "heat" or "for lap 4" in told[0]
        assert kind != "heat" or "at the end of lap 4" in told[0]


def oddly(body: Body) -> Body:
    """The same of runners whose bibs look like nothing else: 7 becomes Q7Z."""
    change: dict[str, object] = {}
    for name in body.__struct_fields__:
        value = getattr(body, name)
        if name == "bib":
            change[name] = f"Q{value}Z"
        elif name in ("bibs", "present", "missing") and isinstance(value, tuple):
            change[name] = tuple(f"Q{bib}Z" for bib in value)
    return structs.replace(body, **change)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_bib_is_left_in_evidence_whatever_it_looks_like(kind: str) -> None:
    scene = SCENES[kind]()
    bodies = [oddly(record.body) for record in scene.records()]
    those = find(kind, watched_race(race_of(records(*bodies)), scene.now, scene.with_forecast))
    assert those
    for found, plain in zip(those, find(kind, scene.watched()), strict=True):
        told, left_out = masked(scene, found)
        assert not any(re.search(r"Q\d+Z", each) for each in told)
        assert left_out == masked(scene, plain)[1]


def test_a_sentence_nobody_knows_is_left_out_whole() -> None:
    plan: Plan = SCENES["overdue"]().plan
    told, left_out = Sentences(plan, str).masked("overdue", ("Ana Duarte, bib 7, rang from 1CP1.", "Nobody owns it."))
    assert told == ("Nobody owns it.",)
    assert left_out == 1
    assert Sentences(plan, str).masked("new_kind", ("Ana Duarte rang.",))[1] == 1


def test_words_inside_a_known_sentence_become_a_gap(tmp_path: Path) -> None:
    plan: Plan = SCENES["overdue"]().plan
    said = "Lost incident opened by Omar Teller at 10:20, 10 min ago, at Ana's tent."
    (told,), _ = Sentences(plan, str).masked("unread_incident", (said,))
    assert told == "Lost incident opened by … at 10:20, 10 min ago, at …."


def test_an_incident_names_nobody_and_keeps_its_kind(tmp_path: Path) -> None:
    (told,) = dossier(afternoon(tmp_path / "race")).incidents
    opened = next(body for body in answered_bodies() if isinstance(body, IncidentOpened))
    assert (told.what, told.by, told.where, told.note, told.owner) == (opened.what, "", "", "", "")
    assert all(not step.text and not step.by for step in told.steps)


def test_medics_words_are_counts_and_few_are_hidden(tmp_path: Path) -> None:
    assert FEWER_THAN == LEAST
    told = dossier(afternoon(tmp_path / "race"), named=True).medic
    assert (told.send_to_medic, told.may_not_leave, told.may_go) == (None, 0, 0)


def test_every_kind_of_disagreement_has_neutral_words() -> None:
    assert set(DISAGREEMENTS) == set(Kind.__args__)  # type: ignore[attr-defined]
