"""A device shows with every request that it holds its key; what is forged, altered, old or made before is refused."""

import pytest
from camps import NOON, PROOF_HEADER, Site, challenge_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import DeviceId
from stagerace.core.proofs import PROTOCOL_HEADER, Proof, body_digest, read_proof, request_bytes
from stagerace.core.records import DeviceRevoked
from stagerace.log.keys import new_keys
from stagerace.sync.proving import prove_request

PATH = "/api/vector"


def test_a_device_is_known_by_its_proof_and_gets_its_next_challenge(site: Site) -> None:
    first = site.ask("timekeeper", "GET", "/api/who")
    assert (first.json()["kind"], first.json()["role"]) == ("device", "timekeeper")
    header = prove_request(
        site.keys["timekeeper"], site.camp.meta.log_id, "GET", PATH, b"", challenge_of(first)
    )  # fmt: skip
    with site.client() as client:
        assert client.get(PATH, headers={PROOF_HEADER: header}).status_code == 200


def refused(site: Site, header: str, path: str = PATH, method: str = "GET", body: bytes = b"") -> str:
    with site.client() as client:
        answer = client.request(method, path, content=body, headers={PROOF_HEADER: header})
    assert answer.status_code == 401
    assert challenge_of(answer)
    return str(told(answer)["what"])


def test_a_request_made_before_is_refused(site: Site) -> None:
    header = site.proof("hq", "GET", PATH)[PROOF_HEADER]
    with site.client() as client:
        assert client.get(PATH, headers={PROOF_HEADER: header}).status_code == 200
    assert "before" in refused(site, header)


def test_a_proof_is_for_one_method_path_query_and_log(site: Site) -> None:
    header = site.proof("hq", "GET", PATH)[PROOF_HEADER]
    assert "fit" in refused(site, header, "/api/race")
    assert "fit" in refused(site, header, f"{PATH}?x=1")
    assert "fit" in refused(site, header, "/logout", "POST")
    with site.client() as client:
        challenge = client.get("/api/challenge").json()["challenge"]
    other_log = prove_request(site.keys["hq"], "0" * 32, "GET", PATH, b"", challenge)
    assert "fit" in refused(site, other_log)


def test_another_body_than_the_signed_one_is_refused(site: Site) -> None:
    header = site.proof("hq", "POST", "/logout", b"signed")[PROOF_HEADER]
    assert "body" in refused(site, header, "/logout", "POST", b"altered")


def test_a_challenge_not_given_here_or_too_old_is_refused(site: Site) -> None:
    stale = site.proof("hq", "GET", PATH)[PROOF_HEADER]
    site.watch.on(11 * MINUTE)
    assert "too old" in refused(site, stale)
    for challenge in (f"{site.watch.now}-AAAAAAAAAAAAAAAAAAAAAA", "9" * 40, "-1-x", "x"):
        forged = prove_request(site.keys["hq"], site.camp.meta.log_id, "GET", PATH, b"", challenge)
        assert "not given here" in refused(site, forged)


def test_a_device_nobody_enrolled_is_refused_and_so_is_one_that_signs_for_another(site: Site) -> None:
    site.keys["media"] = new_keys()
    assert "not enrolled" in refused(site, site.proof("media", "GET", PATH)[PROOF_HEADER])
    mine = site.proof("media", "GET", PATH)[PROOF_HEADER]
    theirs = mine.replace(site.keys["media"].device, site.keys["hq"].device)
    assert "fit" in refused(site, theirs)


def test_a_stolen_device_is_out_from_its_revocation_on_also_where_it_listens(site: Site) -> None:
    headers = site.proof("timekeeper", "GET", "/live")
    with site.client() as client, client.stream("GET", "/live", headers=headers) as stream:
        pieces = stream.iter_text()
        assert "event: again" in next(pieces)
        root = site.camp.rights().root
        revoked = DeviceRevoked(site.keys["timekeeper"].device, Instant(NOON - 1), reason="stolen", by=root)
        site.camp.writer.append([revoked]).result(10)
        for piece in pieces:
            assert "event: change" in piece or "still here" in piece
    assert "revoked" in refused(site, site.proof("timekeeper", "GET", PATH)[PROOF_HEADER])
    assert site.ask("captain", "GET", PATH).status_code == 200


@pytest.mark.parametrize("header", ["", ".", "a.b.c.d", "....", "d1.2.3.!!.??", "x" * 5_000, "d.é.n.AA.AA"])
def test_what_is_no_proof_is_refused(site: Site, header: str) -> None:
    with site.client() as client:
        answer = client.get(PATH, headers={PROOF_HEADER: header.encode()})
    assert answer.status_code == 401
    told(answer)


@given(st.binary(max_size=40), st.binary(min_size=1, max_size=64))
def test_a_proof_survives_its_header(body: bytes, signature: bytes) -> None:
    proof = Proof(DeviceId("d0123456789abcdef"), "17-abc", "n0nce", body_digest(body), signature)
    assert read_proof(proof.header()) == proof


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_any_text_is_a_proof_or_a_value_error(text: str) -> None:
    try:
        proof = read_proof(text)
    except ValueError:
        return
    assert proof.header() == text


def test_requests_that_differ_anywhere_are_signed_apart() -> None:
    proof = Proof(DeviceId("d1"), "c", "n", b"\1")
    said = [
        request_bytes("log", "GET", "/a", proof),
        request_bytes("log", "POST", "/a", proof),
        request_bytes("log", "GET", "/a?b", proof),
        request_bytes("gol", "GET", "/a", proof),
        request_bytes("log", "GET", "/a", Proof(DeviceId("d1"), "c", "m", b"\1")),
        request_bytes("log", "GET", "/a", Proof(DeviceId("d1"), "c", "n", b"\2")),
    ]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("spoken", "do"), [("0", "on this device"), ("2", "on the camp node"), ("x", "on this device")]
)
def test_another_protocol_is_refused_with_what_to_install_before_anything_else(
    site: Site, spoken: str, do: str
) -> None:
    with site.client() as client:
        answer = client.get("/no/such/way", headers={PROTOCOL_HEADER: spoken})
        assert answer.status_code == 426
        assert do in told(answer)["do"]
        assert client.get("/health", headers={PROTOCOL_HEADER: "1"}).status_code == 200
        assert client.get("/health").headers[PROTOCOL_HEADER] == "1"
