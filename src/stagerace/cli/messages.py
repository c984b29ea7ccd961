"""`stagerace messages`: what those at home wrote to runners, and the sheets for the tents."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.columns import table
from stagerace.cli.showing import console, counted, note
from stagerace.core.errors import BadInput, Problem
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder

if TYPE_CHECKING:
    from stagerace.node.messages.office import Addressed
    from stagerace.node.messages.outside import Seen

_SAYS: Final = {
    "waiting": "to be read by the race office",
    "passed_on": "to be printed",
    "printed": "to be handed over",
    "handed_over": "handed over",
    "refused": "refused",
}


def messages(
    directory: Dir,
    print_to: Annotated[
        Path | None,
        typer.Option("--print", metavar="FOLDER", help="Write what is to be printed, a sheet a tent, and say it is."),
    ] = None,
) -> None:
    """Count the messages to runners by what is to be done, and print those that were passed on, a sheet a tent.

    They come in, and are read and passed on, while the camp node serves: /messages. Nothing is printed while the long
    stage is on.

    Example: `stagerace messages sahara-2031 --print sheets`
    """
    from stagerace.node.messages.office import addressed
    from stagerace.node.messages.outside import Seen
    from stagerace.node.site.settings import site_settings

    folder, moment = RaceFolder(directory), now()
    view = folder.view()
    names = {bib: person.name for bib, person in folder.people(view.facts).items()}
    bibs = {entry.subject: bib for bib, entry in view.facts.entries.items()}
    found = addressed(folder, bibs, names, site_settings(folder.path))
    seen = Seen(view, moment)
    if print_to is not None:
        _print(folder, seen, found, print_to)
        found = addressed(folder, bibs, names, site_settings(folder.path))
    many = Counter[str](each.letter.state for each in found)
    for line in table(("Messages", ""), [(str(many[state]), says) for state, says in _SAYS.items()], left=(1,)):
        console.print(line, markup=False)
    if seen.is_long_stage_on(moment):
        note("The long stage is on: nothing is printed or handed over until it is done.")


def _print(folder: RaceFolder, seen: "Seen", found: "list[Addressed]", into: Path) -> None:
    from stagerace.node.messages.office import must_not_be_held, step, tent_sheets
    from stagerace.node.messages.sheet import sheets_page

    must_not_be_held(seen, moment := now())
    sheets = tent_sheets(found)
    if not sheets:
        console.print("Nothing is to be printed.")
        return
    file = into / "messages.html"
    try:
        into.mkdir(parents=True, exist_ok=True)
        file.write_text(sheets_page(sheets, seen.name), encoding="utf-8")
    except OSError as error:
        raise BadInput(Problem(f"{into} cannot be written ({error.strerror})", "Name another folder")) from error
    receipts = [receipt for sheet in sheets for receipt in sheet.receipts.split()]
    step(folder, seen, receipts, "printed", moment, "")
    console.print(f"{counted(len(sheets), 'sheets')} to print in {file}", markup=False)
