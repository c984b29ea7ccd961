"""Every kind of page and of other files of the site; add a line here to add one."""

from typing import Final

from stagerace.node.site.kinds.about import AboutPages
from stagerace.node.site.kinds.calendars import Calendars
from stagerace.node.site.kinds.checkpoint import CheckpointPages
from stagerace.node.site.kinds.digest import Digests
from stagerace.node.site.kinds.feeds import Feeds
from stagerace.node.site.kinds.finder import FinderPages
from stagerace.node.site.kinds.front import FrontPages
from stagerace.node.site.kinds.race import RacePages
from stagerace.node.site.kinds.replay import ReplayFiles
from stagerace.node.site.kinds.rulings import RulingsPages
from stagerace.node.site.kinds.runner import RunnerPages
from stagerace.node.site.kinds.stage import StagePages
from stagerace.node.site.kinds.standings import StandingsPages
from stagerace.node.site.kinds.tables_out import ResultFiles
from stagerace.node.site.kinds.team import TeamPages
from stagerace.node.site.kinds.title import TitlePages
from stagerace.node.site.kinds.verified import VerifiedFiles
from stagerace.node.site.kinds.word import WordPages
from stagerace.node.site.page import FileKind, PageKind

PAGES: Final[tuple[PageKind, ...]] = (
    FrontPages(),
    RacePages(),
    StagePages(),
    CheckpointPages(),
    RunnerPages(),
    TitlePages(),
    StandingsPages(),
    RulingsPages(),
    FinderPages(),
    TeamPages(),
    AboutPages(),
    WordPages(),
)
FILES: Final[tuple[FileKind, ...]] = (
    ReplayFiles(),
    Feeds(),
    Calendars(),
    Digests(),
    ResultFiles(),
    VerifiedFiles(),
)
