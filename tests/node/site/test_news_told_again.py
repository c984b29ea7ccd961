"""What was told before: ids stay, corrections say what was, what is taken back stays, who is forgotten vanishes."""

from collections.abc import Sequence

import msgspec
import pytest
from gate_races import MOMENTS, RACES, consent, freeze, nth, race_with, subject
from hypothesis import given, settings
from news_races import NIGHT, after, day, files_of, seen_of

from races import at, seen
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.records import Body, Confirmed, Forgotten, Record, Voided
from stagerace.gate import Published
from stagerace.node.site.history import History, Told
from stagerace.node.site.news.saying import Saying
from stagerace.node.site.news.telling import items_of, lines_of
from stagerace.node.site.remembering import histories_after

NEXT = Instant(NIGHT + 60 * MINUTE)
FIRST = seen("7", "1CP1", at(1, "1:00:00"), "in")
RIGHT = seen("7", "1CP1", at(1, "1:02:00"), "in", confirmed_by="Ana")


def texts(history: History, bodies: Sequence[Body], when: Instant) -> dict[str, tuple[str, str]]:
    now = seen_of(race_with(*bodies), when, history)
    says = Saying.of(now, None, "en")
    return {key: says.entry(key, told) for key, told in lines_of(now).items()}


def told(history: History, bodies: Sequence[Body], when: Instant) -> dict[str, Told]:
    return dict(lines_of(seen_of(race_with(*bodies), when, history)))


def corrected() -> tuple[History, list[Body]]:
    """A race that was published, and its records once a time at a checkpoint was put right."""
    before = after(seen_of(race_with(FIRST), NIGHT))
    return before, [FIRST, Voided(nth(1), "a wrong key"), RIGHT]


def test_a_correction_keeps_its_id_is_newer_and_says_what_was() -> None:
    history, bodies = corrected()
    line = told(history, bodies, NEXT)["first_at/1/1CP1"]
    assert line.updated == NEXT
    assert line.published == at(1, "1:00:00")
    title, text = texts(history, bodies, NEXT)["first_at/1/1CP1"]
    assert title == "Stage 1, CP1 (10 km): first Runner 7 at 09:02."
    assert text == f"{title}\nCorrected: was “Stage 1, CP1 (10 km): first Runner 7 at 09:00.”"


def test_a_correction_is_told_in_spanish_too() -> None:
    history, bodies = corrected()
    now = seen_of(race_with(*bodies), NEXT, history)
    files = files_of(now)
    assert "Corregido: antes decía «Etapa 1, CP1" in files["es/sahara-2031/news.atom"].decode()
    assert "Corrected: was “Stage 1, CP1" in files["sahara-2031/news.feed.json"].decode()


def test_who_comes_close_behind_is_no_correction() -> None:
    history = after(seen_of(race_with(FIRST), NIGHT))
    close = seen("12", "1CP1", at(1, "1:05:00"), "in")
    line = told(history, [FIRST, close], NEXT)["first_at/1/1CP1"]
    assert (line.was, line.updated) == (None, NEXT)


def test_what_does_not_change_is_not_newer() -> None:
    history = after(seen_of(race_with(*day()), NIGHT))
    again = told(history, day(), NEXT)
    assert again == history.news
    assert {line.updated for line in again.values()} == {NIGHT}


def test_what_is_taken_back_stays_with_a_note() -> None:
    history = after(seen_of(race_with(FIRST), NIGHT))
    bodies = [FIRST, Voided(nth(1), "a wrong key")]
    title, text = texts(history, bodies, NEXT)["first_at/1/1CP1"]
    assert title == "Taken back: Stage 1, CP1 (10 km): first Runner 7 at 09:00."
    assert text.endswith("This line no longer stands.")
    later = after(seen_of(race_with(*bodies), NEXT, history))
    assert told(later, bodies, Instant(NEXT + MINUTE))["first_at/1/1CP1"].updated == NEXT


