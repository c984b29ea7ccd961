from pathlib import Path

import pytest

from stagerace.core.errors import BadInput
from stagerace.core.names import Bib
from stagerace.log import Trace, find_traces, remove_row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("word", ["Åsa Dünen", "ÅSA DÜNEN", "åsa dünen"])
def test_a_name_is_found_in_any_encoding_and_case(tmp_path: Path, encoding: str, word: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file.bin").write_bytes(b"\x00\x01" + "xÅsa Dünenx".encode(encoding))
    (tmp_path / "empty").write_bytes(b"")
    assert [trace.path.name for trace in find_traces(tmp_path, [word])] == ["file.bin"]


def test_where_a_name_stands_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345ada..ADA")
    assert find_traces(tmp_path, ["Ada", ""]) == [Trace(tmp_path / "a", 5), Trace(tmp_path / "a", 10)]
    assert find_traces(tmp_path, [""]) == []


def test_names_in_other_scripts_and_escaped_ones_are_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("李小龙", encoding="utf-8")
    (tmp_path / "b").write_text('{"name": "\\u674e\\u5c0f\\u9f99"}')
    (tmp_path / "c").write_text("what???")
    assert [trace.path.name for trace in find_traces(tmp_path, ["李小龙"])] == ["a", "b"]


def test_a_row_goes_and_all_else_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "runners.csv"
    before = '\ufeffname;Bib;note\r\nAda;12;"two\r\nlines; one"\r\n\r\n Bo ; 7 ;""\nÅsa;012;x'.encode()
    path.write_bytes(before)
    assert remove_row(path, Bib("12")) == 1
    assert path.read_bytes() == before.replace(b'Ada;12;"two\r\nlines; one"\r\n', b"")
    assert remove_row(path, Bib("7")) == 1
    assert remove_row(path, Bib("99")) == 0
    assert path.read_bytes() == "\ufeffname;Bib;note\r\n\r\nÅsa;012;x".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["runners.csv"]


def test_a_file_without_the_column_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "runners.csv"
    for content in (b"name,number\nAda,12\n", "bib,name\n12,Ada\n".encode("utf-16")):
        path.write_bytes(content)
        with pytest.raises(BadInput, match=r"runners\.csv, line 1"):
            remove_row(path, Bib("12"))
        assert path.read_bytes() == content
    path.write_bytes(b"")
    assert remove_row(path, Bib("12")) == 0
