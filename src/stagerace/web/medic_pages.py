"""The pages of the medical desk; where no medical notes are kept, the page that says where they are."""

import secrets
from collections.abc import Mapping

from starlette.responses import Response

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.names import bib as read_bib
from stagerace.core.zone import Zone, say_clock
from stagerace.log.care import Encounter
from stagerace.node.medic.counts import counts_of
from stagerace.node.medic.deciding import KEEPINGS
from stagerace.node.medic.notes import is_medics, read_notes
from stagerace.node.medic.sorts import DECISIONS, SORTS
from stagerace.node.medic.told import desk_of, patient_of
from stagerace.web.naming import called, is_unread, may_name
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked


def door_page(asked: Asked) -> Response:
    """Where medical notes are kept and how to come to them."""
    shown = {"here": is_medics(asked.camp), "unread": is_unread(asked), "race": asked.camp.race_name()}
    return page("medic_door.html.j2", asked, shown)


def desk_page(asked: Asked) -> Response:
    """The medical desk."""
    camp = asked.camp
    found, counts = asked.house.headquarters.watcher.ask(
        lambda look: (desk_of(camp, look), counts_of(look.race, read_notes(camp.folder, camp.meta.log_id)))
    )
    shown = {"desk": found, "counts": counts, **_words(asked, found.zone)}
    return page("medic.html.j2", asked, shown)


def patient_page(
    asked: Asked, bib: Bib, refused: Refused | None = None, typed: Mapping[str, str] | None = None
) -> Response:
    """A runner as the medics know them; with what went wrong and what was filled in, so that nobody types it again."""
    camp = asked.camp
    found = asked.house.headquarters.watcher.ask(lambda look: patient_of(camp, look, bib))
    if found is None:
        raise Refused(404, f"nobody wears {bib}", "Write the bib of a runner who is entered")
    name = (typed or {}).get("follows") or asked.request.query_params.get("again", "")
    again = next((each for each in found.encounters if each.id == name), None)
    shown = {
        "patient": found,
        "name": asked.house.headquarters.name(bib) if may_name(asked) else "",
        "again": again,
        "filled": {**_fresh(found.place, again), **(typed or {})},
        "refused": refused,
        "sorts": SORTS,
        "decisions": DECISIONS,
        "keepings": KEEPINGS,
        **_words(asked, found.zone),
    }
    return page("medic_runner.html.j2", asked, shown, refused.status if refused else 200)


def read_wanted(text: str) -> Bib:
    """The bib that was asked for.

    Raises Refused where it is none.
    """
    try:
        return read_bib(text)
    except ValueError:
        raise Refused(404, f"{text[:20]!r} is no bib", "Write the bib of a runner who is entered") from None


def _fresh(place: PlaceId, again: Encounter | None) -> dict[str, str]:
    """A form with nothing filled in but what is likely."""
    grade = "serious" if again and again.is_serious else "minor"
    blank = dict.fromkeys(("decision", "recheck", "treatment", "iv", "used", "note", "care", "care_name"), "")
    return blank | {
        "encounter": secrets.token_hex(8),
        "sort": again.sort if again else "",
        "grade": grade,
        "place": place,
    }


def _words(asked: Asked, zone: Zone) -> dict[str, object]:
    day = zone.local(asked.camp.clock()).date()

    def clock(at: Instant | None) -> str:
        return "" if at is None else say_clock(Instant(at // 60_000 * 60_000), zone, day)

    return {"clock": clock, "by": called(asked), "sort_words": SORTS, "decision_words": DECISIONS}
