"""A record is marked as it is written: what only a backup still holds can be proved to everybody all the same."""

from devices_at import found, joined
from race_camp import NOON, Camp, Machine

from stagerace.core.clock import Instant
from stagerace.log import backup, exchange, restore
from stagerace.log.marks import EVERY, marked_numbers


def test_what_a_backup_made_while_serving_holds_reaches_everybody_after_the_disk_died(camp: Camp, hq: Machine) -> None:
    found(hq)
    archive = hq.folder.parent / "day1.backup"
    with hq.write() as log:
        log.append([camp.passing(1), camp.passing(2)], NOON)
        backup(hq.folder, archive, NOON)
    hq.folder.rename(hq.folder.parent / "died")
    restore(archive, hq.folder, NOON)
    cp = joined(hq, "cp")
    with hq.write() as a, cp.write() as b:
        exchange(a, b, NOON)
    assert cp.bibs() == ["1", "2"]


def test_only_the_last_mark_of_a_node_is_kept_and_every_so_manieth(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        for n in range(1, EVERY + 3):
            log.append([camp.passing(n)], Instant(NOON + n))
        assert marked_numbers(log.connection, log.node, 0) == [EVERY, log.pen.number]