def test_what_stands_again_is_told_without_a_note() -> None:
    history = after(seen_of(race_with(FIRST), NIGHT))
    gone = [FIRST, Voided(nth(1), "a wrong key")]
    history = after(seen_of(race_with(*gone), NEXT, history))
    back = Instant(NEXT + MINUTE)
    line = told(history, [*gone, Voided(nth(2), "it was right")], back)["first_at/1/1CP1"]
    assert (line.gone, line.was, line.updated) == (False, None, back)


def test_a_clock_that_is_set_back_makes_nothing_older() -> None:
    history, bodies = corrected()
    early = Instant(NIGHT - MINUTE)
    assert told(history, bodies, early)["first_at/1/1CP1"].updated == NIGHT


def test_a_name_that_was_opened_later_is_no_correction() -> None:
    history = after(seen_of(race_with(FIRST), NIGHT))
    opened = consent("7", "name")
    line = told(history, [FIRST, opened], NEXT)["first_at/1/1CP1"]
    assert line == history.news["first_at/1/1CP1"]
    assert texts(history, [FIRST, opened], NEXT)["first_at/1/1CP1"][0].endswith("first Zora7 Quill at 09:00.")


def test_names_are_not_remembered() -> None:
    history = after(seen_of(race_with(*day(), *(consent(bib, "name") for bib in ("7", "12"))), NIGHT))
    assert b"Zora" not in msgspec.json.encode(history)


def test_who_was_forgotten_leaves_no_trace_in_what_is_remembered_or_told() -> None:
    history, bodies = corrected()
    history = after(seen_of(race_with(*bodies, *day()), NEXT, history))
    assert b"@7" in msgspec.json.encode(history)
    forgotten = [*bodies, *day(), Forgotten(subject("7"), NEXT)]
    later = Instant(NEXT + MINUTE)
    now = seen_of(race_with(*forgotten), later, history)
    kept = msgspec.json.encode(after(now))
    assert b"@7" not in kept
    assert b'"7"' not in kept
    files = files_of(now)
    said = "\n".join(data.decode("utf-8", "replace") for path, data in files.items() if not path.startswith("assets/"))
    assert "Runner 7 " not in said
    assert "was “" not in said
    assert not any("runner-7." in path for path in files)


def test_a_frozen_runners_lines_do_not_change_in_any_way() -> None:
    bodies: list[Body] = [FIRST, seen("12", "1CP1", at(1, "1:20:00"), "in"), seen("7", "1CP2", at(1, "3:00:00"), "in")]
    log = race_with(*bodies)
    when = at(1, "4:00:00")
    history = after(seen_of(log, when))
    later = race_with(
        *bodies, freeze("7", at(1, "3:30:00")), Voided(nth(1), "a wrong key"),
        Confirmed(nth(3), "Ana", "seen by me"), seen("7", "1CP3", at(1, "5:00:00"), "in"),
    )  # fmt: skip
    memory = Published({record.id: place for place, record in enumerate(later, 1)}, (len(log),))
    now = seen_of(later, at(1, "6:00:00"), history, published=memory)
    lines = {key: line for key, line in lines_of(now).items() if "@7" in str((key, line.values))}
    assert lines == {key: line for key, line in history.news.items() if "@7" in str((key, line.values))}
    assert lines


def test_a_frozen_runner_is_remembered_as_a_silent_one() -> None:
    bodies = day(but=["7/CP3", "7/FINISH"])
    history = after(seen_of(race_with(*bodies), NIGHT))
    silent = after(seen_of(race_with(*bodies), NEXT, history))
    shut = [*bodies, freeze("7", at(1, "4:00:00")), seen("7", "1CP3", at(1, "5:00:00"), "in")]
    assert after(seen_of(race_with(*shut), NEXT, history)) == silent


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(RACES, RACES, MOMENTS)
def test_what_is_newer_is_a_function_of_what_was_told_and_of_the_instant(
    one: list[Record], other: list[Record], when: Instant
) -> None:
    history = after(seen_of(one, when))
    now = seen_of(other, Instant(when + MINUTE), history)
    for key, line in lines_of(now).items():
        before = history.news.get(key)
        assert line.updated in {now.at, before.updated if before else now.at}
        assert before is None or line.published == before.published
    assert set(lines_of(now)) >= {item.key for item in items_of(now)}
    assert histories_after.__doc__
