"""Which numbers are there, as few pairs of first and last."""

from msgspec import Struct

Span = tuple[int, int]
"""The first and the last of numbers without a hole."""


class Spans(Struct, frozen=True):
    """A set of numbers from 1, as spans in rising order that do not touch."""

    spans: tuple[Span, ...] = ()

    @property
    def top(self) -> int:
        """The highest number; 0 where there is none."""
        return self.spans[-1][1] if self.spans else 0

    def __contains__(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.spans)

    def plus(self, first: int, last: int) -> "Spans":
        """With all the numbers from first to last; the same where there are none between."""
        if last < first:
            return self
        before = [span for span in self.spans if span[1] < first - 1]
        behind = [span for span in self.spans if span[0] > last + 1]
        touched = self.spans[len(before) : len(self.spans) - len(behind)]
        whole = (min(span[0] for span in (*touched, (first, last))), max(span[1] for span in (*touched, (first, last))))
        return Spans((*before, whole, *behind))

    def gaps(self) -> tuple[Span, ...]:
        """The spans of numbers from 1 up to the highest that are not here.

        >>> Spans(((1, 3), (7, 9))).gaps()
        ((4, 6),)
        """
        ends = [0, *(last for _, last in self.spans)]
        found = [(end + 1, first - 1) for end, (first, _) in zip(ends, self.spans, strict=False)]
        return tuple((first, last) for first, last in found if first <= last)

    @classmethod
    def all_but(cls, top: int, gaps: tuple[Span, ...]) -> "Spans":
        """The numbers from 1 to the highest without those of the gaps, which are in rising order."""
        found, start = cls(), 1
        for first, last in gaps:
            found = found.plus(start, min(first - 1, top))
            start = last + 1
        return found.plus(start, top)
