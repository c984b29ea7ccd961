"""`stagerace serve`: the camp node."""

import sys
from contextlib import closing
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import segno
import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, is_watched, note, working
from stagerace.core.errors import BadInput, Problem
from stagerace.core.roles import ROLES
from stagerace.node.accounts import accounts_of
from stagerace.node.addresses import addresses, url
from stagerace.node.camp import Camp, open_camp
from stagerace.node.certificate import Certificate, read_certificate
from stagerace.node.clock import now
from stagerace.node.companions import companion_of
from stagerace.node.folder import RaceFolder
from stagerace.node.home import home
from stagerace.node.journal import keeping_journal
from stagerace.node.keeping import Keeper
from stagerace.node.medic.deleting import MedicalDeletion
from stagerace.node.site.settings import site_settings
from stagerace.node.snapshot_keeper import SnapshotKeeper
from stagerace.node.syncing_far import sync_far
from stagerace.node.watching import Watcher
from stagerace.sync.peer import NoAnswer

if TYPE_CHECKING:
    from stagerace.node.board_forecasts import Titles
    from stagerace.node.site.keeping_up import SiteKeeper
    from stagerace.node.site.publishing import Publishing

PORT: Final = 8031
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 a camp node is there for the whole camp.


def serve(
    directory: Dir,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Listen only at this address of the machine.")
    ] = EVERYWHERE,
    port: Annotated[int, typer.Option(metavar="N", help="Listen at this port.", min=0, max=65535)] = PORT,
    tls: Annotated[
        tuple[Path, Path] | None, typer.Option(metavar="CERT KEY", help="Serve under this certificate with its key.")
    ] = None,
    name: Annotated[str, typer.Option(metavar="HOST", help="The name phones know the camp node by.")] = "",
    backup_to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Put every backup here too, a stick for instance.")
    ] = None,
    season: Annotated[
        Path | None,
        typer.Option(metavar="SEASON.toml", help="Tell the chances of this season's titles; keep its site."),
    ] = None,
    site: Annotated[
        Path | None, typer.Option(metavar="SITE", help="Keep the site for those at home written in this folder.")
    ] = None,
    cards: Annotated[bool, typer.Option("--cards", help="Draw cards to share for that site too.")] = False,
    messages: Annotated[
        bool, typer.Option("--messages", help="Take messages to runners from those at home, without an account.")
    ] = False,
    sync_with: Annotated[
        list[str] | None,
        typer.Option(metavar="TARGET", help="Keep swapping records with this camp node or folder; may be repeated."),
    ] = None,
    replica_of: Annotated[
        str, typer.Option(metavar="URL", help="Be the hot replica of this camp node: first get everything it has.")
    ] = "",
    code: Annotated[
        str, typer.Option(metavar="CODE", help="The code it invited this laptop with, the first time.")
    ] = "",
    insecure: Annotated[
        bool, typer.Option("--any-certificate", help="Take whatever certificate other camp nodes show.")
    ] = False,
    add_account: Annotated[str, typer.Option(metavar="NAME", help="Let a person log in; then end.")] = "",
    role: Annotated[str, typer.Option(metavar="ROLE", help="The role of that person.")] = "",
    remove_account: Annotated[str, typer.Option(metavar="NAME", help="Let them in no more; then end.")] = "",
) -> None:
    """Start the camp node: phones, tablets and screens on the local network reach the race here, without internet.

    Backs the race up every 10 minutes. Ctrl-C stops it. Accounts may be added while it runs.

    Example: `stagerace serve sahara-2031`
    """
    folder = RaceFolder(directory)
    if add_account:
        _add(folder, add_account, role)
    elif remove_account:
        accounts_of(folder, now()).remove(remove_account)
        console.print(f"{remove_account} can no longer log in.", markup=False)
    elif role:
        raise typer.BadParameter("a role goes with --add-account NAME", param_hint="--role")
    else:
        if replica_of:
            _become_replica(folder, replica_of, code, verify=not insecure)
        elif code:
            raise typer.BadParameter("a code goes with --replica-of URL", param_hint="--code")
        targets = tuple(dict.fromkeys([*([replica_of] if replica_of else []), *(sync_with or [])]))
        listening = Listening(host, port, name, tls, messages)
        told = SiteAsked(site, season, cards)
        _serve(folder, listening, backup_to, Companions(targets, not insecure, replica_of), told)


@dataclass(frozen=True)
class SiteAsked:
    """Where the site is kept, of which season it is, and whether cards are drawn."""

    out: Path | None
    season: Path | None
    cards: bool


@dataclass(frozen=True)
class Companions:
    """With whom to swap records while serving, and whether their certificates must be good."""

    targets: tuple[str, ...]
    verify: bool
    replica_of: str = ""


@dataclass(frozen=True)
class Listening:
    """Where and as whom to listen."""

    host: str
    port: int
    name: str
    tls: tuple[Path, Path] | None
    messages: bool = False
    """Whether messages to runners are taken, also where site.toml names no address for them."""


def _become_replica(folder: RaceFolder, url: str, code: str, *, verify: bool) -> None:
    """Get everything a camp node has before serving; where it does not answer and a log is here, go on with that."""
    try:
        with working(f"Getting everything from {url} ..."):
            done = sync_far(folder, url, now, code=code, verify=verify)
    except NoAnswer as error:
        if not folder.has_log or code:
            raise
        note(f"ALARM: {error}. Serving what is here; it is tried again every 5 s.")
    else:
        console.print(f"{done.met.came.added} records came from {done.met.label} ({done.met.node}).", markup=False)


