"""Track files of three formats are read by what they hold; what is wrong with them is said."""

import random
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from track_files import WAY, fit, gpx, tcx

from stagerace.core.errors import BadInput
from stagerace.course.laying import lay
from stagerace.course.line import line
from stagerace.course.pieces import whole
from stagerace.feeds.tracks import Read, read_tracks

WAYPOINT = '<wpt lat="25.001" lon="30.0"><name> CP1 </name></wpt>'
FILES = {
    "gpx": gpx(WAY[:30], WAY[30:], waypoints=WAYPOINT).encode(),
    "gpx 1.0": gpx(WAY, version="1.0").encode(),
    "tcx": tcx(WAY[:30], WAY[30:]).encode(),
    "fit": fit(WAY),
}


def read(text: str | bytes, file: str = "day.gpx") -> Read:
    return read_tracks(text.encode() if isinstance(text, str) else text, file)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["track.gpx", "track.fit", "track"])
def test_a_track_is_the_same_whatever_its_format_and_its_file_is_called(kind: str, name: str) -> None:
    (track,) = read(FILES[kind], name).tracks
    assert track.latitude == pytest.approx([point[0] for point in WAY], abs=1e-7)
    assert track.longitude == pytest.approx([point[1] for point in WAY], abs=1e-7)
    assert track.altitude == pytest.approx([point[2] for point in WAY])
    assert np.diff(track.time) == pytest.approx(np.diff([point[3] for point in WAY]))
    assert track.source == name


def test_segments_are_pieces_and_empty_ones_are_none() -> None:
    (track,) = read(gpx([], WAY[:30], [], WAY[30:], [])).tracks
    assert track.starts.tolist() == [0, 30]
    assert track.name == "Düne"


def test_waypoints_come_with_the_track() -> None:
    (track,) = read(FILES["gpx"]).tracks
    assert [(point.name, point.latitude) for point in track.waypoints] == [("CP1", 25.001)]


def test_what_is_not_written_is_missing() -> None:
    (track,) = read(gpx([(25.0, 30.0, None, None), (25.1, 30.0, 7.0, None)])).tracks
    assert np.isnan(track.time).all()
    assert np.isnan(track.altitude[0])
    assert track.altitude[1] == 7.0


def test_a_time_without_a_zone_is_utc() -> None:
    bare, told = (read(gpx(WAY).replace("Z</time>", f"{zone}</time>")).tracks[0] for zone in ("", "Z"))
    assert np.array_equal(bare.time, told.time)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_no_harm(encoding: str) -> None:
    text = gpx(WAY).replace('encoding="UTF-8"', "")
    assert read(text.encode(encoding)).tracks[0].name == "Düne"


def test_a_route_is_taken_where_there_is_no_track_and_it_is_said() -> None:
    points = "".join(f'<rtept lat="{p[0]}" lon="{p[1]}"/>' for p in WAY)
    found = read(gpx(rest=f"<rte>{points}</rte>"))
    assert len(found.tracks[0]) == len(WAY)
    assert [finding.kind for finding in found.findings] == ["route"]
    assert [f.kind for f in read(gpx(WAY, rest=f"<rte>{points}</rte>")).findings] == []


def test_several_tracks_are_all_given() -> None:
    text = gpx(WAY).replace("</gpx>", gpx(WAY[:20]).partition("<trk>")[1] + gpx(WAY[:20]).partition("<trk>")[2])
    assert [len(track) for track in read(text).tracks] == [60, 20]


def test_an_invented_course_stays_marked() -> None:
    marked = gpx(WAY, rest="<metadata><keywords>invented</keywords></metadata>")
    assert read(marked).tracks[0].invented
    assert not read(gpx(WAY)).tracks[0].invented


def test_numbers_that_cannot_be_read_are_counted_and_missing() -> None:
    found = read(gpx(WAY).replace("<ele>100.0</ele>", "<ele>1OO,0</ele>"))
    assert [finding.kind for finding in found.findings] == ["unreadable"]
    assert "7 numbers" in found.findings[0].what
    assert np.isnan(found.tracks[0].altitude).sum() == 7


@pytest.mark.parametrize("kind", FILES)
def test_of_a_file_cut_short_what_is_whole_is_kept_and_it_is_said(kind: str) -> None:
    data = FILES[kind]
    found = read(data[: len(data) * 2 // 3])
    assert 20 < len(found.tracks[0]) < 60
    assert [finding.kind for finding in found.findings] == ["damaged"]


def test_a_fit_file_damaged_before_its_first_position_is_refused() -> None:
    with pytest.raises(BadInput, match=r"day.fit: this FIT file is damaged"):
        read(FILES["fit"][:30], "day.fit")


def test_entity_bombs_and_files_that_call_others_are_refused() -> None:
    entities = '<!DOCTYPE gpx [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    bomb = f'<?xml version="1.0"?>{entities}<gpx><trk><name>&b;</name></trk></gpx>'
    outside = bomb.replace('<!ENTITY b "&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/passwd">')
    for text in (bomb, outside):
        with pytest.raises(BadInput, match="never needs"):
            read(text)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "KMZ"),
        (b"bib,checkpoint,time\n1,1CP1,08:00\n", "plain text or a table"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "a web page"),
        (b"<html><head/></html>", "a web page"),
        (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>', "KML"),
        (b"<svg></svg>", "<svg>"),
        (bytes(range(256)) * 8, "no kind known here"),
        (b"<gpx", "not well-formed|another kind"),
        (b'<gpx version="1.1"></gpx>', "no track"),
        (gpx(waypoints=WAYPOINT).encode(), "no track"),
        (tcx().encode(), "no track"),
    ],
)
def test_what_is_no_track_is_refused_with_what_it_is_and_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        read(data, "wrong.gpx")
    assert refused.value.problems[0].file == "wrong.gpx"
    assert refused.value.problems[0].remedy


def _damaged(data: bytes, luck: random.Random) -> bytes:
    """A file with bytes flipped, cut out, doubled or its end missing."""
    for _ in range(luck.randint(1, 4)):
        at, far = luck.randrange(len(data) or 1), luck.randint(1, 40)
        data = luck.choice(
            (
                data[:at],
                data[:at] + bytes([luck.randrange(256)]) + data[at + 1 :],
                data[:at] + data[at + far :],
                data[:at] + data[at : at + far] * 2 + data[at + far :],
                data[:at] + str(luck.choice((0, -1, 1e300, "nan", 181))).encode() + data[at + 1 :],
            )
        )
    return data


def _taken_or_refused(data: bytes, file: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = read_tracks(data, file)
            track, _ = whole(found.tracks, file)
            line(track)
            lay(track)
        except BadInput:
            return
    assert len(track) > 1


@settings(max_examples=120)
@given(kind=st.sampled_from(sorted(FILES)), seed=st.integers(0, 2**32))
def test_a_damaged_file_gives_a_course_or_a_refusal(kind: str, seed: int) -> None:
    _taken_or_refused(_damaged(FILES[kind], random.Random(seed)), "damaged.gpx")


@pytest.mark.data
@pytest.mark.slow
def test_every_reference_file_and_its_damaged_copies_give_a_course_or_a_refusal(data_dir: Path) -> None:
    luck = random.Random(20_310_302)
    files = sorted(path for path in (data_dir / "courses").rglob("*.*") if path.suffix in {".gpx", ".fit", ".json"})
    assert files
    for path in files:
        data = path.read_bytes()
        _taken_or_refused(data, path.name)
        for _ in range(60 if len(data) < 100_000 else 2):
            _taken_or_refused(_damaged(data, luck), path.name)
