"""Every kind of order, by its name."""

from collections.abc import Mapping
from typing import Final

from stagerace.node.hq.orders.answer import Answer
from stagerace.node.hq.orders.base import Order
from stagerace.node.hq.orders.close import Close
from stagerace.node.hq.orders.hand_over import HandOver
from stagerace.node.hq.orders.hold import Hold
from stagerace.node.hq.orders.incident import Incident
from stagerace.node.hq.orders.release import Release
from stagerace.node.hq.orders.zone import Zone

ORDERS: Final[Mapping[str, Order]] = {
    order.name: order for order in (Answer(), Zone(), Hold(), Incident(), HandOver(), Close(), Release())
}
"""One line a kind."""
