"""Pages as single HTML files, readable offline, on a phone and on paper."""

from stagerace.node.pages.standings import standings_page

__all__ = ["standings_page"]
