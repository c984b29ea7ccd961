"""What the pages of the medical desk show."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.zone import Zone
from stagerace.log import Medical
from stagerace.log.care import Encounter
from stagerace.node.camp import Camp
from stagerace.node.hq.words import say_where
from stagerace.node.look import Look
from stagerace.node.medic.caring import InCare, in_care
from stagerace.node.medic.notes import bibs_of, counting, read_notes, subject_of
from stagerace.node.medic.standing import last_words, standing_words
from stagerace.node.medic.supplies import Stock, stock_of

SAYS = {"send_to_medic": "send to medic", "may_not_leave": "may not leave", "may_go": "may go"}
"""The words that go to everybody else, as people say them."""


class Waiting(Struct, frozen=True):
    """A runner whom a word concerns: which, for which place, since when, and where they are."""

    bib: Bib
    word: str
    place: PlaceId
    since: Instant
    where: str


class Latest(Struct, frozen=True):
    """A late encounter, and whose it was."""

    bib: Bib
    encounter: Encounter


class Desk(Struct, frozen=True):
    """The medical desk at one moment."""

    waiting: tuple[Waiting, ...]
    in_care: tuple[InCare, ...]
    latest: tuple[Latest, ...]
    stock: tuple[Stock, ...]
    zone: Zone
    are_numbers: bool
    """Whether every bib is a number, so that a phone need not show letters."""


class Patient(Struct, frozen=True):
    """Everything that the medics of this machine know of a runner."""

    bib: Bib
    where: str
    word: str
    word_at: Instant | None
    word_place: PlaceId
    care: InCare | None
    """Set while the medics have them."""
    known: Medical | None
    encounters: tuple[Encounter, ...]
    struck: frozenset[str]
    place: PlaceId
    """Where the next encounter is likely to be."""
    places: tuple[PlaceId, ...]
    stock: tuple[Stock, ...]
    zone: Zone
    is_entered: bool


def desk_of(camp: Camp, look: Look) -> Desk:
    """The medical desk.

    Raises LogRefused when the vault is in use or damaged.
    """
    race, notes = look.race, read_notes(camp.folder, camp.meta.log_id)
    bibs = bibs_of(race.facts)
    words = sorted(standing_words(race).values(), key=lambda said: (said.place, said.said_at))
    late = [(bibs[who], each) for who, those in notes.encounters.items() if who in bibs for each in counting(those)]
    late.sort(key=lambda pair: (-pair[1].at, pair[1].id))
    return Desk(
        tuple(Waiting(w.bib, SAYS[w.word], w.place, w.said_at, _where(look, w.bib)) for w in words),
        tuple(in_care(look).values()),
        tuple(Latest(bib, each) for bib, each in late[:10]),
        stock_of(notes.supplies, counting(notes.all)),
        race.plan.zone,
        all(bib.isdigit() for bib in race.bibs),
    )


def patient_of(camp: Camp, look: Look, bib: Bib) -> Patient | None:
    """What the medics here know of a runner; None where nobody wears the bib.

    Raises LogRefused when the vault is in use or damaged.
    """
    race, row = look.race, look.watch.ledger.by_bib.get(bib)
    if row is None:
        return None
    notes, subject = read_notes(camp.folder, camp.meta.log_id), subject_of(race.facts, bib)
    said = last_words(race).get(bib)
    mine = notes.of(subject)
    stage = race.plan.by_number[look.watch.ledger.stage]
    return Patient(
        bib,
        say_where(row),
        SAYS[said.word] if said else "",
        said.said_at if said else None,
        said.place if said else PlaceId(""),
        in_care(look).get(bib),
        notes.known.get(subject) if subject else None,
        tuple(each for each in mine if not each.strikes),
        frozenset(each.strikes for each in mine if each.strikes),
        row.a if row.state == "in_checkpoint" else _last_place(notes.all),
        tuple(place.id for place in stage.places),
        stock_of(notes.supplies, counting(notes.all)),
        race.plan.zone,
        subject is not None,
    )


def _where(look: Look, bib: Bib) -> str:
    row = look.watch.ledger.by_bib.get(bib)
    return say_where(row) if row else ""


def _last_place(encounters: tuple[Encounter, ...]) -> PlaceId:
    """Where the medics of this machine were last."""
    latest = max(encounters, key=lambda each: each.at, default=None)
    return latest.place if latest else PlaceId("")
