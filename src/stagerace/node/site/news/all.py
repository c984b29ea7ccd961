"""Every kind of news; add a line here to add one."""

from typing import Final

from stagerace.node.site.news.accounted import Accounted
from stagerace.node.site.news.arrived import Arrived
from stagerace.node.site.news.came_home import CameHome
from stagerace.node.site.news.decided import Decided
from stagerace.node.site.news.declared import Results
from stagerace.node.site.news.everyone_in import EveryoneIn
from stagerace.node.site.news.first_at import FirstAt
from stagerace.node.site.news.first_home import FirstHome
from stagerace.node.site.news.first_woman_home import FirstWomanHome
from stagerace.node.site.news.halted import Halted
from stagerace.node.site.news.homes import Homes
from stagerace.node.site.news.item import NewsKind
from stagerace.node.site.news.last_home import LastHome
from stagerace.node.site.news.standing import StandsAfter
from stagerace.node.site.news.started import Started
from stagerace.node.site.news.title import TitleDecided

ALL: Final[tuple[NewsKind, ...]] = (
    Started(),
    FirstAt(),
    FirstHome(),
    FirstWomanHome(),
    Homes(),
    LastHome(),
    EveryoneIn(),
    Accounted(),
    Decided(),
    Halted(),
    Results(),
    TitleDecided(),
    Arrived(),
    CameHome(),
    StandsAfter(),
)
KINDS: Final[dict[str, NewsKind]] = {kind.name: kind for kind in ALL}
"""The kinds by the first part of their keys."""
