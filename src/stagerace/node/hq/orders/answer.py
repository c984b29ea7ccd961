"""Somebody's word on an alert: taken, known of, no alarm, or for somebody higher."""

from typing import get_args

from stagerace.core.records import AlertAnswered, Body
from stagerace.core.records.alert_answered import AlertAnswer
from stagerace.node.hq.orders.base import Order, Said, wrong


class Answer(Order):
    """An alert answered; dismissed only with a reason."""

    name = "answer"

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The answer, unless it was given already."""
        name, answer = said.needed("alert", "the alert"), said.choice("answer", get_args(AlertAnswer), "answer")
        alert = next((each for each in said.look.watch.alerts if each.found.alert == name), None)
        if alert is None:
            raise wrong("this alert has gone: what it was about has changed", "Look at the list again")
        reason, owner = said.text("reason"), said.text("owner")
        if answer == "dismissed" and not reason:
            raise wrong("an alert is not dismissed without a reason", "Write who says that it is no alarm, and why")
        if answer == "taken":
            owner = owner or said.by
        is_so = (alert.state, alert.by, alert.reason) == (answer, said.by, reason) and not alert.is_worse
        if is_so and answer != "passed_on":
            return ()
        return (AlertAnswered(name, answer, said.now, owner, reason, said.by),)
