"""Whom those at home write to is not named while a record is damaged that may have taken their word back."""

import pytest
from gate_races import NAMES, consent, race_with

from races import at
from stagerace.core.names import Bib
from stagerace.node.folder import View
from stagerace.node.messages.outside import Seen


@pytest.mark.parametrize(("damaged", "called"), [(0, NAMES["subject of 12"]), (1, "Runner 12")])
def test_a_name_stands_only_where_every_record_can_be_read(damaged: int, called: str) -> None:
    log = tuple(race_with(consent("12", "name")))
    assert Seen(View(log, len(log), damaged), at(1, "1:00:00")).called(Bib("12"), NAMES) == called
