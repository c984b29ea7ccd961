"""A dossier in short, for a terminal."""

from collections.abc import Iterator

from stagerace.node import dossier_words as words
from stagerace.node.dossier.told import Dossier, StageTold


def lines(dossier: Dossier) -> Iterator[str]:
    """The dossier in short, line by line; the page says all of it."""
    proof, responses = dossier.proof, dossier.responses
    yield f"{dossier.name}, as it stood {words.clock(dossier.until)}, log position {proof.position}"
    yield ""
    yield from _stages(dossier)
    yield from _nights(dossier)
    yield f"alerts: {responses.raised} raised, {words.half_within(responses)}, {responses.unanswered} unanswered"
    yield from _alerts(dossier)
    open_ones = sum(each.is_open for each in dossier.incidents)
    yield f"incidents: {len(dossier.incidents)}, {open_ones} of them open"
    yield f"nobody raised: {len(dossier.unraised)}, found in {responses.looks} looks at the past"
    yield from _unraised(dossier)
    yield f"holds: {len(dossier.holds)}, dangers: {len(dossier.dangers)}"
    yield f"standings after stage {dossier.standings.after}: {len(dossier.standings.rows)} rows, {_first(dossier)}"
    yield f"log: {proof.records} records of {len(proof.heads)} nodes, digest {proof.digest[:16]}…"


def _stages(dossier: Dossier) -> Iterator[str]:
    for stage in dossier.stages:
        started = f"start {words.clock(stage.planned_start)}"
        if not stage.starters:
            yield f"stage {stage.stage}: {started}, not begun"
            continue
        closed = f"closed {words.clock(stage.closed)}" if stage.closed else "not closed"
        ran = f"{stage.starters} started, {stage.finishers} finished, left: {words.left(stage)}"
        yield f"stage {stage.stage}: {started}, {ran}; {closed}"
        yield from _planned(dossier, stage)


def _planned(dossier: Dossier, stage: StageTold) -> Iterator[str]:
    """Each place as planned and as it was, where the plan was asked for."""
    plans = words.plans(dossier)
    for place in stage.places:
        if (plan := plans.get(place.place)) is None:
            continue
        people = "" if plan.staff is None else f"staff {plan.staff}, medics {plan.medics}, "
        left = f"{place.water[-1].litres} l left {words.clock(place.water[-1].at)}" if place.water else "not counted"
        there = f"{words.devices(place.crew)}, {words.shifts(place.crew)}; water {left}"
        yield f"  {words.place(place.place)}: planned {people}water {plan.water_carried} l; there {there}"


def _nights(dossier: Dossier) -> Iterator[str]:
    for night in dossier.nights:
        lost = len(night.silent) + len(night.out_there) + len(night.nowhere)
        balance = "balances" if night.balances else f"does not balance: {lost} not accounted for"
        yield f"night {night.stage}: {night.answered} of {night.starters} answered, {night.in_care} in care; {balance}"


def _alerts(dossier: Dossier) -> Iterator[str]:
    for each in dossier.alerts:
        who = words.people(each.who, dossier.names, each.runners, 6)
        where = ", ".join(filter(None, (who, words.place(each.place))))
        yield f"  {each.number}. {words.clock(each.raised)} {each.title}, {where}: {words.state(each)}"


def _unraised(dossier: Dossier) -> Iterator[str]:
    for each in dossier.unraised:
        who = words.people(each.who, dossier.names, each.runners, 6)
        where = ", ".join(filter(None, (who, words.place(each.place))))
        yield f"  {words.clock(each.found)} {each.title}, {where}"


def _first(dossier: Dossier) -> str:
    ranked = sum(row.rank is not None for row in dossier.standings.rows)
    return f"{ranked} with a place"
