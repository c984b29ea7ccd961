"""A drill on the screens: the field goes from stage to stage as headquarters closes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stagerace.core.clock import HOUR, Elapsed, Instant, later
from stagerace.core.names import Number, StageNo
from stagerace.core.records import StageClosed
from stagerace.node.camp import Camp
from stagerace.node.drill_live import AHEAD, Field, rehearsing, staged
from stagerace.node.drill_setting import invented
from stagerace.node.drilling import Setting, entries_of
from stagerace.node.playing import PlayClock

pytestmark = pytest.mark.slow

TWO_DAYS = invented(8, 10.0, 5.0, 2, {"lost": 1})


@contextmanager
def a_play(folder: Path, setting: Setting) -> Iterator[tuple[Camp, Field]]:
    """The camp of a drill with its field, which acts only when it is told to; the clock stands."""
    with rehearsing(staged(folder, setting), setting, 1, 60.0, lambda: 0.0, lambda: None) as (camp, _, field, _):
        camp.writer.append(list(entries_of(setting))).result()
        yield camp, field


def go_on_to(camp: Camp, field: Field, moment: Instant) -> None:
    """Let the field act at a later moment."""
    assert isinstance(camp.clock, PlayClock)
    camp.clock.skip_to(moment)
    field.turn(camp.clock())


def close(camp: Camp, field: Field, stage: int) -> None:
    """Headquarters closes a stage, and the field hears of it."""
    camp.writer.append([StageClosed(StageNo(stage), camp.clock(), Number(0))]).result()
    field.turn(camp.clock())


def test_it_goes_on_to_the_next_stage_with_who_is_still_in(tmp_path: Path) -> None:
    first, second = TWO_DAYS.plan.stages
    with a_play(tmp_path, TWO_DAYS) as (camp, field):
        go_on_to(camp, field, later(first.start, Elapsed(5 * HOUR)))
        close(camp, field, 1)
        assert [score.stage for score in field.scores] == [1]
        assert camp.clock() == later(second.start, Elapsed(-AHEAD))
        go_on_to(camp, field, later(second.start, Elapsed(4 * HOUR)))
        view = camp.present.view()
        seen = [{each.bib for each in view.facts.passings.values() if each.place.startswith(str(n))} for n in (1, 2)]
        lost = {bib for fault in field.scores[0].faults for bib in fault.bibs}
        assert lost
        assert seen[1] == seen[0] - lost
        close(camp, field, 2)
        assert [score.stage for score in field.all_scores(camp.clock())] == [1, 2]


def test_a_play_that_is_stopped_scores_the_stage_it_is_on(tmp_path: Path) -> None:
    with a_play(tmp_path, TWO_DAYS) as (camp, field):
        go_on_to(camp, field, later(TWO_DAYS.plan.stages[0].start, Elapsed(HOUR)))
        (score,) = field.all_scores(camp.clock())
    assert score.stage == 1
    assert score.closed is None
    assert score.open_because == ("stopped before it was closed",)
