"""Rows written as CSV text, the same bytes on every machine."""

import csv
import io
from collections.abc import Iterable


def sheet(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
