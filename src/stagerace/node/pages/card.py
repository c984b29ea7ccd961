"""A runner's pocket card as one HTML file that prints on one sheet and folds to four."""

from datetime import datetime
from typing import Final

from stagerace.node.carding import Card, StageOnCard, Three
from stagerace.node.pages.environment import pages

_PAGES: Final = pages("stagerace.node.pages", "templates")
_A_PANEL: Final = 2
"""How many stages fit on a quarter of the sheet."""


def card_page(card: Card) -> str:
    """One page with the card."""
    page = _PAGES.get_template("card.html.j2")
    panels = [card.stages[k : k + _A_PANEL] for k in range(0, len(card.stages), _A_PANEL)]
    return page.render(card=card, panels=panels, clock=clock, hm=hm, three=three, percent=percent, same_day=_same_day)


def clock(moment: str | None, start: str) -> str:
    """The local clock of an instant, with the days after the start's.

    >>> clock("2031-03-07T01:05:00+02:00", "2031-03-06T08:00:00+02:00")
    '01:05 +1'
    """
    if moment is None:
        return ""
    then, begun = datetime.fromisoformat(moment), datetime.fromisoformat(start)
    days = (then.date() - begun.date()).days
    return f"{then:%H:%M}{f' +{days}' if days else ''}"


def hm(minutes: float) -> str:
    """Minutes as hours and minutes.

    >>> hm(605.2), hm(-30)
    ('10:05', '-0:30')
    """
    whole = round(abs(minutes))
    return f"{'-' if minutes < 0 else ''}{whole // 60}:{whole % 60:02d}"


def three(of: Three | None, digits: int = 0) -> str:
    """A range of figures with its middle first.

    >>> three((1.0, 2.0, 3.0))
    '2 (1 to 3)'
    """
    if of is None:
        return "not known"
    low, middle, high = (f"{value:,.{digits}f}" for value in of)
    return f"{middle} ({low} to {high})"


def percent(share: float) -> str:
    """A chance as people say one, never surer than the model can be.

    >>> percent(0.9973), percent(0.5), percent(0.001)
    ('over 98 %', '50 %', 'under 2 %')
    """
    if share > 0.98:
        return "over 98 %"
    return "under 2 %" if share < 0.02 else f"{100 * share:.0f} %"


def _same_day(stage: StageOnCard) -> str:
    return datetime.fromisoformat(stage.start).strftime("%-d %B, start %H:%M")
