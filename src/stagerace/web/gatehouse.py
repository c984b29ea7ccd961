"""What is remembered between requests: challenges given, who is logged in, who asked how often, who looks on."""

from starlette.requests import Request

from stagerace.node.board import Board
from stagerace.node.camp import Camp
from stagerace.node.hq.headquarters import Headquarters
from stagerace.node.messages.outside import Looking, Seen
from stagerace.node.times_desk import TimesDesk
from stagerace.web.board_kept import Kept
from stagerace.web.bounds import Bounds, Rates
from stagerace.web.foreseen import Foreseen
from stagerace.web.refusals import Refused
from stagerace.web.screens import Screens
from stagerace.web.tries import Tries
from stagerace.web.who import Recognition


class Gatehouse:
    """One for each application."""

    def __init__(self, camp: Camp, bounds: Bounds) -> None:
        self.camp = camp
        self.bounds = bounds
        self.recognition = Recognition(camp)
        self.tries = Tries(camp.wall)
        self.kept = Kept()
        self.board = Board(camp.present, camp.folder)
        self.foreseen = Foreseen(camp)
        self.screens = Screens(camp, self.board, bounds.heartbeat)
        self.times_desk = TimesDesk(camp)
        self.headquarters = Headquarters(camp)
        self.mail = Looking()
        self._rates = Rates(bounds)

    def outside(self) -> Seen:
        """What those at home may know of the race now."""
        return self.mail.seen(self.camp.present.view(), self.camp.clock())

    def count(self, request: Request, what: str) -> None:
        """Count a request of somebody unknown (`anonymous`), a try of a secret (`login`) or a `message`.

        Raises Refused when there were too many from that address.
        """
        if not self._rates.allows(what, address_of(request)):
            raise Refused(429, "too many requests from here", "Wait a minute", {"Retry-After": "60"})


def address_of(request: Request) -> str:
    """The address a request came from; kept only to count, never written down."""
    return request.client.host if request.client else ""
