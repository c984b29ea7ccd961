"""The figures of an edition as they are read: by person, with what was misread put right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from stagerace.rules.published.edition import Edition
from stagerace.rules.published.figures import Figure, Where, fold_name


class Published:
    """An edition's figures, found by person and table; amounts may be read otherwise than printed."""

    def __init__(self, edition: Edition, read_as: Mapping[int, int] | None = None) -> None:
        self.edition = edition
        self.figures = edition.figures
        self.read_as = dict(read_as or {})

    def amount(self, index: int) -> int | None:
        """What a figure is read as."""
        return self.read_as.get(index, self.figures[index].amount)

    def known(self, index: int) -> int:
        """What a figure with a value is read as."""
        amount = self.amount(index)
        assert amount is not None
        return amount

    @cached_property
    def people(self) -> dict[str, tuple[int, ...]]:
        """The figures of each person who can be told apart, by bib or name."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, figure in enumerate(self.figures):
            if key := self._key(figure):
                found[key].append(index)
        return {key: tuple(indices) for key, indices in found.items() if key not in self._namesakes}

    def _key(self, figure: Figure) -> str:
        return f"#{figure.bib}" if figure.bib else fold_name(figure.name)

    @cached_property
    def _namesakes(self) -> frozenset[str]:
        """Names that stand more than once in one table with different ranks: more than one person."""
        ranks: dict[tuple[str, Where, str, str, str], set[int]] = defaultdict(set)
        for f in self.figures:
            if f.name and f.rank is not None:
                ranks[self._key(f), f.where, f.table, f.source, f.kind].add(f.rank)
        return frozenset(key for (key, *_), found in ranks.items() if len(found) > 1)

    @cached_property
    def tables(self) -> dict[tuple[str, str, str], tuple[int, ...]]:
        """The figures that are ranked against each other: by part of the race, who is compared, kind of value."""
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for index, figure in enumerate(self.figures):
            if figure.name:
                found[str(figure.where), figure.table, figure.kind].append(index)
        return {key: tuple(indices) for key, indices in found.items()}

    def times(self, indices: tuple[int, ...], part: str) -> dict[int, tuple[int, ...]]:
        """Of these figures the times of a part of the race, by stage number."""
        found: dict[int, list[int]] = defaultdict(list)
        for index in indices:
            figure = self.figures[index]
            if figure.is_time and figure.where.part == part:
                found[figure.where.n].append(index)
        return {n: tuple(same) for n, same in found.items()}

    def numbered(self) -> Iterator[tuple[int, Figure]]:
        """Every figure with its index."""
        return enumerate(self.figures)
