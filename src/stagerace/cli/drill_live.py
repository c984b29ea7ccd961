"""A drill on the screens, for a crew: as fast as is said, scored when the stage is closed or somebody stops it."""

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from stagerace.cli.drill_text import stage_lines
from stagerace.cli.showing import console
from stagerace.node.addresses import addresses, url

if TYPE_CHECKING:
    from stagerace.node.camp import Camp
    from stagerace.node.drilling import Setting

_HERE: Final = "127.0.0.1"


def play(folder: Path, setting: "Setting", seed: int, rate: float, port: int) -> None:
    """Play the stages of a drill one after the other until the last is closed, or Ctrl-C.

    Raises BadInput for a port in use, LogRefused where the folder cannot be written.
    """
    from stagerace.node.drill_live import rehearsing, staged
    from stagerace.web.serving import bind, server_of

    sock = bind("0.0.0.0", port)  # noqa: S104 phones on the same network are to try it.
    laid = staged(folder, setting)

    def done() -> None:
        server.should_exit = True

    with rehearsing(laid, setting, seed, rate, monotonic, done) as (camp, begin, field, password):
        camp.urls = tuple(url("http", host, sock.getsockname()[1]) for host in (*addresses("0.0.0.0"), _HERE))  # noqa: S104
        server = server_of(camp, ready=lambda: _welcome(camp, password, rate))
        begin()
        server.run([sock])
        scores = field.all_scores(camp.clock())
    for score in scores:
        console.print("")
        for line in stage_lines(score):
            console.print(line, markup=False)


def _welcome(camp: "Camp", password: str, rate: float) -> None:
    here = camp.urls[-1]
    said = [
        "",
        f"The rehearsal begins, {rate:g} times as fast. Something will go wrong; nobody tells you what.",
        "",
        f"  {here}login     log in as hq or director, password {password}",
        f"  {here}hq        everybody, alerts, the roll; take an alert, and the field goes and looks",
        f"  {here}board     the stage as it runs",
        "",
    ]
    if len(camp.urls) > 1:
        said.append(f"From phones and other machines on this network: {' '.join(camp.urls[:-1])}")
    said.append("Closing a stage scores it and goes on to the next; the last one, or Ctrl-C, ends the play.")
    console.print("\n".join(said), markup=False, highlight=False)
