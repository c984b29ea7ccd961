"""How a bib is misread."""

from stagerace.core.names import Bib


def misreadings(bib: Bib) -> list[Bib]:
    """All bibs with one digit wrong, the first digit never 0."""
    found = []
    for at, digit in enumerate(bib):
        found += [Bib(f"{bib[:at]}{other}{bib[at + 1 :]}") for other in "0123456789" if other != digit]
    return [name for name in found if not name.startswith("0")]
