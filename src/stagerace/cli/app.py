"""The command that holds all others."""

from typing import Annotated

import typer

from stagerace import __version__
from stagerace.cli.adopt import adopt
from stagerace.cli.backtest import backtest
from stagerace.cli.backup import backup
from stagerace.cli.bundle import bundle
from stagerace.cli.calibrate import calibrate
from stagerace.cli.card import card
from stagerace.cli.check import check
from stagerace.cli.climate import climate
from stagerace.cli.confirm import confirm
from stagerace.cli.consent import consent
from stagerace.cli.course import course
from stagerace.cli.declare import declare
from stagerace.cli.demo import demo
from stagerace.cli.devices import devices
from stagerace.cli.dossier import dossier
from stagerace.cli.drill import drill
from stagerace.cli.explain import explain
from stagerace.cli.export import export
from stagerace.cli.family import family
from stagerace.cli.forecast import forecast
from stagerace.cli.forget import forget
from stagerace.cli.frames import frames
from stagerace.cli.import_ import import_
from stagerace.cli.messages import messages
from stagerace.cli.new import new
from stagerace.cli.plan import plan
from stagerace.cli.publish import publish
from stagerace.cli.restore import restore
from stagerace.cli.season import season
from stagerace.cli.serve import serve
from stagerace.cli.simulate import simulate
from stagerace.cli.standings import standings
from stagerace.cli.sync import sync
from stagerace.cli.validate import validate
from stagerace.cli.void import void

app = typer.Typer(
    name="stagerace",
    help="Race headquarters for self-supported multi-stage ultramarathons.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"stagerace {__version__}")
        raise typer.Exit


@app.callback()
def stagerace(
    version: Annotated[bool, typer.Option("--version", help="The version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Race headquarters for self-supported multi-stage ultramarathons."""


for command in (
    demo,
    new,
    check,
    adopt,
    course,
    climate,
    simulate,
    plan,
    card,
    validate,
    calibrate,
    backtest,
    import_,
    consent,
    family,
    messages,
    standings,
    forecast,
    season,
    explain,
    confirm,
    void,
    declare,
    backup,
    restore,
    bundle,
    export,
    publish,
    serve,
    sync,
    devices,
    frames,
    drill,
    dossier,
    forget,
):
    app.command(name=command.__name__.rstrip("_"), no_args_is_help=command not in (demo, validate, drill))(command)
