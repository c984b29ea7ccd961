"""The head count of a night: the ledger held against the roll calls."""

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, StageNo
from stagerace.rules.race import Race
from stagerace.watch.ledger import ledger_of
from stagerace.watch.places import Ground
from stagerace.watch.whereabouts import HeadCount, Ledger, Whereabouts
from stagerace.watch.words import words_of


def head_count(race: Race, stage: StageNo, now: Instant) -> HeadCount:
    """Who of a stage answered, who did not, who is in whose care, who is nowhere, at an instant.

    Raises KeyError where the race has no such stage.
    """
    return counted(race, ledger_of(race, stage, now))


def counted(race: Race, ledger: Ledger) -> HeadCount:
    """The head count of a ledger: everybody in exactly one list."""
    ground = Ground(race.plan, race.plan.by_number[ledger.stage])
    calls = [roll.called_at for roll in words_of(race, ground, ledger.at).rolls]
    missing = {bib for each in ledger.disagreements if each.kind == "missing" for bib in each.bibs}
    lists: dict[str, list[Bib]] = {
        "answered": [], "silent": [], "in_care": [], "out_there": [], "nowhere": [], "not_started": [],
    }  # fmt: skip
    for row in ledger.rows:
        lists[_list_of(row, is_missing=row.bib in missing)].append(row.bib)
    return HeadCount(
        ledger.stage,
        ledger.at,
        max(calls, default=None),
        disagreements=ledger.disagreements,
        **{name: tuple(bibs) for name, bibs in lists.items()},
    )


def _list_of(row: Whereabouts, *, is_missing: bool) -> str:
    if row.state == "not_started":
        return "not_started"
    if is_missing:
        return "nowhere"
    if row.is_out_there:
        return "out_there"
    if row.state in ("vehicle", "medic", "withdrawn"):
        return "in_care"
    return "answered" if row.is_safe else "silent"
