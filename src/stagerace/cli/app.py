"""The command that holds all others."""

from typing import Annotated

import typer

from stagerace import __version__
from stagerace.cli import (
    adopt,
    backup,
    check,
    declare,
    demo,
    explain,
    export,
    forget,
    import_,
    new,
    restore,
    standings,
    sync,
)

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
    demo.demo,
    new.new,
    check.check,
    adopt.adopt,
    import_.import_,
    standings.standings,
    explain.explain,
    declare.declare,
    backup.backup,
    restore.restore,
    export.export,
    sync.sync,
    forget.forget,
):
    app.command(name=command.__name__.rstrip("_"), no_args_is_help=command is not demo.demo)(command)
