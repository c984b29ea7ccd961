"""Passings as frames tell of them, drawn at random."""

from hypothesis import strategies as st

from stagerace.core.clock import SECOND, Instant
from stagerace.core.frames import SOURCES, FramePassing, rounded
from stagerace.core.names import Bib, NodeId, Number, PlaceId

CP3 = NodeId("nabcdefgh27")
MIDNIGHT = Instant(1_930_176_000_000)
KEY = b"k" * 32
RACE = b"log 1"

bibs = st.one_of(st.integers(1, 99_999_999).map(str), st.text("0123456789ABZ*", min_size=1, max_size=8)).map(Bib)
moments = st.one_of(
    st.integers(-3_600, 3_600).map(lambda s: MIDNIGHT + s * SECOND), st.integers(-(2**53) + SECOND, 2**53 - SECOND)
).map(Instant)


@st.composite
def passing_rows(draw: st.DrawFn, most: int = 24) -> list[FramePassing]:
    """Passings of one node, their numbers rising with holes."""
    count, number = draw(st.integers(1, most)), 0
    found: list[FramePassing] = []
    for _ in range(count):
        number += draw(st.sampled_from([1, 1, 1, 2, 300]))
        found.append(
            FramePassing(
                Number(number),
                draw(bibs),
                PlaceId(draw(st.sampled_from(["1CP1", "1CP1", "1CP1", "2FINISH", "3 Ö-Tal"]))),
                rounded(draw(moments)),
                draw(st.sampled_from(["in", "out", None])),
                draw(st.sampled_from(SOURCES)),
                draw(st.booleans()),
                draw(st.booleans()),
            )
        )
    return found


def row(number: int, bib: str = "7", second: int = 0, way: str | None = "in", place: str = "1CP1") -> FramePassing:
    """A passing so many seconds after midnight."""
    at = Instant(MIDNIGHT + second * SECOND)
    return FramePassing(Number(number), Bib(bib), PlaceId(place), at, way, "keypad")  # type: ignore[arg-type]
