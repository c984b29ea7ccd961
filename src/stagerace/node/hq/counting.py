"""The head count as the screens show it: what does not agree first, then how many are where."""

from stagerace.node.hq.told import CountTold, DisagreementTold
from stagerace.node.hq.words import STATES, say_place
from stagerace.watch.watching import Watch


def counted(watch: Watch) -> CountTold:
    """The ledger and the roll call of the night; it balances while nobody disagrees."""
    ledger, night = watch.ledger, watch.head_count
    disagreements = tuple(
        DisagreementTold(each.says, each.do, each.bibs, each.place, each.since) for each in ledger.disagreements
    )
    unread = tuple(f"{each.bib} at {say_place(each.place)}" for each in ledger.unread)
    return CountTold(
        ledger.starters,
        {said: ledger.counts[state] for state, said in STATES.items()},
        disagreements,
        unread,
        night.called,
        night.answered,
        night.in_care,
        night.silent,
        night.out_there,
        night.nowhere,
        not disagreements and not unread,
    )
