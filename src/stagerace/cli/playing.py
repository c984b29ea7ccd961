"""The invented season of `stagerace demo`, played on the screens of the camp node, race after race."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from time import monotonic
from typing import TYPE_CHECKING, Final

import typer

from stagerace.cli.showing import console
from stagerace.core.names import StageNo
from stagerace.node.addresses import addresses, url
from stagerace.simulation.deserts import DESERTS

if TYPE_CHECKING:
    from stagerace.node.camp import Camp
    from stagerace.node.staging import Staged


_HERE: Final = "127.0.0.1"
"""Where a browser on this machine may keep the checkpoint app, even without TLS."""


@dataclass(frozen=True)
class Playing:
    """What is played: which races, from which stage of the first, how fast, at which port."""

    races: Sequence[str]
    stage: int | None
    rate: float
    port: int


def ready(playing: Playing) -> socket:
    """The socket for a play that can be played; nothing is made before that is known.

    Raises typer.BadParameter for a race or a stage that the season does not have, BadInput for a port in use.
    """
    from stagerace.web.serving import bind

    known = {desert.folder: desert for desert in DESERTS}
    if unknown := [name for name in playing.races if name not in known]:
        raise typer.BadParameter(f"there is no {unknown[0]!r}; there is {', '.join(known)}", param_hint="--race")
    first = known[(playing.races or list(known))[0]]
    if playing.stage and playing.stage > len(first.legs):
        what = f"{first.name} has stages 1 to {len(first.legs)}"
        raise typer.BadParameter(what, param_hint="--stage")
    return bind("0.0.0.0", playing.port)  # noqa: S104 phones on the same network are to try it.


def play(season: Path, playing: Playing, sock: socket) -> None:
    """Play the races of a season until they are over or somebody stops it with Ctrl-C."""
    from stagerace.node.staging import stage

    for number, name in enumerate(playing.races or [desert.folder for desert in DESERTS]):
        first = StageNo(playing.stage) if playing.stage and not number else None
        if not _play(stage(season, season / name, first), playing.rate, sock):
            break
    console.print("Stopped. The finished season stays in the folder, and every command can be tried on it.")


def _play(staged: "Staged", rate: float, sock: socket) -> bool:
    """Play one race; whether it came to its end."""
    from stagerace.node.staging import playing
    from stagerace.web.serving import server_of

    over: list[bool] = []

    def done() -> None:
        over.append(True)
        server.should_exit = True

    with playing(staged, rate, monotonic, done) as (camp, player, password):
        port = sock.getsockname()[1]
        camp.urls = tuple(url("http", host, port) for host in (*addresses("0.0.0.0"), _HERE))  # noqa: S104
        server = server_of(camp, ready=lambda: _welcome(camp, password, rate))
        player.start()
        server.run([sock.dup()])
    return bool(over)


def _welcome(camp: "Camp", password: str, rate: float) -> None:
    here = camp.urls[-1]
    said = [
        "",
        f"{camp.race_name()} is on, {rate:g} times as fast as it was; hours in which nothing happens are skipped.",
        "",
        f"  {here}login           log in as director, hq or media, password {password}",
        f"  {here}board           the stage as it runs",
        f"  {here}hq              where everybody is, and what somebody must look at",
        f"  {here}desk/times      what does not fit together, and its answers",
        f"  {here}desk/rulings    decisions, previewed and signed",
        f"  {here}devices         invite a phone, or this browser, to be a checkpoint",
        "",
    ]
    if len(camp.urls) > 1:
        said.append(f"From phones and other machines on this network: {' '.join(camp.urls[:-1])}")
    said.append("Ctrl-C stops.")
    console.print("\n".join(said), markup=False, highlight=False)
