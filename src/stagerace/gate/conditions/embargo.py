"""What must not be published before an instant."""

from collections.abc import Iterator, Sequence

from stagerace.core.clock import Instant
from stagerace.core.records import Embargoed, Record
from stagerace.gate.case import Case
from stagerace.gate.conditions.base import Condition
from stagerace.gate.standstill import Standstill


class Embargo(Condition):
    """What happens after the announcement waits for the end of the embargo; the film crew, bound to it, sees it."""

    name = "embargo"

    def standstills(self, case: Case) -> Iterator[Standstill]:
        """Every version of every embargo that is not over."""
        if case.viewer.audience == "crew":
            return
        chains: dict[str, list[tuple[Record, Embargoed]]] = {}
        for record in sorted(case.records, key=case.order):
            if isinstance(record.body, Embargoed):
                chains.setdefault(record.body.id, []).append((record, record.body))
        for chain in chains.values():
            for position, (record, embargo) in enumerate(chain):
                if case.at < _end(embargo, [later for _, later in chain[position + 1 :]]):
                    everyone = not embargo.bibs.strip()
                    bibs = case.group(embargo.bibs)
                    yield Standstill(embargo.announced, record.id, case.order(record), bibs, embargo.stage, everyone)


def _end(embargo: Embargoed, later: Sequence[Embargoed]) -> Instant:
    """When an embargo ends: as its next version says, if that was announced before it had ended."""
    end = embargo.until
    for version in later:
        if version.announced > end:
            break
        end = version.until
    return end
