"""The verdict on every published figure: it follows from others, cannot be checked, or contradicts them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from stagerace.rules.published.base import FAR, Conflict, Doubt, Finding, Misread, Support
from stagerace.rules.published.blaming import Blame, blame, likeliest
from stagerace.rules.published.edition import Edition
from stagerace.rules.published.figures import Figure, say_amount
from stagerace.rules.published.fits import Fit
from stagerace.rules.published.kinds import FIRST, KINDS
from stagerace.rules.published.reading import Published

State = Literal["follows", "unchecked", "contradicts"]
"""What is known of a figure."""

_ALONE: Final = "nothing else that was published adds up with it"


class FigureVerdict(Struct, frozen=True, kw_only=True):
    """What is known of one figure, and why."""

    figure: Figure
    state: State
    why: str
    kind: str = ""
    """The kind of inconsistency, or of agreement, that decided."""
    expected: str = ""
    fits: tuple[Fit, ...] = ()
    """What would fit instead, the likeliest first, at most three."""

    def __str__(self) -> str:
        parts = [f"{self.figure}: {self.why}"]
        parts += [f"expected was {self.expected}"] if self.expected else []
        parts += [f"{fit.value} would fit: {fit.how}" for fit in self.fits]
        return "; ".join(parts)


class Judgement(Struct, frozen=True):
    """An edition's figures, each with its verdict, in the order they were published in."""

    edition: Edition
    verdicts: tuple[FigureVerdict, ...]

    @property
    def contradictions(self) -> tuple[FigureVerdict, ...]:
        """The figures that contradict others."""
        return tuple(verdict for verdict in self.verdicts if verdict.state == "contradicts")

    def count(self, state: State) -> int:
        """How many figures are so."""
        return sum(verdict.state == state for verdict in self.verdicts)

    @property
    def by_sort(self) -> dict[str, Counter[State]]:
        """How many figures of each sort follow, cannot be checked, contradict."""
        found: dict[str, Counter[State]] = defaultdict(Counter)
        for verdict in self.verdicts:
            found[verdict.figure.sort][verdict.state] += 1
        return dict(found)

    @property
    def summary(self) -> str:
        """All figures in one sentence."""
        return say_counts("figure", Counter(verdict.state for verdict in self.verdicts))


def say_counts(word: str, states: Mapping[State, int]) -> str:
    """So many follow, cannot be checked, contradict.

    >>> say_counts("figure", {"follows": 1, "unchecked": 2})
    '3 figures: 1 follows from others, 2 cannot be checked, none contradicts'
    """
    total = sum(states.values())
    follow, wrong = states.get("follows", 0), states.get("contradicts", 0)
    parts = [f"{follow or 'none'} follow{'s' if follow < 2 else ''} from others"]
    parts.append(f"{states.get('unchecked', 0) or 'none'} cannot be checked")
    parts.append(f"{wrong or 'none'} contradict{'s' if wrong < 2 else ''}")
    return f"{total} {word}{'' if total == 1 else 's'}: {', '.join(parts)}"


def judge(edition: Edition) -> Judgement:
    """The verdict on every figure of an edition."""
    printed = Published(edition)
    misread = {f.figure: f for kind in FIRST for f in kind.findings(printed) if isinstance(f, Misread)}
    published = Published(edition, {index: found.amount for index, found in misread.items()})
    findings = [found for kind in KINDS for found in kind.findings(published)]
    conflicts = [found for found in findings if isinstance(found, Conflict)]
    blamed = blame(published, conflicts, findings)
    wrong = {index: _misread(printed, found) for index, found in misread.items()}
    wrong |= {index: _contradicts(published, index, mine) for index, mine in blamed.items() if index not in wrong}
    follows = _follows(published, findings, wrong, set(blamed))
    return Judgement(
        edition,
        tuple(
            wrong.get(index) or follows.get(index) or _unchecked(figure, index, findings, conflicts)
            for index, figure in published.numbered()
        ),
    )


def _misread(printed: Published, found: Misread) -> FigureVerdict:
    figure = printed.figures[found.figure]
    value = say_amount(found.amount, figure)
    fit = Fit(value=value, how=found.how)
    return FigureVerdict(
        figure=figure, state="contradicts", why=found.what, kind=found.kind, expected=value, fits=(fit,)
    )


def _contradicts(published: Published, index: int, found: Blame) -> FigureVerdict:
    figure = published.figures[index]
    whats = list(dict.fromkeys(conflict.what for conflict in found.conflicts))
    return FigureVerdict(
        figure=figure,
        state="contradicts",
        why="; and ".join(whats[:3]),
        kind=found.conflicts[0].kind,
        expected=_expected(figure, index, found.conflicts),
        fits=likeliest(published, index, found),
    )


def _expected(figure: Figure, index: int, conflicts: list[Conflict]) -> str:
    suspects = [s for conflict in conflicts for s in conflict.suspects if s.figure == index]
    exact = [s for s in suspects if s.low == s.high and abs(s.low) < FAR]
    if exact:
        return say_amount(exact[0].low, figure)
    words = [s.expected for s in suspects if s.expected]
    if words:
        return words[0]
    low, high = max(s.low for s in suspects), min(s.high for s in suspects)
    if low > -FAR and high < FAR and low <= high:
        return f"between {say_amount(low, figure)} and {say_amount(high, figure)}"
    if low > -FAR:
        return f"at least {say_amount(low, figure)}"
    return f"at most {say_amount(high, figure)}" if high < FAR else ""


def _follows(
    published: Published, findings: Sequence[Finding], wrong: Mapping[int, FigureVerdict], blamed: set[int]
) -> dict[int, FigureVerdict]:
    found: dict[int, FigureVerdict] = {}
    for support in findings:
        if isinstance(support, Support) and support.figure not in wrong and not blamed & set(support.uses):
            figure = published.figures[support.figure]
            verdict = FigureVerdict(figure=figure, state="follows", why=support.why, kind=support.kind)
            found.setdefault(support.figure, verdict)
    return found


def _unchecked(figure: Figure, index: int, findings: Sequence[Finding], conflicts: Sequence[Conflict]) -> FigureVerdict:
    if any(index in {s.figure for s in conflict.suspects} for conflict in conflicts):
        why, kind = "what it adds up with contradicts", conflicts[0].kind
    else:
        doubt = next((found for found in findings if isinstance(found, Doubt) and found.figure == index), None)
        why, kind = (doubt.why, doubt.kind) if doubt else (_ALONE, "")
    return FigureVerdict(figure=figure, state="unchecked", why=why, kind=kind)
