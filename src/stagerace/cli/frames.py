"""`stagerace frames`: passings over radio, satellite, QR code or text message."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.frames_text import hear, tell_call, tell_taken, tell_written
from stagerace.cli.showing import note
from stagerace.core.errors import BadInput, Problem
from stagerace.core.frames import CARRIERS, to_text
from stagerace.core.names import DeviceId, NodeId, PlaceId
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder
from stagerace.node.frames import post_of, take_frames, write_frames, write_roll


class Carrier(StrEnum):
    """What carries frames."""

    satellite = "satellite"
    mesh = "mesh"
    qr = "qr"
    text = "text"


def frames(
    directory: Dir,
    sender: Annotated[
        str | None, typer.Option("--from", metavar="NODE", help="Whose passings; this machine's where none is named.")
    ] = None,
    over: Annotated[Carrier, typer.Option(help="What carries them: it decides how large a frame is.")] = (
        Carrier.satellite
    ),
    ack: Annotated[
        str | None, typer.Option(metavar="TEXT|FILE", help="The last answer heard: what arrived is not sent again.")
    ] = None,
    roll_call: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Write who is at a place now, instead of passings.")
    ] = None,
    read: Annotated[
        list[str] | None, typer.Option(metavar="TEXT|FILE", help="Take in a frame heard, or a file of them; repeat.")
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="DEVICE", help="Who shall read them; headquarters where none is named.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write each as a file of bytes, not as text.")
    ] = None,
    unproven: Annotated[
        bool, typer.Option("--unproven", help="Take in frames that do not prove who sent them.")
    ] = False,
) -> None:
    """Write passings as short frames, a line of text each; or take in frames heard and print the answers to send.

    Example: `stagerace frames cp3 > to-send.txt`, at headquarters `stagerace frames sahara-2031 --read to-send.txt`
    """
    post, moment, size = post_of(RaceFolder(directory)), now(), CARRIERS[over]
    reader = DeviceId(to) if to else None
    if read:
        taken = take_frames(post, hear(read), over.value, size, moment, take_unproven=unproven)
        _put_out(taken.to_send, out, "answer")
        tell_taken(taken, post.view.facts)
        if taken.refused:
            raise typer.Exit(1)
    elif roll_call:
        frame, call = write_roll(post, PlaceId(roll_call), size, to=reader, now=moment)
        _put_out([frame], out, "roll-call")
        note(tell_call(call))
    else:
        node = NodeId(sender) if sender else None
        written = write_frames(post, node, size, answer=_one(ack) if ack else None, to=reader, now=moment)
        _put_out(written.frames, out, "frame")
        tell_written(written)


def _one(text: str) -> bytes:
    found = list(hear([text]).values())
    if len(found) != 1:
        raise BadInput(Problem(f"--ack holds {len(found)} frames", "Give the last answer heard, and only that"))
    return found[0]


def _put_out(written: list[bytes], folder: Path | None, name: str) -> None:
    """Print frames as text, or write them to files and print their names."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    for count, frame in enumerate(written, 1):
        if folder is None:
            typer.echo(to_text(frame))
        else:
            path = folder / f"{name}-{count:03}.frame"
            path.write_bytes(frame)
            typer.echo(path)
