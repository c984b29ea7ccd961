"""The name that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` most like `name`; None where none is like it.

    >>> nearest("chekpoint", ["checkpoint", "wave"])
    'checkpoint'
    """
    by_folded = {known.casefold(): known for known in names}
    found = get_close_matches(name.casefold()[:200], by_folded, n=1, cutoff=0.5)
    return by_folded[found[0]] if found else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """What to do about a name nobody knows: the nearest one, else all that there are.

    >>> did_you_mean("chekpoint", ["checkpoint", "wave"])
    'Did you mean checkpoint?'
    """
    names = list(names)
    if guess := nearest(name, names):
        return f"Did you mean {guess}?"
    return f"Known are {', '.join(names[:20])}{', …' if len(names) > 20 else ''}" if names else ""
