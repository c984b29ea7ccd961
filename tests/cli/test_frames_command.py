"""`stagerace frames`: from a checkpoint without a network to headquarters and back."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import Said, must, stagerace, write

from races import at
from stagerace.core.clock import Instant
from stagerace.core.frames import CARRIERS, FramePassing, from_text, to_text, write_passings
from stagerace.core.names import Bib, NodeId, Number, PlaceId
from stagerace.core.records import DeviceEnrolled, DeviceRevoked
from stagerace.log import Keys, Log, machine_keys
from stagerace.log.frame_keys import frame_key
from stagerace.node.folder import RaceFolder
from stagerace.node.frames import post_of

PASSINGS = """\
bib,checkpoint,time,source,way
1,2FINISH,2031-03-03T13:00:00.400,keypad,
2,2FINISH,2031-03-03T13:10:30.700,keypad,
3*,2FINISH,2031-03-03T13:20:00,keypad,
"""
NOW = Instant(at(1, "0:00:00"))


class Camp:
    """Headquarters and one checkpoint: two machines, a folder each."""

    def __init__(self, hq: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hq = hq
        self.cp = root / "cp"
        self._homes = {hq: root / "home", self.cp: root / "home of cp"}
        self._monkeypatch = monkeypatch

    def at(self, folder: Path) -> None:
        """Sit down at a machine."""
        self._monkeypatch.setenv("STAGERACE_HOME", str(self._homes[folder]))

    def says(self, folder: Path, *words: str | Path) -> Said:
        """What `stagerace frames` says at a machine."""
        self.at(folder)
        return stagerace("frames", folder, *words)

    def keys(self, folder: Path) -> Keys:
        """The keys of a machine."""
        return machine_keys(self._homes[folder])

    def write(self, folder: Path, do: Callable[[Log], object]) -> None:
        """Write in a log at a machine."""
        self.at(folder)
        with RaceFolder(folder).write(NOW) as log:
            do(log)

    def sync(self) -> None:
        """Carry everything both ways on a stick."""
        self.at(self.hq)
        must("sync", self.hq, self.cp)

    def standings(self) -> str:
        """Stage 2 as headquarters sees it."""
        self.at(self.hq)
        return must("standings", self.hq, "--stage", "2", "--format", "csv").out


@pytest.fixture
def camp(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Camp:
    found = Camp(folder, tmp_path, monkeypatch)
    found.cp.mkdir()
    must("sync", folder, found.cp)
    return found


@pytest.fixture
def seen(camp: Camp) -> Camp:
    """The checkpoint saw three, after it was last at headquarters."""
    camp.at(camp.cp)
    write(camp.cp, "race.toml", (camp.hq / "race.toml").read_text())
    must("import", camp.cp, write(camp.cp, "in/p.csv", PASSINGS), "--as", "passings")
    return camp


def enrol(camp: Camp, role: str = "timekeeper", place: str = "2FINISH") -> None:
    """Headquarters enrols itself and the checkpoint, before they part."""
    hq, cp = camp.keys(camp.hq), camp.keys(camp.cp)
    itself = DeviceEnrolled(hq.device, hq.sign_key, hq.box_key, "hq", NOW, by=hq.device)
    placed = PlaceId(place)
    other = DeviceEnrolled(cp.device, cp.sign_key, cp.box_key, role, NOW, placed, "tablet B", by=hq.device)

    def both(log: Log) -> None:
        log.append([itself], NOW)
        log.append([other], NOW)

    camp.write(camp.hq, both)
    camp.at(camp.hq)
    camp.sync()


def test_a_time_heard_by_frame_is_in_the_standings_to_the_second_and_then_exactly(seen: Camp) -> None:
    frame = seen.says(seen.cp)
    assert frame.status == 0, frame
    assert "3 passings of n" in frame.err
    heard = seen.says(seen.hq, "--read", frame.out.strip())
    assert heard.status == 0, heard
    assert "3 passings taken in" in heard.err
    assert "nothing proves that it was they" in heard.err
    assert "5:00:00" in seen.standings()
    assert "5:10:31" in seen.standings()
    told = must("explain", seen.hq, "1").out
    assert "its record is not here yet" in told
    seen.sync()
    assert "5:00:00.400" in seen.standings()
    assert "5:10:30.700" in seen.standings()
    assert "also by frame" in must("explain", seen.hq, "1").out


def test_the_answer_ends_what_is_sent_and_what_comes_twice_counts_once(seen: Camp, tmp_path: Path) -> None:
    sent = write(tmp_path, "sent.txt", seen.says(seen.cp).out)
    first, second = (seen.says(seen.hq, "--read", sent) for _ in range(2))
    assert "3 passings were here already" in second.err
    assert first.out == second.out
    after = seen.says(seen.cp, "--ack", first.out.strip())
    assert after.out == ""
    assert "0 passings" in after.err
    assert "3 arrived before" in after.err
    write(seen.cp, "in/p.csv", "bib,checkpoint,time,source\n4,2FINISH,2031-03-03T14:00:00,keypad\n")
    must("import", seen.cp, seen.cp / "in/p.csv", "--as", "passings")
    assert "1 passing of" in seen.says(seen.cp, "--ack", write(tmp_path, "a.txt", first.out)).err


def test_frames_are_as_small_as_their_carrier_wants(seen: Camp) -> None:
    rows = "".join(f"{n},2FINISH,2031-03-03T15:{n // 60:02}:{n % 60:02},keypad\n" for n in range(100, 400))
    must("import", seen.cp, write(seen.cp, "in/q.csv", "bib,checkpoint,time,source\n" + rows), "--as", "passings")
    for carrier, size in CARRIERS.items():
        frames = [from_text(line) or b"" for line in seen.says(seen.cp, "--over", carrier).out.split()]
        assert all(len(frame) <= size for frame in frames)
        assert sum(map(len, frames)) < 4 * 303 + 30 * len(frames)


def test_a_damaged_line_is_refused_and_the_others_are_taken(seen: Camp, tmp_path: Path) -> None:
    lines = seen.says(seen.cp, "--over", "text").out.split()
    broken = bytearray(from_text(lines[0]) or b"")
    broken[12] ^= 4
    text = base64.urlsafe_b64encode(broken).decode().rstrip("=")
    said = seen.says(seen.hq, "--read", write(tmp_path, "f.txt", f"{text}\n\n{lines[0]}\n"))
    assert said.status == 1
    assert "f.txt, line 1: refused, it is damaged" in said.err
    assert "3 passings taken in" in said.err


def test_frames_travel_as_files_of_bytes_too(seen: Camp, tmp_path: Path) -> None:
    said = seen.says(seen.cp, "--out", tmp_path / "stick")
    path = Path(said.out.strip())
    assert path.read_bytes()[0] >> 4 == 1
    assert "3 passings taken in" in seen.says(seen.hq, "--read", path).err


def test_a_frame_of_an_enrolled_device_is_proved_and_answered_with_proof(camp: Camp, tmp_path: Path) -> None:
    enrol(camp)
    write(camp.cp, "race.toml", (camp.hq / "race.toml").read_text())
    camp.at(camp.cp)
    must("import", camp.cp, write(camp.cp, "in/p.csv", PASSINGS), "--as", "passings")
    frame = camp.says(camp.cp)
    heard = camp.says(camp.hq, "--read", frame.out.strip())
    assert heard.status == 0, heard
    assert "nothing proves" not in heard.err
    assert "5:00:00" in camp.standings()
    assert "0 passings" in camp.says(camp.cp, "--ack", heard.out.strip()).err
    camp.sync()
    assert "5:00:00.400" in camp.standings()


def test_what_proves_nothing_is_refused_where_devices_are_enrolled(seen: Camp) -> None:
    frame = seen.says(seen.cp).out.strip()
    enrol_only_hq(seen)
    refused = seen.says(seen.hq, "--read", frame)
    assert refused.status == 1
    assert "nothing proves who sent it" in refused.err
    assert "5:00:00" not in seen.standings()
    assert "3 passings taken in" in seen.says(seen.hq, "--read", frame, "--unproven").err


def enrol_only_hq(camp: Camp) -> None:
    keys = camp.keys(camp.hq)
    body = DeviceEnrolled(keys.device, keys.sign_key, keys.box_key, "hq", NOW, by=keys.device)
    camp.write(camp.hq, lambda log: log.append([body], NOW))


def test_a_device_may_tell_of_its_own_place_only(camp: Camp) -> None:
    enrol(camp, place="1CP1")
    frame = told_by_hand(camp, camp.keys(camp.cp))
    said = camp.says(camp.hq, "--read", frame)
    assert said.status == 1
    assert "a timekeeper of 1CP1 may not write this" in said.err
    assert "5:00:00" not in camp.standings()


@pytest.mark.parametrize(
    ("since", "why"), [(Instant(0), "no enrolled device proves it"), (NOW, "was revoked when number 0 was the last")]
)
def test_a_revoked_device_proves_nothing(camp: Camp, since: Instant, why: str) -> None:
    enrol(camp)
    cp, hq = camp.keys(camp.cp), camp.keys(camp.hq)
    frame = told_by_hand(camp, cp)
    revoked = DeviceRevoked(cp.device, since, (), "stolen", hq.device)
    camp.write(camp.hq, lambda log: log.append([revoked], NOW))
    said = camp.says(camp.hq, "--read", frame)
    assert said.status == 1
    assert why in said.err


def told_by_hand(camp: Camp, keys: Keys) -> str:
    """A frame as the device itself would write it, whatever its program let it."""
    node, root = NodeId("nabcdefgh27"), camp.keys(camp.hq)
    log_id = post_of(RaceFolder(camp.hq)).log_id
    key = frame_key(keys, root.device, root.box_key, log_id)
    told = FramePassing(Number(2), Bib("1"), PlaceId("2FINISH"), Instant(at(2, "5:00:00")), "in", "keypad")
    return to_text(write_passings(node, Number(0), [told], 340, key=key, context=log_id.encode())[0])


def test_what_was_heard_is_taken_back_or_named_like_any_passing(seen: Camp) -> None:
    seen.says(seen.hq, "--read", seen.says(seen.cp).out.strip())
    unread = re.findall(r"\(record (\S+)\)", stagerace("check", seen.hq).out)[0]
    must("confirm", seen.hq, unread, "--by", "captain", "--bib", "3")
    assert "5:20:00" in seen.standings()
    heard = re.findall(r"not here yet \[(\S+)\]", must("explain", seen.hq, "1").out)[0]
    must("void", seen.hq, heard, "--by", "captain", "--reason", "a spectator")
    assert "5:00:00" not in seen.standings()
    seen.sync()
    assert "5:00:00" not in seen.standings()
    assert "5:20:00" in seen.standings()


def test_a_roll_call_names_who_is_there_and_headquarters_hears_whom_it_has_not_seen(seen: Camp) -> None:
    frame = seen.says(seen.cp, "--roll-call", "2FINISH")
    assert "3 runners: 1-2 3*" in frame.err
    heard = seen.says(seen.hq, "--read", frame.out.strip())
    assert heard.status == 0
    assert heard.out == ""
    assert "Not seen there as far as is known here: 1-2 3*" in heard.err
    assert "there is no place 9CP9" in seen.says(seen.cp, "--roll-call", "9CP9").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--read", "not a frame"], "neither a file nor the text of a frame"),
        (["--from", "nobody"], "node nobody has no passings"),
        (["--ack", "nowhere.txt"], "neither a file nor the text of a frame"),
        (["--to", "d123"], "is not enrolled"),
    ],
)
def test_what_cannot_be_done_is_told(seen: Camp, words: list[str], said: str) -> None:
    found = seen.says(seen.cp, *words)
    assert found.status == 1
    assert said in found.err


def test_only_an_answer_to_these_frames_is_one(seen: Camp) -> None:
    frame = seen.says(seen.cp).out.strip()
    assert "this is no answer to frames" in seen.says(seen.cp, "--ack", frame).err
    answer = seen.says(seen.hq, "--read", frame).out.strip()
    assert "up to" in seen.says(seen.cp, "--read", answer).err
