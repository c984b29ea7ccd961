"""Stage times add up to totals: the total after one stage and the stages since give every later total."""

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from typing import Final

from stagerace.core.clock import Elapsed, format_elapsed, say_length
from stagerace.rules.published.base import FAR, Conflict, Doubt, Finding, Support, Suspect
from stagerace.rules.published.figures import fold_name, say_amount
from stagerace.rules.published.reading import Published
from stagerace.rules.published.speed import fastest

_LEAST_STAGE: Final = 10 * 60 * 1_000
"""No stage of unknown length is run in less [ms]."""


class Sums:
    """The sums of every person, as far as their figures reach."""

    name = "sums"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Sums that hold, sums that do not, and what is missing from the others."""
        last = _last_stage(published)
        for indices in published.people.values():
            yield from _Person(published, indices, last).findings()


def _last_stage(published: Published) -> int | None:
    """The last stage, as the edition says, or where a sheet's overall times are the sums of all its stages."""
    if published.edition.stage_count is not None:
        return published.edition.stage_count
    numbers = [f.where.n for f in published.figures if f.is_time and f.where.part == "stage"]
    if not numbers:
        return None
    last = max(numbers)
    whole = (_Person(published, indices, last) for indices in published.people.values())
    return last if any(person.adds_up for person in whole) else None


