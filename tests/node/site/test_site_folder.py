"""The folder of a site: what changed is written, dated so that every host tells of it, and the head comes last."""

import os
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from public_hosts import hosted

from stagerace.node.site.folder_out import HEAD, SiteFolder

PAGE = "race/index.html"


def answer(address: str, path: str, since: str | None = None) -> tuple[int, str | None, bytes]:
    """What a host says to a reader who asks for what is newer than what they have."""
    line = HTTPConnection(urlsplit(address).netloc)
    line.request("GET", f"/{path}", headers={"If-Modified-Since": since} if since else {})
    told = line.getresponse()
    found = told.status, told.getheader("Last-Modified"), told.read()
    line.close()
    return found


def test_a_page_written_twice_within_a_second_is_told_as_changed(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    with hosted(tmp_path) as address:
        for k in range(4):
            folder.write([(PAGE, b"word %d" % k)], b"{}")
            before = answer(address, PAGE)
            folder.write([(PAGE, b"more %d" % k)], b"{}")
            assert answer(address, PAGE, before[1])[::2] == (200, b"more %d" % k)


def test_what_did_not_change_keeps_its_date(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    folder.write([(PAGE, b"word")], b"{}")
    os.utime(tmp_path / PAGE, (1_000, 1_000))
    assert SiteFolder(tmp_path).write([(PAGE, b"word")], b"{}").changed == 0
    assert (tmp_path / PAGE).stat().st_mtime == 1_000


def test_a_clock_put_back_does_not_make_a_new_page_an_old_one(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    folder.write([(PAGE, b"word")], b"{}")
    ahead = (tmp_path / PAGE).stat().st_mtime + 3_600
    os.utime(tmp_path / PAGE, (ahead, ahead))
    folder.write([(PAGE, b"more")], b"{}")
    assert (tmp_path / PAGE).stat().st_mtime > ahead


def test_a_file_that_is_no_longer_of_the_site_goes_and_the_head_stays(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    folder.write([(PAGE, b"word"), ("race/runner-7.html", b"Ada")], b"{}")
    assert folder.write([(PAGE, b"word")], b'{"mark":2}').removed == 1
    assert not (tmp_path / "race/runner-7.html").exists()
    assert (tmp_path / HEAD).read_bytes() == b'{"mark":2}'
