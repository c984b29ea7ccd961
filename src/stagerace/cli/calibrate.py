"""`stagerace calibrate`: the free numbers fitted again to reference data."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.showing import console, working


def calibrate(
    data: Annotated[
        Path,
        typer.Option("--data", metavar="DIR", help="The folder of reference data: mds/, utmb/, hot_100/.",
                     show_default=False),
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write them.")] = Path("free_numbers.toml"),
    quick: Annotated[bool, typer.Option("--quick", help="One rough round, to see that it runs.")] = False,
) -> None:  # fmt: skip
    """Fit every free number of the field simulation again, and write them with what each was fitted on.

    Starts from the numbers that come with the program; a full fit takes several minutes. Numbers that no data informs
    are kept, and the file says why.

    Example: `stagerace calibrate --data shared/data --out numbers.toml`
    """
    from stagerace.cli.calibrate_text import lines  # The models take seconds to load.
    from stagerace.feeds.free_numbers import shipped_numbers
    from stagerace.node.calibrating import calibrate as fitted
    from stagerace.node.calibrating import may_be_written, write

    may_be_written(out)
    with working("Fitting, stage by stage ..."):
        found = fitted(data, shipped_numbers(), quick=quick)
    write(found, out)
    for line in lines(found):
        console.print(line, markup=False)
    console.print(f"written: {out}", markup=False)
