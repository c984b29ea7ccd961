"""How a failure is told: what, where, what to do; and the exit status."""

import sys
from typing import Final

from stagerace.core.errors import BadInput, StageraceError

BAD_DATA: Final = 1
MODELS: Final = frozenset(
    {
        "defusedxml",
        "fitdecode",
        "gpxpy",
        "numba",
        "pandas",
        "pvlib",
        "pyproj",
        "scipy",
        "shapely",
        "thermofeel",
    }
)
"""What the extra `sim` brings; a plain install does without."""
PICTURES: Final = frozenset({"PIL", "fontTools"})
"""What the extra `site` brings."""
_SHOWN: Final = 20


def tell_failure(error: StageraceError) -> int:
    """Say on standard error what went wrong and return the exit status, 1: the data has problems."""
    if not isinstance(error, BadInput):
        print(error, file=sys.stderr)
        return BAD_DATA
    for problem in error.problems[:_SHOWN]:
        print(problem, file=sys.stderr)
    if len(error.problems) > _SHOWN:
        print(f"... and {len(error.problems) - _SHOWN} more", file=sys.stderr)
    return BAD_DATA


def tell_refusal(error: OSError) -> int:
    """Say on standard error what the machine refused and return the exit status, 1."""
    where = f"{error.filename}: " if error.filename else ""
    why = (error.strerror or str(error)).lower()
    print(f"{where}{why}. Check that {_remedy(error)}, then try again", file=sys.stderr)
    return BAD_DATA


def _remedy(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "the name is right and the folder is there"
    return "you may read and write it" if isinstance(error, PermissionError) else "there is room and it may be written"


def tell_missing(error: ModuleNotFoundError) -> int:
    """Say on standard error which extra is missing and return the exit status, 1; raises where none is."""
    missing = (error.name or "").partition(".")[0]
    if missing in PICTURES:
        print(
            f"cards to share are drawn with what `pip install 'stagerace[site]'` brings, and {missing} is not "
            "installed; the site itself does without",
            file=sys.stderr,
        )
        return BAD_DATA
    if missing not in MODELS:
        raise error
    print(
        f"this needs the models of course, climate and body, and {error.name} is not installed. "
        "Install them with `pip install 'stagerace[sim]'`; times and standings work without",
        file=sys.stderr,
    )
    return BAD_DATA
