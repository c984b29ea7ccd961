"""What was assumed while reading a file, with the lines it was assumed for."""

from collections.abc import Iterable, Iterator
from itertools import count, groupby


class Notes:
    """Assumptions in words, each once, with all its lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}

    def add(self, text: str, line: int | None = None) -> None:
        """Note an assumption, for a line or for the whole file."""
        lines = self._lines.setdefault(text, [])
        if line is not None:
            lines.append(line)

    def __iter__(self) -> Iterator[str]:
        for text, lines in self._lines.items():
            yield f"{say_lines(lines)}: {text}" if lines else text


def say_lines(lines: Iterable[int]) -> str:
    """Line numbers as one says them.

    >>> say_lines([3, 4, 5, 9]), say_lines([2])
    ('lines 3-5, 9', 'line 2')
    """
    ordered = sorted(set(lines))
    running = count()
    runs = [list(run) for _, run in groupby(ordered, key=lambda line: line - next(running))]
    said = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"{'line' if len(ordered) == 1 else 'lines'} {said}"
