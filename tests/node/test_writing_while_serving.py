"""One thread writes: what callers hand in together is committed together, and each hears of their own."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import Bib, NodeId, Number, PlaceId
from stagerace.core.records import Passing
from stagerace.log import Log, create_log, missing_for, open_log
from stagerace.node.live import Live, News, TooManyListen
from stagerace.node.writer import Writer

NOON = Instant(1_930_219_200_000)


def passing(n: int) -> Passing:
    return Passing(Bib(str(n)), PlaceId("1CP1"), Instant(NOON + n))


@pytest.fixture
def log(tmp_path: Path) -> Log:
    (tmp_path / "race").mkdir()
    create_log(tmp_path / "race" / "race.log", NOON)
    return open_log(tmp_path / "race" / "race.log", write=True, home=tmp_path / "home", now=NOON, label="hq")


@pytest.fixture
def told() -> list[News]:
    return []


@pytest.fixture
def writer(log: Log, told: list[News]) -> Iterator[Writer]:
    writer = Writer(log, lambda: NOON)
    writer.start(told.append)
    yield writer
    writer.stop()


def hold(writer: Writer) -> "tuple[threading.Event, Future[None]]":
    """Keep the writer busy until the event is set, so that what follows waits together."""
    go, begun = threading.Event(), threading.Event()

    def wait(log: Log, now: Instant) -> None:
        begun.set()
        go.wait()

    held = writer.do(wait)
    begun.wait()
    return go, held


def test_what_waits_together_is_committed_together_and_each_caller_gets_their_own(writer: Writer) -> None:
    go, _ = hold(writer)
    before = writer.commits
    waiting = [writer.append([passing(n), passing(100 + n)]) for n in range(20)]
    go.set()
    answers = [future.result(10) for future in waiting]
    assert writer.commits == before + 2, "the work that held it, then all twenty in one piece"
    for n, records in enumerate(answers):
        assert [record.body.bib for record in records if isinstance(record.body, Passing)] == [str(n), str(100 + n)]
    assert [record.number for records in answers for record in records] == list(range(2, 42))


def test_a_record_that_cannot_be_written_down_harms_nobody_else(writer: Writer) -> None:
    go, _ = hold(writer)
    good, bad, also = writer.append([passing(1)]), writer.append([object()]), writer.append([passing(2)])  # type: ignore[list-item]
    go.set()
    assert len(good.result(10)) == len(also.result(10)) == 1
    with pytest.raises(Exception, match="object"):
        bad.result(10)
    assert writer.is_alive


def test_an_answer_comes_only_when_the_record_is_in_the_file(writer: Writer) -> None:
    writer.append([passing(7)]).result(10)
    with open_log(writer.path) as reader:
        assert [record.body for record in reader.read()][1:] == [passing(7)]


def test_what_the_disk_refuses_is_refused_to_everybody_and_the_writer_goes_on(writer: Writer, log: Log) -> None:
    go, _ = hold(writer)
    (pages,) = log.connection.execute("PRAGMA page_count").fetchone()
    log.connection.execute(f"PRAGMA max_page_count={pages}")
    waiting = [writer.append([passing(n) for n in range(200)]) for _ in range(2)]
    go.set()
    for future in waiting:
        with pytest.raises(LogRefused, match="full"):
            future.result(10)
    writer.do(lambda log, now: log.connection.execute("PRAGMA max_page_count=1000000").fetchone()).result(10)
    assert len(writer.append([passing(1)]).result(10)) == 1


def test_rows_from_another_node_are_taken_in_and_told(writer: Writer, told: list[News], tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    create_log(tmp_path / "other" / "race.log", NOON)
    with open_log(tmp_path / "other" / "race.log", write=True, home=tmp_path / "h2", now=NOON, label="cp") as other:
        other.append([passing(1), passing(2)], NOON)
        rows = missing_for(other, {})
    assert writer.receive(rows).result(10).added == 3
    assert told == [News(4, {"node_announced": 1, "passing": 2})]
    assert writer.receive(rows).result(10).known == 3
    assert len(told) == 1, "what was known already is no news"


def test_stopping_finishes_what_was_handed_in_and_refuses_what_comes_later(writer: Writer) -> None:
    go, _ = hold(writer)
    waiting = [writer.append([passing(n)]) for n in range(5)]
    stopping = threading.Thread(target=writer.stop)
    stopping.start()
    go.set()
    stopping.join(10)
    assert [len(future.result(0)) for future in waiting] == [1] * 5
    with pytest.raises(LogRefused, match="stopping"):
        writer.append([passing(9)])
    with open_log(writer.path) as reader:
        assert reader.vector()[NodeId(reader.read()[0].node)] == Number(6)


def test_an_error_in_someones_work_is_theirs_and_the_thread_lives(writer: Writer) -> None:
    def fail(log: Log, now: Instant) -> None:
        raise sqlite3.OperationalError("out of luck")

    with pytest.raises(sqlite3.OperationalError, match="out of luck"):
        writer.do(fail).result(10)
    assert len(writer.append([passing(1)]).result(10)) == 1


def test_work_given_up_before_its_turn_is_not_done(writer: Writer) -> None:
    go, _ = hold(writer)
    given_up = writer.append([passing(1)])
    assert given_up.cancel()
    go.set()
    assert [r.body for r in writer.append([passing(2)]).result(10)] == [passing(2)]
    with open_log(writer.path) as reader:
        assert [record.body for record in reader.read()][1:] == [passing(2)]


def test_news_reaches_everyone_who_listens_and_nothing_from_before() -> None:
    live = Live(5)
    first = live.listen(lambda: None)
    live.tell(News(6, {"passing": 1}))
    second = live.listen(lambda: None)
    live.tell(News(8, {"passing": 2}))
    assert [news.position for news in first.take()] == [6, 8]
    assert [news.position for news in second.take()] == [8]
    assert (first.position, second.position) == (5, 6)


def test_a_screen_that_does_not_keep_up_is_let_go_and_the_others_stay() -> None:
    live = Live(0, room=3)
    slow, quick = live.listen(lambda: None), live.listen(lambda: None)
    for n in range(1, 6):
        live.tell(News(n, {}))
        quick.take()
    assert slow.is_over
    assert not quick.is_over
    assert live.listening == 1


def test_there_is_room_for_so_many_screens_and_a_place_given_back_is_free() -> None:
    live = Live(0, most=2)
    first, _ = live.listen(lambda: None), live.listen(lambda: None)
    with pytest.raises(TooManyListen, match="2 screens"):
        live.listen(lambda: None)
    live.leave(first)
    live.listen(lambda: None)
    live.close()
    assert live.listening == 0
