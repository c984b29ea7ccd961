"""When somebody on course is expected next, and at the end of the stage."""

from collections.abc import Iterator

from stagerace.core.names import Bib, StageNo
from stagerace.node.site.dates.date import Date, place_key
from stagerace.node.site.history import mark
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.whereabouts import NextWord, finish_word, next_word


def expected(seen: RaceSeen) -> Iterator[Date]:
    """Up to two dates a runner on course."""
    if seen.forecast is None:
        return
    for bib in seen.expected:
        for word in (next_word(seen, bib), finish_word(seen, bib)):
            if word is not None:
                yield _date(seen.forecast.stage, bib, word)


def _date(stage: StageNo, bib: Bib, word: NextWord) -> Date:
    return Date(
        f"expected/{stage}/{place_key(word.place)}/{mark(bib)}", "expected", word.earliest, word.latest, stage,
        frozenset({bib}), word.place, "in", word.metres, whose=bib,
    )  # fmt: skip
