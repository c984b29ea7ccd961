"""A season that is to be played live: what cannot be played is said before a minute is spent on making it."""

import socket
from pathlib import Path

import pytest
from calling import stagerace


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--race", "nix"), "there is no 'nix'; there is"),
        (("--stage", "9"), "has stages 1 to"),
    ],
)
def test_a_race_or_a_stage_that_is_not_there_is_said_before_anything_is_made(
    tmp_path: Path, asked: tuple[str, str], said: str
) -> None:
    answer = stagerace("demo", "--live", *asked, "--folder", str(tmp_path / "demo"))
    assert answer.status == 2
    assert said in " ".join(answer.err.split())
    assert not (tmp_path / "demo").exists()


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        answer = stagerace("demo", "--live", "--port", str(port), "--folder", str(tmp_path / "demo"))
    assert answer.status == 1
    assert str(port) in answer.err
    assert not (tmp_path / "demo").exists()
