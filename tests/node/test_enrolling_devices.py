"""A device is taken in once, by an invitation that is short of life, and sent out for ever."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from races import entered, plan, seen
from stagerace.core.clock import DAY, MINUTE, Instant
from stagerace.core.errors import BadInput, LogRefused
from stagerace.core.names import DeviceId, PlaceId
from stagerace.core.records import DeviceEnrolled, DeviceRevoked, PlanAdopted
from stagerace.log import Keys, Log, create_log, open_log, prove, verify_proof
from stagerace.log.keys import machine_keys, new_keys
from stagerace.node.devices import devices, find_device, rightless
from stagerace.node.enrolling import Enrolling, found_root, revoke
from stagerace.rules.facts import fold

NOON = Instant(1_930_215_600_000)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    folder = tmp_path / "race"
    folder.mkdir()
    create_log(folder / "race.log", NOON)
    with open_log(folder / "race.log", write=True, home=tmp_path / "home", now=NOON, label="hq") as opened:
        opened.append([PlanAdopted(plan()), entered("1")], NOON)
        yield opened


@pytest.fixture
def enrolling(log: Log, tmp_path: Path) -> Enrolling:
    return Enrolling(tmp_path / "home", log.meta.log_id, "hq laptop")


def take(enrolling: Enrolling, log: Log, token: str, keys: Keys, now: int = NOON) -> DeviceEnrolled:
    return enrolling.enrol(log, token, keys.sign_key, keys.box_key, "tablet B", Instant(now))


def written(log: Log) -> list[DeviceEnrolled]:
    return [record.body for record in log.read() if isinstance(record.body, DeviceEnrolled)]


def test_the_first_invitation_makes_this_machine_the_root(log: Log, enrolling: Enrolling) -> None:
    enrolling.invite(log, "timekeeper", "1CP1", "tablet B", NOON)
    (root,) = written(log)
    assert (root.device, root.role, root.by, root.label) == (log.pen.keys.device, "hq", root.device, "hq laptop")
    assert dict(root.vouched) == {log.node: 3}
    assert log.meta.root == log.trust().root == root.device
    assert found_root(log, "again", NOON) is None


def test_an_invitation_takes_in_one_device_with_the_role_it_names(log: Log, enrolling: Enrolling) -> None:
    invitation = enrolling.invite(log, "timekeeper", "1CP1", "", NOON)
    assert invitation.expires == NOON + 15 * MINUTE
    keys = new_keys()
    body = take(enrolling, log, invitation.token, keys, NOON + 14 * MINUTE)
    assert (body.device, body.role, body.place, body.label) == (keys.device, "timekeeper", "1CP1", "tablet B")
    assert written(log)[-1] == body
    assert log.rights().enrolled[keys.device] == [body]


def test_a_replayed_enrolment_is_refused_and_one_whose_answer_was_lost_is_not(log: Log, enrolling: Enrolling) -> None:
    invitation = enrolling.invite(log, "captain", "1CP1", "tablet", NOON)
    mine, thief = new_keys(), new_keys()
    body = take(enrolling, log, invitation.token, mine)
    before = log.read()
    with pytest.raises(BadInput, match="used already"):
        take(enrolling, log, invitation.token, thief)
    assert take(enrolling, log, invitation.token, mine, NOON + 20 * MINUTE) == body
    assert log.read() == before


def test_an_invitation_older_than_a_quarter_of_an_hour_is_refused(log: Log, enrolling: Enrolling) -> None:
    invitation = enrolling.invite(log, "captain", "1CP1", "tablet", NOON)
    with pytest.raises(BadInput, match="older than a quarter"):
        take(enrolling, log, invitation.token, new_keys(), NOON + 15 * MINUTE)
    with pytest.raises(BadInput, match="nobody was invited"):
        take(enrolling, log, invitation.token, new_keys(), NOON + 2 * DAY)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: f"{t}x", lambda t: t.swapcase(), lambda t: "", lambda t: "ü\ud800"]
)
def test_a_wrong_code_is_refused(log: Log, enrolling: Enrolling, change: object) -> None:
    invitation = enrolling.invite(log, "captain", "1CP1", "tablet", NOON)
    with pytest.raises(BadInput, match="nobody was invited"):
        take(enrolling, log, change(invitation.token), new_keys())  # type: ignore[operator]


def test_only_a_hash_of_the_code_is_kept_where_only_its_owner_reads(
    log: Log, enrolling: Enrolling, tmp_path: Path
) -> None:
    invitation = enrolling.invite(log, "captain", "1CP1", "tablet", NOON)
    (file,) = (tmp_path / "home" / "invitations").iterdir()
    assert invitation.token.encode() not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert invitation.token.encode() not in everything


def test_another_start_of_the_program_knows_the_invitations_made_before(
    log: Log, enrolling: Enrolling, tmp_path: Path
) -> None:
    invitation = enrolling.invite(log, "captain", "1CP1", "tablet", NOON)
    again = Enrolling(tmp_path / "home", log.meta.log_id, "hq laptop")
    take(again, log, invitation.token, new_keys())
    with pytest.raises(BadInput, match="used already"):
        take(enrolling, log, invitation.token, new_keys())


@pytest.mark.parametrize(
    ("role", "place", "label", "what"),
    [
        ("chief", "", "", "no role"),
        ("timekeeper", "", "", "belongs to one checkpoint"),
        ("captain", " ", "", "belongs to one checkpoint"),
        ("medic", "1CP1", "", "belongs to no checkpoint"),
        ("medic", "", "x" * 41, "at most 40"),
        ("medic", "", "a\x07b", "at most 40"),
    ],
)
def test_what_cannot_be_is_not_invited(
    log: Log, enrolling: Enrolling, role: str, place: str, label: str, what: str
) -> None:
    with pytest.raises(BadInput, match=what):
        enrolling.invite(log, role, place, label, NOON)
    assert written(log) == []


@pytest.mark.parametrize(("sign", "box"), [(b"", b"x" * 32), (b"x" * 31, b"x" * 32), (b"x" * 32, b"x" * 33)])
def test_keys_of_another_size_are_refused(log: Log, enrolling: Enrolling, sign: bytes, box: bytes) -> None:
    invitation = enrolling.invite(log, "medic", "", "tent", NOON)
    with pytest.raises(BadInput, match="no keys"):
        enrolling.enrol(log, invitation.token, sign, box, "", NOON)
    take(enrolling, log, invitation.token, new_keys())


def test_where_the_disk_refuses_the_invitation_stays_good(
    log: Log, enrolling: Enrolling, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation, keys = enrolling.invite(log, "medic", "", "tent", NOON), new_keys()

    def full(*_: object) -> None:
        raise LogRefused("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(log, "append", full)
        with pytest.raises(LogRefused):
            take(enrolling, log, invitation.token, keys)
    assert take(enrolling, log, invitation.token, new_keys()).role == "medic"


@pytest.mark.parametrize(
    ("asker", "role", "may"),
    [("hq", "hq", True), ("director", "captain", True), ("director", "hq", False), ("captain", "timekeeper", False)],
)
def test_nobody_invites_by_this_machine_whom_they_may_not_enrol(
    log: Log, enrolling: Enrolling, asker: str, role: str, may: bool
) -> None:
    place = "1CP1" if role in ("captain", "timekeeper") else ""
    if may:
        enrolling.invite(log, role, place, "", NOON, asker)
    else:
        with pytest.raises(BadInput, match=f"a {asker} may not enrol"):
            enrolling.invite(log, role, place, "", NOON, asker)


def test_a_machine_that_is_not_enrolled_invites_nobody(log: Log, enrolling: Enrolling, tmp_path: Path) -> None:
    enrolling.invite(log, "medic", "", "", NOON)
    log.close()
    with open_log(log.path, write=True, home=tmp_path / "other", now=NOON, label="other") as there:
        with pytest.raises(BadInput, match="this machine may not enrol"):
            Enrolling(tmp_path / "other", there.meta.log_id, "other").invite(there, "medic", "", "", NOON)
        with pytest.raises(BadInput, match="may not revoke the first device"):
            revoke(there, there.meta.root, NOON, "mine now", NOON)


def test_a_revoked_device_is_cut_off_and_never_taken_in_again(log: Log, enrolling: Enrolling) -> None:
    keys = new_keys()
    take(enrolling, log, enrolling.invite(log, "timekeeper", "1CP1", "", NOON).token, keys)
    body = revoke(log, keys.device, Instant(NOON + MINUTE), "left in a taxi", Instant(NOON + 2 * MINUTE))
    assert isinstance(log.read()[-1].body, DeviceRevoked)
    assert (body.device, body.by, body.held) == (keys.device, log.pen.keys.device, ())
    rights = log.rights()
    assert rights.may(keys.device, "push", NOON)
    assert not rights.may(keys.device, "push", Instant(NOON + MINUTE))
    again = enrolling.invite(log, "timekeeper", "1CP1", "", NOON).token
    with pytest.raises(BadInput, match="was revoked"):
        take(enrolling, log, again, keys)
    take(enrolling, log, again, new_keys())


def test_who_is_not_enrolled_is_not_revoked_and_the_first_by_nobody(log: Log, enrolling: Enrolling) -> None:
    enrolling.invite(log, "medic", "", "", NOON)
    with pytest.raises(BadInput, match="no device d0 is enrolled"):
        revoke(log, DeviceId("d0"), NOON, "", NOON)
    with pytest.raises(BadInput, match="may not revoke the first device"):
        revoke(log, log.meta.root, NOON, "", NOON)
    keys = new_keys()
    take(enrolling, log, enrolling.invite(log, "director", "", "", NOON).token, keys)
    with pytest.raises(BadInput, match="a director may not revoke a director"):
        revoke(log, keys.device, NOON, "", NOON, "director")


def test_devices_are_listed_with_what_they_may_do_and_how_far_they_were_heard(log: Log, enrolling: Enrolling) -> None:
    keys = new_keys()
    take(enrolling, log, enrolling.invite(log, "captain", "1CP1", "tablet B", NOON).token, keys, NOON + MINUTE)
    revoke(log, keys.device, NOON, "lost", NOON)
    found = devices(log)
    hq, tablet = found.devices
    assert found.root == hq.device == log.pen.keys.device
    assert (hq.numbers, hq.last_seen, hq.without_right) == ({log.node: 6}, NOON + MINUTE, 0) or hq.numbers[
        log.node
    ] == 6
    assert (tablet.label, tablet.numbers, tablet.last_seen) == ("tablet B", {}, None)
    assert [(duty.role, duty.place) for duty in tablet.duties] == [("captain", PlaceId("1CP1"))]
    assert [(cut.since, cut.reason) for cut in tablet.revoked] == [(NOON, "lost")]
    assert find_device(found, tablet.device[:6]) == tablet.device
    for text in ("", "d", "x"):
        with pytest.raises(BadInput):
            find_device(found, text)


def test_what_was_written_without_the_right_to_is_told_by_node_and_reason(
    log: Log, enrolling: Enrolling, tmp_path: Path
) -> None:
    enrolling.invite(log, "medic", "", "", NOON)
    log.close()
    with open_log(log.path, write=True, home=tmp_path / "other", now=NOON, label="other") as there:
        there.append([seen("1", "1CP1", NOON), seen("1", "1CP2", NOON)], NOON)
        problems = list(rightless(fold(there.read(), there.meta.root).without_right))
        node = there.node
    (problem,) = problems
    device = machine_keys(tmp_path / "other").device
    assert (
        problem.what
        == f"3 records count for nothing, of node {node}: device {device} was never enrolled (from {node}:1)"
    )
    assert "Enrol the device" in problem.remedy


def test_a_device_proves_that_it_holds_its_key() -> None:
    keys, other = new_keys(), new_keys()
    proof = prove(b"challenge", keys)
    assert verify_proof(b"challenge", proof, keys.sign_key)
    assert not verify_proof(b"another", proof, keys.sign_key)
    assert not verify_proof(b"challenge", proof, other.sign_key)
    assert not verify_proof(b"challenge", proof[:-1], keys.sign_key)
    assert not verify_proof(b"challenge", proof, b"")


def test_a_machine_keeps_its_keys_where_only_its_owner_reads(tmp_path: Path) -> None:
    keys = machine_keys(tmp_path / "home")
    file = tmp_path / "home" / "device.keys"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert machine_keys(tmp_path / "home").device == keys.device
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["device.keys"]
    assert machine_keys(tmp_path / "another").device != keys.device


@pytest.mark.parametrize("text", [b"", b"00\n", b"\xff", b"00" * 32 + b"\n", b"zz" * 32 + b"\n" + b"00" * 32])
def test_damaged_keys_are_not_replaced_in_silence(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "device.keys").write_bytes(text)
    with pytest.raises(LogRefused, match="damaged"):
        machine_keys(tmp_path)
    assert (tmp_path / "device.keys").read_bytes() == text
