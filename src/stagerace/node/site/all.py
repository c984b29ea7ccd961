"""Every kind of page and of other files of the site; add a line here to add one."""

from typing import Final

from stagerace.node.site.kinds.front import FrontPages
from stagerace.node.site.kinds.race import RacePages
from stagerace.node.site.kinds.replay import ReplayFiles
from stagerace.node.site.kinds.runner import RunnerPages
from stagerace.node.site.kinds.stage import StagePages
from stagerace.node.site.page import FileKind, PageKind

PAGES: Final[tuple[PageKind, ...]] = (FrontPages(), RacePages(), StagePages(), RunnerPages())
FILES: Final[tuple[FileKind, ...]] = (ReplayFiles(),)
