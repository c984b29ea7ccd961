"""What a person filled in to decide something, read into the record it amounts to; nothing is written here."""

from typing import Final, Literal

from stagerace.core.bibset import parse_bibs
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import PlaceId, StageNo, WaveId
from stagerace.core.records import Declared, Ruled
from stagerace.feeds.bibs import group_of_bibs
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.places import place_of, stage_number
from stagerace.feeds.times import parse_km
from stagerace.node.declaring import declaration
from stagerace.node.form_reading import Filled, Reading
from stagerace.node.ruling_forms import DECLARE, FORMS
from stagerace.node.ruling_times import times_of
from stagerace.rules.classes import Scope
from stagerace.rules.facts import group_of
from stagerace.rules.race import Race
from stagerace.rules.ruled_starts import group_text
from stagerace.rules.rulings import KINDS, REVOKE

_STATES: Final[dict[str, Literal["provisional", "official"]]] = {"provisional": "provisional", "official": "official"}


def drafted(filled: Filled, race: Race, name: str) -> tuple[Ruled | Declared, list[str]]:
    """The record that a decision amounts to, and what was assumed; `name` is the id that a new ruling would get.

    Raises BadInput naming the fields that cannot be taken.
    """
    if (form := FORMS.get(filled.fields.get("kind", ""))) is None:
        raise BadInput(Problem("nobody said what is decided", "Choose a kind of decision", column="kind"))
    reading = Reading(form, filled, race)
    for each in form.fields:
        if each.name in form.needed and not reading.text(each.name) and not _is_given(reading, each.name):
            reading.problem(each.name, f"{each.label} is empty", "Fill it in")
    body = _declared(reading) if form.kind == DECLARE else _ruled(reading, name)
    if reading.problems or body is None:
        raise BadInput(*reading.problems)
    return body, reading.notes


def _is_given(reading: Reading, name: str) -> bool:
    """Whether another field says it too: a distance instead of a time, the stage of a place."""
    return (name == "minutes" and bool(reading.text("km"))) or (name == "stage" and bool(reading.text("place")))


def _declared(reading: Reading) -> Declared | None:
    scope = reading.read("result", lambda text: scope_of(text, reading.race))
    state = _STATES.get(reading.text("state"))
    if state is None:
        reading.problem("state", "a result is made provisional or official", "Choose one of them")
    if scope is None or state is None:
        return None
    return declaration(reading.race, 0, scope, state, reading.filled.by, reading.filled.now)


def scope_of(text: str, race: Race) -> Scope:
    """A result from `stage 3` or `after 3`.

    Raises Unreadable where the race has no such stage, or nothing of it was seen.
    """
    word, _, number = text.partition(" ")
    n = stage_number(number, race.plan)
    if word not in ("stage", "after") or n not in race.begun:
        raise Unreadable(f"there is no result {text[:40]!r} yet", "Choose one of the list")
    return Scope(stage=n) if word == "stage" else Scope(after=n)


def say_scope(scope: Scope) -> str:
    """A result as the form names it."""
    return f"stage {scope.stage}" if scope.stage is not None else f"after {scope.after}"


def _ruled(reading: Reading, name: str) -> Ruled | None:
    race, filled = reading.race, reading.filled
    old = _old(reading)
    place = reading.read("place", lambda text: place_of(text, race.plan))
    stage = reading.read("stage", lambda text: stage_number(text, race.plan))
    stage = _stage_of(reading, stage, place)
    group, metres = _group(reading, stage), reading.read("km", parse_km)
    if reading.problems:
        return None
    announced, length = times_of(reading, stage, old)
    ruled = Ruled(
        old or name, announced, reading.form.kind, stage, group, length, place, reading.text("reason"),
        reading.text("rule"), reading.text("revokes"), metres, reading.text("custody"), filled.by,
        reading.text("told"),
    )  # fmt: skip
    _check(reading, ruled)
    return ruled


def _old(reading: Reading) -> str:
    """The ruling this is the next version of."""
    name = reading.text("id")
    old = reading.race.facts.rulings.get(name)
    if name and (old is None or old.text.ruling != reading.form.kind):
        reading.problem("id", f"there is no {reading.form.title.casefold()} {name} to change", "Open the list again")
    return name


def _stage_of(reading: Reading, stage: StageNo | None, place: PlaceId | None) -> StageNo | None:
    own = reading.race.plan.stage_at[place].n if place is not None else None
    if stage is not None and own is not None and own != stage:
        reading.problem("place", f"{place} is a place of stage {own}, not of {stage}", "Correct one of them")
    return stage if stage is not None else own


def _group(reading: Reading, number: StageNo | None) -> str:
    """The group a decision is about, as text: the bibs that were typed, or those of a wave."""
    bibs, wave = reading.read("bibs", group_of_bibs) or "", WaveId(reading.text("wave"))
    if not wave or number is None:
        return bibs
    stage = reading.race.plan.by_number[number]
    if wave not in {each.id for each in stage.waves}:
        reading.problem("wave", f"stage {number} has no wave {wave[:20]!r}", "Choose one of the list")
    elif bibs:
        reading.problem("bibs", "both a wave and bibs are named", "Leave one of them empty")
    return group_text(reading.race, stage, wave)


def _check(reading: Reading, ruled: Ruled) -> None:
    """What no single field shows."""
    if ruled.ruling == REVOKE:
        _check_revoked(reading, ruled)
        return
    if ruled.time is not None and ruled.time < 0 and ruled.ruling != "move_start":
        reading.problem("minutes", "the time is negative", "Write it without a minus; the kind says which way")
    if ruled.bibs and not _among(reading, ruled):
        reading.problem("bibs", f"nobody in the race belongs to {ruled.bibs[:60]!r}", "Check the bibs")
    _note_like(reading, ruled)


def _note_like(reading: Reading, ruled: Ruled) -> None:
    """Tell of decisions of the same kind that stand for the same runners: this one would come on top."""
    mine = group_of(ruled).among(reading.race.bibs)
    for other in reading.race.rulings:
        text = other.text
        if (text.ruling, text.stage) != (ruled.ruling, ruled.stage) or text.id == ruled.id:
            continue
        if text.place in (None, ruled.place) and any(other.concerns(bib) for bib in mine):
            told = KINDS[text.ruling].tell(text, reading.race.plan)
            reading.notes.append(f"{text.id} stands as well: {told}; to replace it, change that one")


def _check_revoked(reading: Reading, ruled: Ruled) -> None:
    if ruled.revokes not in reading.race.facts.rulings:
        reading.problem("revokes", f"there is no ruling {ruled.revokes[:60]!r}", "Open the list again")
    elif not any(standing.text.id == ruled.revokes for standing in reading.race.rulings):
        reading.problem("revokes", f"ruling {ruled.revokes} was taken back already", "Open the list again")


def _among(reading: Reading, ruled: Ruled) -> bool:
    group = parse_bibs(ruled.bibs)
    strangers = sorted(group.bibs - set(reading.race.bibs))
    if strangers:
        reading.notes.append(f"not in the race: {', '.join(strangers[:20])}")
    return bool(group.among(reading.race.bibs))
