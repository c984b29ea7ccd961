"""The book of what was written for phones: kept over restarts, each phone's own, and said when it cannot be used."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.errors import BadInput, LogRefused
from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.node.online.book import Book, Line, book_file
from stagerace.node.online.writing import read_sent

ONE, OTHER = DeviceId("d1"), DeviceId("d2")


def line(number: int, digest: bytes = b"x") -> Line:
    return Line(digest, (NodeId("camp"), Number(number)))


def test_what_was_noted_is_found_after_a_restart_by_whose_it_is(tmp_path: Path) -> None:
    file = book_file(tmp_path, "log")
    Book(file).note(ONE, "a", line(1))
    Book(file).note(OTHER, "a", line(2))
    book = Book(file)
    assert (book.find(ONE, "a"), book.find(OTHER, "a"), book.find(ONE, "b")) == (line(1), line(2), None)
    assert book.lines(ONE) == {line(1)}


def test_a_line_noted_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    book = Book(book_file(tmp_path, "log"))
    book.note(ONE, "a", line(1))
    book.note(ONE, "a", line(7))
    assert (book.find(ONE, "a"), book.lines(ONE)) == (line(7), {line(7)})


def test_a_book_that_cannot_be_used_is_said_with_what_to_do(tmp_path: Path) -> None:
    file = book_file(tmp_path, "log")
    file.parent.mkdir()
    file.write_bytes(b"no book at all" * 100)
    for ask in (lambda: Book(file).find(ONE, "a"), lambda: Book(file).note(ONE, "a", line(1))):
        with pytest.raises(LogRefused, match="move the file away"):
            ask()


def test_it_is_for_the_eyes_of_its_owner(tmp_path: Path) -> None:
    file = book_file(tmp_path, "log")
    Book(file).note(ONE, "a", line(1))
    assert file.parent.stat().st_mode & 0o077 == 0


@given(st.binary(max_size=60) | st.sampled_from([b'{"kind":"passing"', b"[" * 10_000, b'{"kind":7}', b"null"]))
def test_whatever_is_sent_is_a_record_or_refused_in_words(raw: bytes) -> None:
    with pytest.raises(BadInput):
        read_sent(raw)