def _add(folder: RaceFolder, name: str, role: str) -> None:
    if not role:
        raise typer.BadParameter(f"say which: {', '.join(ROLES)}", param_hint="--role")
    account = accounts_of(folder, now()).add(name, role, _password(name))
    console.print(f"{account.name} may log in as {account.role}.", markup=False)


def _password(name: str) -> str:
    if not is_watched(sys.stdin):
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass(f"Password for {name}: ")
    if first != getpass("The same again: "):
        raise BadInput(Problem("the two passwords differ", "Type the same twice"))
    return first


def _serve(
    folder: RaceFolder, listening: Listening, backup_to: Path | None, companions: Companions, site: SiteAsked
) -> None:
    from stagerace.web.serving import bind, server_of  # It takes a while to load, and few commands need it.

    titles = _titles(site.season, folder) if site.season else None
    publishing = _publishing(site.out, folder, site) if site.out else None
    if backup_to is not None and not backup_to.is_dir():
        raise BadInput(
            Problem("there is no such folder for the backups", "Make it, or mount the stick", str(backup_to))
        )
    certificate = read_certificate(*listening.tls, listening.name, now()) if listening.tls else None
    sock = bind(listening.host, listening.port)
    with closing(sock), closing(open_camp(folder, now)) as camp, keeping_journal(home() / "logs" / camp.meta.log_id):
        camp.certificate = certificate
        camp.urls = _urls(listening, certificate, sock.getsockname()[1])
        camp.titles = titles
        camp.takes_messages = listening.messages or bool(site_settings(folder.path).messages)
        _equip(camp, backup_to, companions)
        if publishing is not None:
            camp.site = _site_keeper(camp, publishing, of_season=site.season is not None)
        server = server_of(camp, ready=lambda: _welcome(camp))
        camp.begin()
        server.run([sock])
    console.print("Stopped. What was acknowledged is in the log.")


def _equip(camp: Camp, backup_to: Path | None, companions: Companions) -> None:
    """Give a camp what works beside its writer."""
    path = camp.folder.path
    camp.keeper = Keeper(path, now, second=backup_to, tell=lambda alarm: note(f"ALARM: {alarm}"))
    camp.snapshots = SnapshotKeeper(path, camp.present.race, now)
    camp.watcher = Watcher(camp)
    camp.rounds = (MedicalDeletion(camp),)
    camp.companions = tuple(
        companion_of(camp, each, verify=companions.verify, mirrors=each == companions.replica_of)
        for each in companions.targets
    )


def _site_keeper(camp: Camp, publishing: "Publishing", *, of_season: bool) -> "SiteKeeper":
    from stagerace.node.site.keeping_up import SiteKeeper  # What a forecast needs takes a while to load.

    return SiteKeeper(publishing, publishing.source.views if of_season else lambda: [camp.present.view()], now)


def _titles(season: Path, folder: RaceFolder) -> "Titles":
    from stagerace.node.forecast_season import season_titles  # What a forecast needs takes a while to load.

    return season_titles(season, folder)


def _publishing(out: Path, folder: RaceFolder, site: SiteAsked) -> "Publishing":
    from stagerace.node.site.publishing import LoneRace, Publishing  # What a forecast needs takes a while to load.
    from stagerace.node.site.season_publishing import PublishedSeason

    source = PublishedSeason.of(site.season) if site.season else LoneRace.of(folder)
    return Publishing.of(source, out, has_cards=site.cards)


def _urls(listening: Listening, certificate: Certificate | None, port: int) -> tuple[str, ...]:
    scheme = "https" if certificate else "http"
    named = listening.name or (certificate.names[0].replace("*", "hq") if certificate else "")
    hosts = [*([named] if named else []), *addresses(listening.host)]
    return tuple(url(scheme, host, port) for host in hosts)


def _welcome(camp: Camp) -> None:
    said = [f"The camp node of {camp.race_name()} is up, as {camp.label}, node {camp.node}.", ""]
    said += [f"  {address}" for address in camp.urls]
    console.print("\n".join(said), markup=False)
    if is_watched(sys.stdout) and (sys.stdout.encoding or "").lower().startswith("utf"):
        console.print()
        segno.make(camp.urls[0], error="m", micro=False).terminal(sys.stdout, compact=True)
    console.print("\n" + "\n".join(_next(camp)), markup=False)
    for alarm in camp.alarms():
        note(f"ALARM: {alarm}")


def _next(camp: Camp) -> list[str]:
    """What to do now."""
    said = []
    if code := camp.first_code.code:
        said.append(f"Nobody can log in yet. Open {camp.urls[0]}first and use this code once: {code}")
    said.append("Put phones and screens on the same network, scan the code or type an address.")
    if not camp.secure:
        said.append("Without --tls phones cannot keep the checkpoint app, and passwords cross the camp unsealed.")
    folders = " and ".join(str(folder) for folder in camp.keeper.folders) if camp.keeper else ""
    said.append(f"Backups every 10 minutes in {folders}.")
    said.append("Ctrl-C stops.")
    return said
