"""The stretches through which a device's clocks ran on, each with those of its anchors that agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from stagerace.core.names import RecordId
from stagerace.core.own_time import goes_on
from stagerace.rules.clocks.anchor import Anchor, agree

Trust = Mapping[str, int]
"""How many devices took their time from each reference."""


def trust_in(anchors: Iterable[Anchor]) -> Trust:
    """How many devices took their time from each reference."""
    return Counter(reference for _, reference in {(anchor.node, anchor.text.reference) for anchor in anchors})


def runs(anchors: Iterable[Anchor]) -> list[list[Anchor]]:
    """The anchors of one segment cut where the wall clock and the monotonic one parted unnoticed, in order of time."""
    found: list[list[Anchor]] = []
    for anchor in sorted(anchors, key=lambda anchor: (anchor.text.mono, anchor.id)):
        if found and _same_run(found[-1][-1], anchor):
            found[-1].append(anchor)
        else:
            found.append([anchor])
    return found


def _same_run(before: Anchor, after: Anchor) -> bool:
    return goes_on(before.text.heard_at, before.text.mono, after.text.heard_at, after.text.mono)


def agreeing(run: Sequence[Anchor], trust: Trust) -> list[Anchor]:
    """Those anchors of a run that agree with each other; where not all do, those that most devices' references say.

    Each anchor gathers the ones that agree with it. The gathering whose references serve the most devices wins, then
    the one with more anchors, then the surest and the earliest at its centre.
    """
    if all(agree(before, after) for before, after in pairwise(run)):
        return list(run)
    gatherings = {centre.id: [other for other in run if agree(centre, other)] for centre in run}

    def worse(centre: Anchor) -> tuple[int, int, int, RecordId]:
        gathered = gatherings[centre.id]
        devices = sum(trust[reference] for reference in {anchor.text.reference for anchor in gathered})
        return (-devices, -len(gathered), centre.error, centre.id)

    return gatherings[min(run, key=worse).id]
