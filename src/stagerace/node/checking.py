"""Everything inconsistent in a race folder, each with what to do."""

from collections.abc import Iterator

from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.names import Bib, bib_order
from stagerace.core.plan import Plan
from stagerace.feeds import entries
from stagerace.feeds.context import Context
from stagerace.feeds.plan_differences import plan_differences
from stagerace.log import VAULT_NAME, inspect
from stagerace.node.devices import rightless
from stagerace.node.drafting import draft
from stagerace.node.folder import PLAN_FILE, RUNNERS_FILE, RaceFolder, View
from stagerace.node.home import home
from stagerace.rules.consistency import inconsistencies


def check(folder: RaceFolder) -> list[Problem]:
    """What is wrong with the draft, the log, or the race they tell of.

    Raises NotARace when the folder holds no race.
    """
    view = folder.view() if folder.has_log else None
    drafted, problems = _draft(folder, view)
    if view is not None:
        problems += inspect(folder.log_path, home()).problems
        problems += _differences(folder, drafted, view)
        if view.facts.plan is not None:
            problems += inconsistencies(view.race)
            problems += rightless(view.facts.without_right)
            problems += _people(folder, view)
    elif drafted is not None:
        problems += _start_list(folder, drafted)
    return problems


def _draft(folder: RaceFolder, view: View | None) -> tuple[Plan | None, list[Problem]]:
    try:
        drafted = draft(folder, view.facts.plan if view else None)
    except BadInput as bad:
        return None, list(bad.problems)
    except NotARace:
        if view is not None:
            return None, []  # A copy of the log, as sync makes one: the plan is in it.
        raise
    return drafted.plan, [*drafted.problems, *drafted.doubts]


def _differences(folder: RaceFolder, drafted: Plan | None, view: View) -> Iterator[Problem]:
    """Where the files differ from what the log adopted."""
    adopted = view.facts.plan
    if adopted is None:
        yield Problem("no plan was adopted", f"Run `stagerace adopt {folder.path}`")
    elif drafted is not None:
        for difference in plan_differences(adopted, drafted):
            yield Problem(f"differs from the adopted plan: {difference}", "Adopt it, or change it back", PLAN_FILE)
    plan = adopted or drafted
    if plan is not None:
        yield from _list_differences(folder, plan, view)


def _list_differences(folder: RaceFolder, plan: Plan, view: View) -> Iterator[Problem]:
    file = folder.path / RUNNERS_FILE
    if not file.is_file():
        return
    try:
        sheet = entries.read(file.read_bytes(), RUNNERS_FILE, Context(plan))
    except BadInput as bad:
        yield from bad.problems
        return
    yield from sheet.problems
    listed = {row.bib for row in sheet.bodies}
    for bib in sorted(_forgotten(view) & listed, key=bib_order):
        yield Problem(f"bib {bib} was forgotten and is still listed", "Take the row out", RUNNERS_FILE)
    for bib in sorted(listed - set(view.facts.entries), key=bib_order):
        yield Problem(f"bib {bib} is listed but not in the log", "Import the start list again", RUNNERS_FILE)


def _forgotten(view: View) -> set[Bib]:
    return {bib for bib, entry in view.facts.entries.items() if entry.subject in view.facts.forgotten}


def _start_list(folder: RaceFolder, draft: Plan) -> Iterator[Problem]:
    file = folder.path / RUNNERS_FILE
    if not file.is_file():
        return
    try:
        yield from entries.read(file.read_bytes(), RUNNERS_FILE, Context(draft)).problems
    except BadInput as bad:
        yield from bad.problems


def _people(folder: RaceFolder, view: View) -> Iterator[Problem]:
    """Runners whose name this folder should know and does not."""
    forgotten = view.facts.forgotten
    known = folder.people(view.facts)
    bibs = [bib for bib, entry in view.facts.entries.items() if bib not in known and entry.subject not in forgotten]
    if len(bibs) > 1 and not (folder.path / VAULT_NAME).is_file():
        remedy = "Import the start list here too, or take the names over with `stagerace sync --with-people`"
        yield Problem(f"there are no names here: {len(bibs)} runners are shown by their bibs", remedy)
        return
    for bib in sorted(bibs, key=bib_order):
        yield Problem(f"the name of bib {bib} is not in this folder's vault", "Import the start list here too")
