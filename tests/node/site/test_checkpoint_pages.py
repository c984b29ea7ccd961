"""The page of a checkpoint says who came in which order, who is expected, and why it may be silent."""

import re

from seen_races import seen_of

from stagerace.node.site.kinds.checkpoint import NEXT, CheckpointPages, CheckpointView
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.settings import LANGUAGES, SiteSettings
from stagerace.node.site.writing_out import written


def views(count: int = 40, *, has_begun: bool = True) -> dict[str, CheckpointView]:
    seen = seen_of(count, has_begun=has_begun)
    pages = CheckpointPages().pages(SiteSeen([seen], seen.at, SiteSettings()))
    return {page.path: page.view for page in pages}  # type: ignore[misc]


def test_every_place_but_the_start_has_its_page() -> None:
    places = ("CP1", "CP2", "CP3", "FINISH")
    assert set(views()) == {f"sahara-2031/at-{n}{place}.html" for n in (1, 2, 3) for place in places}


def test_who_came_stands_in_the_order_of_arrival() -> None:
    came = views()["sahara-2031/at-1CP2.html"].came
    assert [each.at for each in came] == sorted(each.at for each in came)
    assert [each.order for each in came][:3] == [1, 2, 3]


def test_those_who_came_and_those_to_come_are_everybody_on_the_stage() -> None:
    seen = seen_of(40)
    view = views()["sahara-2031/at-2CP3.html"]
    on_it = sum(row.status in ("ranked", "active") for row in seen.spreads[view.stage].rows)
    assert len(view.came) + view.yet == on_it


def test_nobody_who_came_to_a_place_is_expected_there_though_they_have_yet_to_leave_it() -> None:
    for path, view in views().items():
        assert not {each.who.bib for each in view.next} & {each.who.bib for each in view.came}, path


def test_who_is_expected_next_comes_with_a_range() -> None:
    view = views()["sahara-2031/at-2FINISH.html"]
    assert 0 < len(view.next) <= NEXT
    assert all(each.earliest <= each.latest for each in view.next)
    assert len(view.next) + view.later == view.yet


def test_nobody_is_expected_where_no_stage_is_on() -> None:
    assert not any(view.next for path, view in views().items() if "at-1" in path or "at-3" in path)


def test_places_say_how_far_the_next_is() -> None:
    view = views()["sahara-2031/at-1CP2.html"]
    assert view.after is not None
    assert (view.before.metres, view.after.metres, view.after.name) == (10_000, 10_000, "CP3")
    assert views()["sahara-2031/at-1FINISH.html"].after is None


def test_the_finish_tells_the_limit_of_the_stage() -> None:
    (closes,) = views()["sahara-2031/at-1FINISH.html"].closes
    stage = seen_of(40).plan.stages[0]
    assert stage.limit is not None
    assert closes[1] == stage.start + stage.limit


def test_a_page_says_why_silence_is_normal_in_every_language() -> None:
    seen = seen_of(40)
    pages = list(CheckpointPages().pages(SiteSeen([seen], seen.at, SiteSettings())))
    for language, says in zip(LANGUAGES, ("Silence is normal here", "El silencio aquí es normal"), strict=True):
        assert all(says in written(page, language).decode() for page in pages)


def test_before_the_race_nobody_has_come_anywhere() -> None:
    found = views(has_begun=False).values()
    assert not any(view.came or view.last or view.is_silent for view in found)
    assert not any(re.search(r"\bNone\b", str(view.name)) for view in found)
