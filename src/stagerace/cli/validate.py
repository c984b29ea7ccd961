"""`stagerace validate`: the simulation held against figures from the field."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from stagerace.cli.showing import console, counting, note, working
from stagerace.cli.simulate import Form


def validate(
    replicates: Annotated[
        int | None, typer.Option("--replicates", metavar="R", min=1, help="Run each comparison so many times.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Another seed is other luck; the same gives the same.")] = 1,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ROW", help="Only this row, as V05; may be given again.")
    ] = None,
    numbers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Other free numbers, as `calibrate` writes them.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="Reference data: whole races that nothing was fitted to, as well."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.table,
) -> None:
    """Hold the simulation against figures measured in the field: which are met, which are not, by how much and why.

    Runs invented races like those of the studies; with `--data` it also forecasts real ones that no fit has seen.

    Example: `stagerace validate --only V05 --only V24`
    """
    from stagerace.cli.validate_text import lines  # The models take seconds to load.
    from stagerace.feeds.field_targets import chosen, shipped_targets
    from stagerace.feeds.free_numbers import shipped_numbers
    from stagerace.node.calibrated_numbers import numbers_from
    from stagerace.node.validating import scenarios_of, with_races
    from stagerace.node.validating import validate as held

    targets = chosen(shipped_targets(), only or ())
    free = numbers_from(numbers) if numbers else shipped_numbers()
    with counting("Running races like those of the studies", len(scenarios_of(targets))) as tick:
        verdict = held(targets, free, replicates=replicates, seed=seed, tick=tick)
    if data:
        with working("Running whole races ..."):
            verdict = with_races(verdict, data, free)
    if form is Form.json:
        typer.echo(msgspec.json.encode(verdict).decode())
        return
    for line in lines(verdict):
        console.print(line, markup=False)
    note("how bands were set, before anything was fitted: docs/validation.md")
