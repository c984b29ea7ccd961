"""How medics and guardians come to their pages, on a laptop that is theirs, with something written on it."""

from collections.abc import Callable

from at_the_desk import at
from browsers import log_in
from camps import Site, enrolled
from playwright.sync_api import Page

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId, Subject
from stagerace.log import Medical
from stagerace.log.care import Cared, Counted, Encounter, Given, Supplies
from stagerace.log.confiding import Confidence
from stagerace.node.guardians import confided
from stagerace.node.medic.notes import supplies_subject
from stagerace.node.medic.noting import note_encounter
from stagerace.node.watching import Watcher

SEEN = ("12", "47")


def medics(path: str) -> Callable[[Page, Site], None]:
    """A page of the medical desk after a busy afternoon."""

    def show(page: Page, site: Site) -> None:
        _make(site, "medic")
        busy_afternoon(site)
        at(path, "medic")(page, site)

    return show


def writing(page: Page, site: Site) -> None:
    """An encounter half written."""
    medics("/medic/runner/12")(page, site)
    page.get_by_role("radio", name="Heat").check()
    page.get_by_role("radio", name="Serious").check()
    page.get_by_role("radio", name="Hold here").check()


def guardian(page: Page, site: Site) -> None:
    """What was confided, one of it opened."""
    _make(site, "guardian")
    camp, now = site.camp, site.watch.now
    told = Confidence("safeguarding", PlaceId("1CP1"), "the tent beside the water", (Bib("12"),), "I saw …", "")
    boxes = {camp.keys.device: camp.keys.box_key}
    camp.writer.append([confided(told, (), camp.meta.log_id, boxes, now)]).result(10)
    log_in(page, site, "guardian")
    page.goto("/confided")
    page.get_by_text("Open it").first.click()


def _make(site: Site, role: str) -> None:
    keys = site.camp.keys
    site.camp.writer.append([enrolled(keys, role, keys, site.watch.now)]).result(10)


def busy_afternoon(site: Site) -> None:
    """Encounters with two runners, supplies counted and nearly gone."""
    camp, now = site.camp, site.watch.now
    earlier = Instant(now - 50 * MINUTE)
    stage = camp.present.race()[0].plan.stages[0]
    here = stage.places[1].id
    with camp.folder.vault(write=True) as vault:
        who = Subject(f"subject of {SEEN[0]}")
        vault.seal(who, Medical("asthma, carries an inhaler", "salbutamol", "penicillin"))
        feet = Encounter("feet", earlier, "skin", False, "fit", PlaceId(""), here, "drained, taped", by="Dr Sol")
        wrong = Encounter("wrong", earlier, "cold", False, "fit", PlaceId(""), here, by="Dr Sol")
        strike = Encounter("strike-wrong", now, strikes="wrong", by="Dr Sol")
        knee = Encounter("knee", earlier, "muscle", False, "fit", PlaceId(""), here, "taped", given=(Given("tape", 3),))
        vault.seal(who, Cared((feet, wrong, strike, knee)))
        counts = (Counted("a", earlier, "tape", 40), Counted("b", earlier, "salt", 2))
        vault.seal(supplies_subject(camp.meta.log_id), Supplies(counts))
    watcher = Watcher(camp)
    first = {"sort": "stomach", "grade": "minor", "place": here, "used": "4 salt, gauze", "note": "keeps nothing down"}
    sent = {"decision": "recheck", "recheck": stage.places[2].id, "care": ""}
    note_encounter(camp, watcher, {**first, **sent, "encounter": "one", "bib": SEEN[0]}, "Dr Sol")
    kept = {"sort": "heat", "grade": "serious", "decision": "hold", "care": "medic", "care_name": "tent 2"}
    note_encounter(camp, watcher, {**first, **kept, "encounter": "two", "bib": SEEN[1]}, "Dr Sol")
