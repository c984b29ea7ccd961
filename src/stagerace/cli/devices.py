"""`stagerace devices`: who writes in a race, and the end of one that was lost."""

from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import Dir, TextFormat, instant
from stagerace.cli.columns import table
from stagerace.cli.showing import console
from stagerace.core.clock import Instant
from stagerace.core.names import DeviceId
from stagerace.core.zone import Zone, say_clock
from stagerace.node.clock import now
from stagerace.node.devices import Device, Devices, devices_of, find_device
from stagerace.node.enrolling import Enrolling, revoke
from stagerace.node.folder import RaceFolder
from stagerace.node.home import home
from stagerace.node.home import label as machine


def devices(
    directory: Dir,
    invite: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Make a code that takes one device in, for 15 minutes.")
    ] = None,
    place: Annotated[str, typer.Option(metavar="PLACE", help="The checkpoint of an invited device.")] = "",
    label: Annotated[str, typer.Option(metavar="LABEL", help="What people call it: no name of a person.")] = "",
    revoked: Annotated[
        str | None, typer.Option("--revoke", metavar="DEVICE", help="Trust this device no more; its first letters do.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="T", help="From when on nothing of it counts; now, if not said.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, without names.")] = "",
    form: Annotated[TextFormat, typer.Option("--format", help="How to print.")] = TextFormat.text,
) -> None:
    """List the devices of a race: role, checkpoint, how far each was heard. Or invite one, or revoke one that was lost.

    While the camp node serves, invite on its page: /devices.

    Example: `stagerace devices sahara-2031 --revoke d41f --from 2031-03-02T14:00 --reason "left in a taxi"`
    """
    folder = RaceFolder(directory)
    if invite is None and (place or label):
        raise typer.BadParameter("say in which role with --invite", param_hint="--place" if place else "--label")
    if invite is not None:
        _invite(folder, invite, place, label)
        return
    if revoked is None and (since is not None or reason):
        raise typer.BadParameter("say which device with --revoke", param_hint="--from" if since else "--reason")
    if revoked is not None:
        device = find_device(devices_of(folder), revoked)
        _revoke(folder, device, since, reason)
    found = devices_of(folder)
    if form is TextFormat.json:
        console.print(msgspec.json.encode(found).decode(), markup=False)
    else:
        _print(found, folder)


def _invite(folder: RaceFolder, role: str, place: str, label: str) -> None:
    moment = now()
    with folder.write(moment) as log:
        made = Enrolling(home(), log.meta.log_id, machine()).invite(log, role, place, label, moment)
    what = " ".join(filter(None, (made.role, made.place, made.label)))
    console.print(f"Code for one device, {what}, good for 15 minutes: {made.token}", markup=False)
    console.print("Start the camp node; on the other machine: stagerace sync FOLDER ADDRESS --code CODE", markup=False)


def _revoke(folder: RaceFolder, device: DeviceId, since: str | None, reason: str) -> None:
    moment = now()
    start = instant(folder, since, "--from") if since else moment
    with folder.write(moment) as log:
        revoke(log, device, start, reason, moment)


def _print(found: Devices, folder: RaceFolder) -> None:
    if not found.root:
        console.print("No device was enrolled yet: everything that is written counts.")
    if found.devices:
        plan = folder.view().facts.plan
        zone = plan.zone if plan else Zone("UTC", ((Instant(0), 0),))
        rows = [_row(device, found, zone) for device in found.devices]
        for line in table(("Device", "Label", "Role", "Records", "Last heard", ""), rows, left=(0, 1, 2, 4, 5)):
            console.print(line, markup=False)


def _row(device: Device, found: Devices, zone: Zone) -> tuple[str, ...]:
    duties = ", ".join(f"{duty.role} {duty.place}".strip() for duty in device.duties) or "–"
    heard = say_clock(device.last_seen, zone) if device.last_seen is not None else "never"
    return device.device, device.label, duties, str(sum(device.numbers.values())), heard, _notes(device, found, zone)


def _notes(device: Device, found: Devices, zone: Zone) -> str:
    notes = ["the first"] if device.device == found.root else []
    notes += ["not enrolled"] if found.root and not device.duties else []
    for cut in device.revoked:
        notes.append(f"revoked from {say_clock(cut.since, zone)}{f' ({cut.reason})' if cut.reason else ''}")
    if device.without_right:
        notes.append(f"{device.without_right} count for nothing")
    return ", ".join(notes)
