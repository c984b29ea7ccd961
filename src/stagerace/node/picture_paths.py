"""Where pictures may be written: a folder, or a file that ends in .svg; anything else is refused in words."""

from pathlib import Path

from stagerace.core.errors import BadInput, Problem


def picture_folder(out: Path) -> Path:
    """The folder for pictures, made where it is missing.

    Raises BadInput where the name is that of a file, or of another kind of picture.
    """
    if out.is_file():
        raise BadInput(Problem("this is a file, not a folder for pictures", "Name another folder", str(out)))
    if out.suffix and not out.exists():
        what = f"pictures are SVG, not {out.suffix}"
        raise BadInput(Problem(what, "Name a folder; a single picture of a course may end in .svg", str(out)))
    out.mkdir(parents=True, exist_ok=True)
    return out
