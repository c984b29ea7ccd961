"""Cut-off at risk: one alert a cut-off, with everybody who will hardly make it."""

from watch_scenes import BIBS, SCENES, find, watched

from races import at, seen


def test_it_names_who_will_hardly_make_it_with_the_chance() -> None:
    (found,) = find("cut_off_at_risk", SCENES["cut_off_at_risk"]().watched())
    assert (found.bibs, found.place) == (("12",), "1CP2")
    assert "%" in found.evidence[1]


def test_two_at_one_cut_off_are_one_alert_the_less_likely_first() -> None:
    this = SCENES["cut_off_at_risk"]()
    bodies = [body for body in this.bodies if getattr(body, "bib", "") != "11"]
    (found,) = find(
        "cut_off_at_risk", watched(this.plan, this.now, *bodies, seen("11", "1CP1", at(1, "3:17:00"), "in"))
    )
    assert found.bibs == ("11", "12")


def test_once_there_nobody_is_at_risk() -> None:
    this = SCENES["cut_off_at_risk"]()
    there = [seen("12", "1CP1", at(1, "3:18:00"), "out"), seen("12", "1CP2", at(1, "4:50:00"), "in")]
    those = watched(this.plan, at(1, "4:51:00"), *this.bodies, *there)
    assert all(found.place != "1CP2" or "12" not in found.bibs for found in find("cut_off_at_risk", those))


def test_without_a_forecast_going_on_as_before_tells() -> None:
    this = SCENES["cut_off_at_risk"]()
    (found,) = find("cut_off_at_risk", watched(this.plan, this.now, *this.bodies, bibs=BIBS, with_forecast=False))
    assert found.bibs == ("12",)
    assert "going on as before" in found.evidence[1]