class _Person:
    def __init__(self, published: Published, indices: tuple[int, ...], last: int | None) -> None:
        self.published = published
        self.names = {fold_name(published.figures[i].name) for i in indices}
        self.stages = {n: same[0] for n, same in published.times(indices, "stage").items()}
        self.totals = {n: same[0] for n, same in published.times(indices, "after").items()}
        overall = published.times(indices, "overall")
        found = [same for part in ("stage", "after", "overall") for same in published.times(indices, part).values()]
        self.copies = {copy: same[0] for same in found for copy in same[1:]}
        self.end = overall[0][0] if 0 in overall else None
        self.penalties = {i: figure for i in indices if (figure := published.figures[i]).kind in ("penalty", "credit")}
        if self.end is not None and last is not None:
            if last in self.totals:
                self.copies[self.end] = self.totals[last]
            else:
                self.totals[last] = self.end

    @property
    def adds_up(self) -> bool:
        return any(
            total == self.end and self._miss(parts, total) in {0, *self._ruled(start, end)}
            for start, end, parts, total in self._whole()
        )

    def findings(self) -> Iterator[Finding]:
        told: set[int] = set()
        for start, end, parts, total in self._whole():
            miss = self._miss(parts, total)
            if miss == 0 or miss in self._ruled(start, end):
                yield from self._supports(parts, total, miss)
                yield from self._penalties(start, end, parts, total)
                told |= {*parts, total}
            else:
                yield self._conflict(parts, total, miss)
        yield from self._bounds()
        for copy, first in self.copies.items():
            if first in told and self.published.known(copy) == self.published.known(first):
                yield Support(copy, Sums.name, "it is the same as another that follows from the sums", (first,))

    def _whole(self) -> Iterator[tuple[int, int, tuple[int, ...], int]]:
        """Every sum of which all parts are known, between neighbouring totals: start, end, parts, total."""
        ends = sorted(self.totals)
        for place, end in enumerate(ends):
            for start in reversed([0, *ends[:place]]):
                between = range(start + 1, end + 1)
                if all(n in self.stages for n in between):
                    base = (self.totals[start],) if start else ()
                    yield start, end, (*base, *(self.stages[n] for n in between)), self.totals[end]
                    break

    def _miss(self, parts: tuple[int, ...], total: int) -> int:
        """By how much the total is more than its parts; none within what was rounded away."""
        miss = self.published.known(total) - sum(self.published.known(part) for part in parts)
        grains = [self.published.figures[i].grain for i in (*parts, total)]
        slack = sum(grain for grain in grains if grain > min(grains))
        if min(grains) > 1_000:
            slack = sum(grains)
        return 0 if abs(miss) <= slack else miss

    @cached_property
    def _rulings(self) -> list[tuple[int, Elapsed]]:
        known = ((ruling.stage, ruling.added, ruling.who) for ruling in self.published.edition.rulings)
        return [(stage, added) for stage, added, who in known if added is not None and self._among(who)]

    @cached_property
    def _printed(self) -> list[tuple[int, Elapsed]]:
        """Penalties and credits printed beside the times; those of no stage count at the end."""
        last = max((*self.stages, *self.totals, 0))
        signs = {"penalty": 1, "credit": -1}
        return [(f.where.n or last, Elapsed(signs[f.kind] * (f.amount or 0))) for f in self.penalties.values()]

    def _penalties(self, start: int, end: int, parts: tuple[int, ...], total: int) -> Iterator[Support]:
        for index, (stage, amount) in zip(self.penalties, self._printed, strict=True):
            if amount and start < stage <= end:
                yield Support(index, Sums.name, f"{self._say(total)} - {self._added(parts)}", (total, *parts))

    def _among(self, who: tuple[str, ...]) -> bool:
        return not who or bool(self.names & {fold_name(name) for name in who})

    def _ruled(self, start: int, end: int) -> set[int]:
        """What known rulings may have added between two totals, one by one and together."""
        known = [*self._rulings, *self._printed]
        added = [amount for stage, amount in known if amount and start < stage <= end]
        return {sum(some) for size in range(1, len(added) + 1) for some in combinations(added, size)}

    def _supports(self, parts: tuple[int, ...], total: int, ruled: int) -> Iterator[Support]:
        more = f" and {say_length(Elapsed(ruled))} by a ruling" if ruled else ""
        if parts == (total,):
            return
        for part in parts:
            others = " - ".join(self._say(i) for i in (total, *(p for p in parts if p != part)))
            yield Support(part, Sums.name, f"{others}{' less the ruling' if ruled else ''}", (total, *parts))
        yield Support(total, Sums.name, f"{self._added(parts)}{more}", (*parts, total))

    def _conflict(self, parts: tuple[int, ...], total: int, miss: int) -> Conflict:
        known = self.published.known
        suspects = [Suspect(total, known(total) - miss, known(total) - miss, self._added(parts))]
        for part in sorted(parts, key=lambda i: self.published.figures[i].where.part != "stage"):
            others = " - ".join(self._say(i) for i in (total, *(p for p in parts if p != part)))
            suspects.append(Suspect(part, known(part) + miss, known(part) + miss, others))
        off = f"{say_length(Elapsed(abs(miss)))} {'more' if miss > 0 else 'less'}"
        added = self._added(parts)
        if len(parts) > 1:
            added = f"{added} = {format_elapsed(Elapsed(known(total) - miss))}"
        what = f"{added}, but {self._say(total)} was published, {off}"
        return Conflict(kind=Sums.name, suspects=tuple(suspects), what=what, difference=miss)

    def _added(self, parts: tuple[int, ...]) -> str:
        return " + ".join(self._say(part) for part in parts)

    def _say(self, index: int) -> str:
        return say_amount(self.published.known(index), self.published.figures[index])

    def _bounds(self) -> Iterator[Finding]:
        """Totals of which some stages are unknown: what they leave must be possible."""
        ends = sorted(self.totals)
        loose = [] if self.end is None or self.end in self.totals.values() else [(max(ends, default=0), None, self.end)]
        pairs = [(start, end, self.totals[end]) for start, end in zip([0, *ends], ends, strict=False)]
        for start, end, total in [*pairs, *loose]:
            upto = end if end is not None else max((*self.stages, start))
            missing = [n for n in range(start + 1, upto + 1) if n not in self.stages]
            parts = tuple(self.stages[n] for n in range(start + 1, upto + 1) if n in self.stages)
            base = (self.totals[start],) if start else ()
            if (base or parts) and (missing or end is None):
                yield from self._bound((*base, *parts), total, missing, end is None)

    def _bound(self, parts: tuple[int, ...], total: int, missing: list[int], loose: bool) -> Iterator[Finding]:
        known = self.published.known
        left = known(total) - sum(known(part) for part in parts)
        needed = sum(self._least(n) for n in missing)
        names = _names(missing)
        if left >= needed and not loose:
            said = f"with {self._added(parts)} it leaves {format_elapsed(Elapsed(left))} for {names}, not published"
            yield Doubt(total, Sums.name, said)
        elif left < needed:
            suspects = [Suspect(total, known(total) + needed - left, FAR)]
            suspects += [Suspect(part, 0, known(part) - (needed - left)) for part in parts]
            what = f"{self._added(parts)} is {'more than' if left < 0 else 'nearly'} {self._say(total)}"
            yield Conflict(kind=Sums.name, suspects=tuple(suspects), what=f"{what}, with nothing left for {names}")

    def _least(self, stage: int) -> int:
        held = self.published.edition.by_number.get(stage)
        if held and held.metres:
            return int(held.metres * 3_600_000 / fastest(held.metres))
        return _LEAST_STAGE if self.published.edition.stage_count else 0


def _names(stages: list[int]) -> str:
    if not stages:
        return "the rest"
    if len(stages) == 1:
        return f"stage {stages[0]}"
    if len(stages) > 2 and stages[-1] - stages[0] == len(stages) - 1:
        return f"stages {stages[0]} to {stages[-1]}"
    return f"stages {', '.join(str(n) for n in stages[:-1])} and {stages[-1]}"
