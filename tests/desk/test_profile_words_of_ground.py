"""Ground nobody told of is called that, not by a word of the files."""

from pathlib import Path

from stagerace.desk.profile_picture import profile_picture
from stagerace.node.courses import lay_file

TRACK = "".join(f'<trkpt lat="{25 + step / 2000:.4f}" lon="30"><ele>200</ele></trkpt>' for step in range(200))


def test_ground_nobody_told_of_is_said_to_be_not_known(tmp_path: Path) -> None:
    file = tmp_path / "day.gpx"
    file.write_text(f"<gpx><trk><trkseg>{TRACK}</trkseg></trk></gpx>")
    assert "ground not known 11.0 km" in profile_picture(lay_file(file).course, title="A day")
