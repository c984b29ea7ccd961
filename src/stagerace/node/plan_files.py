"""A race plan written into a folder: the page, a sheet a stage, the pictures."""

from pathlib import Path

from stagerace.node.pages.plan import plan_page, sheet_page
from stagerace.node.picture_paths import picture_folder
from stagerace.node.plan_pictures import write_pictures
from stagerace.node.planning import Planned

PAGE = "plan.html"


def write_plan(planned: Planned, out: Path) -> list[Path]:
    """Write everything into a folder, made where it is missing; what was written, the page first.

    Raises BadInput for what is no folder.
    """
    folder = picture_folder(out)
    pages = {PAGE: plan_page(planned)}
    for number, stage in enumerate(planned.told.stages):
        pages[f"sheet-{stage.stage}.html"] = sheet_page(planned, number)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [*(folder / name for name in pages), *write_pictures(planned, folder)]
