"""`stagerace consent`: what a runner agreed to."""

from typing import Annotated, Final

import typer

from stagerace.cli.asking import Dir, read_bib
from stagerace.cli.columns import table
from stagerace.cli.showing import console
from stagerace.core.names import Bib
from stagerace.core.records.consent_given import Consent
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.consents import parse_word
from stagerace.node.clock import now
from stagerace.node.consenting import agree, consents_of, row_of
from stagerace.node.folder import RaceFolder

OPENS: Final[dict[Consent, str]] = {
    "name": "their name on pages, in feeds and tables",
    "chance": "their chances, as the forecast tells them",
    "position": "where their tracker is, with care",
    "family": "a family link: name, and position without delay",
    "crew": "everything of it to the film crew",
    "messages": "messages from those at home",
}
"""What each word of a runner opens."""
_SAID: Final = {True: "yes", False: "no", None: "–"}

Word = Annotated[str | None, typer.Option(metavar="yes|no", help="What they say to this.", show_default=False)]


def consent(
    directory: Dir,
    bib: Annotated[str, typer.Argument(metavar="BIB", help="The runner's bib.", show_default=False)],
    name: Word = None,
    chance: Word = None,
    position: Word = None,
    family: Word = None,
    crew: Word = None,
    messages: Word = None,
) -> None:
    """Write down what a runner agrees to or takes back, and show what stands; the latest word counts.

    Example: `stagerace consent sahara-2031 112 --name yes --chance no`
    """
    whose, folder = read_bib(bib), RaceFolder(directory)
    asked = dict(zip(OPENS, (name, chance, position, family, crew, messages), strict=True))
    said = {what: _word(text, what) for what, text in asked.items() if text is not None}
    if said:
        agree(folder, [row_of(whose, said)], now())
    _show(folder, whose)


def _word(text: str, what: Consent) -> bool:
    try:
        return parse_word(text)
    except Unreadable as error:
        raise typer.BadParameter(f"{error.what}. {error.remedy}", param_hint=f"--{what}") from error


def _show(folder: RaceFolder, bib: Bib) -> None:
    words = consents_of(folder.view(), now()).of(bib)
    rows = [(what, _SAID[words[what]], opens) for what, opens in OPENS.items()]
    for line in table((f"Bib {bib}", "Says", "Opens"), rows, left=(0, 1, 2)):
        console.print(line, markup=False)
