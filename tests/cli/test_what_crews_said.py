"""What crews said, in the terminal: explained with who said it, checked, voided."""

from pathlib import Path

from calling import must, stagerace, write

from stagerace.core.names import Bib, PlaceId, RecordId, say_record
from stagerace.core.records import BibRead, Body, Passing, RollCalled, WithdrawalReported
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder

UNREAD = "bib,checkpoint,time,source\n1*,2FINISH,2031-03-03T13:00:00,keypad\n"


def said(folder: Path, body: Body) -> str:
    """The record in which a crew said something."""
    with RaceFolder(folder).write(now()) as log:
        log.append([body], now())
    return say_record(RaceFolder(folder).view().records[-1].id)


def marked(folder: Path) -> tuple[RecordId, Passing]:
    """A finish of which the bib was not read."""
    must("import", folder, write(folder, "in/p.csv", UNREAD), "--as", "passings")
    ((target, passing),) = RaceFolder(folder).view().facts.passings.items()
    return target, passing


def test_a_bib_read_later_is_explained_with_who_read_it(folder: Path) -> None:
    target, _ = marked(folder)
    record = said(folder, BibRead(target, Bib("1"), "AB", "the photograph"))
    told = must("explain", folder, "1").out
    assert "recorded as 1*, read by AB: the photograph" in told
    assert f"; bib read in [{record}]" in told
    assert "confirmed" not in told
    must("void", folder, record, "--by", "captain", "--reason", "it was another")
    assert "recorded as" not in must("explain", folder, "1").out
    assert "bib 1* was seen once" in stagerace("check", folder).out


def test_a_reported_withdrawal_is_explained_and_voided(folder: Path) -> None:
    target, passing = marked(folder)
    said(folder, BibRead(target, Bib("1"), "AB"))
    moment, place = passing.seen_at, PlaceId("2FINISH")
    record = said(folder, WithdrawalReported(Bib("2"), place, moment, "feet", vehicle="car 4", by="AB"))
    told = must("explain", folder, "2").out
    assert "withdrew at 2FINISH, in the care of car 4, feet, reported 13:00 by AB; " in told
    assert f"[withdrawal {record}, {record}]" in told
    voided = must("void", folder, record, "--by", "captain", "--reason", "the wrong bib").out
    assert f"No longer counts: bib 2, record {record}." in voided
    assert "withdrew" not in must("explain", folder, "2").out


def test_what_names_no_runner_is_voided_too(folder: Path) -> None:
    record = said(folder, RollCalled(PlaceId("2FINISH"), now(), (Bib("1"),)))
    voided = must("void", folder, record, "--by", "captain", "--reason", "called too early").out
    assert f"No longer counts: record {record}." in voided
    assert RaceFolder(folder).view().facts.reports == {}


def test_a_ruling_is_not_voided(folder: Path) -> None:
    rulings = "id,announced,stage,kind,bibs,minutes\nr1,2031-03-02T20:00:00,1,penalty,1,5\n"
    must("import", folder, write(folder, "in/r.csv", rulings), "--as", "rulings")
    record = say_record(RaceFolder(folder).view().records[-1].id)
    refused = stagerace("void", folder, record, "--by", "x", "--reason", "y")
    assert refused.status == 1
    assert "a ruling is taken back with a ruling that revokes it" in " ".join(refused.err.split())
