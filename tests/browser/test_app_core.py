"""The app computes what the camp node computes: hashes, chains, names, segments, anchors and codes, to the byte."""

import hashlib
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from browsers import new_context
from camps import Site, open_site, served
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from phones import BARE
from playwright.sync_api import Browser, Page

from stagerace.core.check_codes import check_code
from stagerace.core.clock import Instant, Segment, Stamp
from stagerace.core.names import NodeId, Number, PlaceId
from stagerace.core.own_time import OwnTime
from stagerace.core.records import ClockAnchor
from stagerace.core.records.kinds import VERSIONS
from stagerace.core.signing import device_of, mark_bytes
from stagerace.log.chain import GENESIS, content, link
from stagerace.log.confiding import opened_by
from stagerace.log.keys import new_keys
from stagerace.sync.contact import anchor_from, best_of, is_worth_writing

_TOOLS = """() => {
window.unhex = text => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));
window.tohex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}"""


@pytest.fixture(scope="module")
def bare(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that may import the modules of the app, for tests that change nothing."""
    root = tmp_path_factory.mktemp("core")
    patch = pytest.MonkeyPatch()
    patch.setenv("STAGERACE_HOME", str(root / "home"))
    site: Site = open_site(root, own_home=root / "home")
    with served(site):
        context = new_context(chromium, site)
        page = context.new_page()
        page.goto(site.url + BARE)
        page.evaluate(_TOOLS)
        yield page
        context.close()
    site.camp.close()
    patch.undo()


def ask(page: Page, module: str, code: str, given: Any = None) -> Any:
    """What a piece of code makes of something, with a module of the app at hand as `m`."""
    return page.evaluate(f"async given => {{ const m = await import('/app/{module}'); return {code}; }}", given)


def test_blake2b_is_the_hash_that_python_has(bare: Page) -> None:
    luck = Random(1)
    sizes = [*range(260), 383, 384, 385, 4096, 100_000]
    given = [(luck.randbytes(size), luck.choice((1, 8, 16, 20, 32, 63, 64))) for size in sizes]
    asked = [(raw.hex(), size) for raw, size in given]
    found = ask(bare, "blake2b.js", "given.map(([raw, size]) => tohex(m.blake2b(unhex(raw), size)))", asked)
    assert found == [hashlib.blake2b(raw, digest_size=size).hexdigest() for raw, size in given]


def test_a_box_sealed_in_plain_script_is_opened_by_python_and_by_nobody_else(bare: Page) -> None:
    keys, other = new_keys(), new_keys()
    texts = ["", "x", "Zoë ⛺ " * 40, "n" * 4_000]
    asked = [[keys.device, keys.box_key.hex(), text] for text in texts]
    code = """await Promise.all(given.map(async ([device, key, text]) => {
      const raw = new TextEncoder().encode(JSON.stringify({ note: text }));
      const bound = new TextEncoder().encode(`stagerace confided 1 log ${device}`);
      return tohex(m.sealedByUs(raw, bound, unhex(key)));
    }))"""
    for text, box in zip(texts, ask(bare, "sealing.js", code, asked), strict=True):
        opened = opened_by(keys, "log", [(keys.device, bytes.fromhex(box))])
        assert opened is not None
        assert opened.note == text
        assert opened_by(other, "log", [(other.device, bytes.fromhex(box))]) is None
        assert opened_by(keys, "another", [(keys.device, bytes.fromhex(box))]) is None


def test_hashes_and_keys_in_plain_script_are_those_that_python_has(bare: Page) -> None:
    luck = Random(4)
    given = [luck.randbytes(size) for size in (0, 1, 55, 56, 63, 64, 65, 1000)]
    found = ask(bare, "sha256.js", "given.map((raw) => tohex(m.sha256(unhex(raw))))", [raw.hex() for raw in given])
    assert found == [hashlib.sha256(raw).hexdigest() for raw in given]
    secrets = [luck.randbytes(32) for _ in range(8)]
    made = ask(bare, "x25519.js", "given.map((raw) => tohex(m.publicOf(unhex(raw))))", [raw.hex() for raw in secrets])
    publics = [X25519PrivateKey.from_private_bytes(raw).public_key().public_bytes_raw() for raw in secrets]
    assert made == [public.hex() for public in publics]


def test_a_key_that_is_none_is_refused(bare: Page) -> None:
    code = """(() => {
      try { return tohex(m.shared(unhex(given[0]), unhex(given[1]))); } catch (error) { return error.message; }
    })()"""
    assert ask(bare, "x25519.js", code, ["11" * 32, "00" * 32]) == "this is no key to seal for"


def test_a_chain_is_the_one_that_the_log_makes(bare: Page) -> None:
    luck = Random(2)
    said = ('{"bib":"7"}', '{"by":"Zoë ⛺"}', "")
    rows = [
        (
            f"n{each:016x}",
            luck.randrange(1, 2**40),
            luck.randrange(2**53),
            each,
            "passing",
            1 + each % 3,
            said[each % 3],
        )
        for each in range(50)
    ]
    code = """given.reduce(([before, all], [node, number, wall, tick, kind, version, body]) => {
      const said = m.content(node, number, wall, tick, kind, version, new TextEncoder().encode(body));
      const chain = m.link(before, said);
      return [chain, [...all, tohex(chain)]];
    }, [m.GENESIS, []])[1]"""
    chains, before = [], GENESIS
    for node, number, wall, tick, kind, version, body in rows:
        said = content(node.encode(), number, wall, tick, kind.encode(), version, body.encode())
        before = link(before, said)
        chains.append(before.hex())
    assert ask(bare, "chain.js", code, rows) == chains


def test_a_device_is_called_by_its_key_and_a_mark_signs_the_same_bytes(bare: Page) -> None:
    luck = Random(3)
    keys = [luck.randbytes(32) for _ in range(20)]
    assert ask(bare, "chain.js", "given.map(key => m.deviceOf(unhex(key)))", [key.hex() for key in keys]) == [
        device_of(key) for key in keys
    ]
    chain = luck.randbytes(16)
    mark = "tohex(m.markBytes('race-1', 'n7', 4711, unhex(given)))"
    assert ask(bare, "chain.js", mark, chain.hex()) == mark_bytes("race-1", NodeId("n7"), Number(4711), chain).hex()


def test_a_node_is_never_called_the_same_twice(bare: Page) -> None:
    names = ask(bare, "chain.js", "Array.from({length: 200}, () => m.newNode())")
    assert len(set(names)) == 200
    assert all(len(name) == 17 and name[0] == "n" and bytes.fromhex(name[1:]) for name in names)


def test_every_kind_is_written_in_the_version_that_the_log_writes(bare: Page) -> None:
    assert ask(bare, "chain.js", "given.map(m.versionOf)", list(VERSIONS)) == list(VERSIONS.values())


def test_stamps_go_on_as_those_of_the_log_do(bare: Page) -> None:
    luck = Random(4)
    clock = [luck.randrange(1_000, 1_050) for _ in range(300)]
    code = """given.reduce(([last, all], now) => {
      const next = m.nextStamp(last, now);
      return [next, [...all, [next.wall, next.tick]]];
    }, [{ wall: 0, tick: 0 }, []])[1]"""
    stamps, last = [], Stamp(0)
    for now in clock:
        last = last.next(Instant(now))
        stamps.append([last.wall, last.tick])
    assert ask(bare, "chain.js", code, clock) == stamps


def test_check_codes_are_those_that_headquarters_reads_out(bare: Page) -> None:
    luck = Random(5)
    asked = [(luck.randbytes(16).hex(), luck.choice(("1CP1", "2FINISH")), luck.randrange(2**41)) for _ in range(200)]
    code = "given.map(([log, place, at]) => ['hold', 'release'].map(what => m.checkCode(log, place, at, what)))"
    assert ask(bare, "chain.js", code, asked) == [
        [check_code(log, PlaceId(place), Instant(at), what) for what in ("hold", "release")] for log, place, at in asked
    ]


def test_segments_end_where_those_of_a_node_end(bare: Page) -> None:
    luck = Random(6)
    walk, wall, mono = [], 1_930_000_000_000, 5_000
    for _ in range(2_000):
        step = luck.choice((0, 1, 2_000, 60_000, 43_200_000))
        wall += step + luck.choice((0, 0, 0, 1, -1, 249, 250, 251, -250, -251, 900, -3_600_000))
        mono += luck.choice((step, step, step, step - step // 50_000, step // 2, -5))
        walk.append((wall, mono))
    code = """given.reduce(([last, all], [wall, mono]) => {
      const next = m.nextMoment(last, wall, mono);
      return [next, [...all, next.segment]];
    }, [{ wall: 1930000000000, mono: 5000, segment: 1 }, []])[1]"""
    segments, last = [], OwnTime(Instant(1_930_000_000_000), 5_000, Segment(1))
    for moment, reading in walk:
        last = last.next(Instant(moment), reading)
        segments.append(last.segment)
    assert ask(bare, "clock.js", code, walk) == segments
    assert 100 < segments[-1] < 1_900


def test_anchors_are_chosen_as_a_node_chooses_them(bare: Page) -> None:
    luck = Random(7)
    rounds = [[drawn(luck) for _ in range(luck.randrange(5))] for _ in range(300)]
    asked = [[(each.sent_at, each.received_at, each.answered_at, each.heard_at, each.mono, each.segment) for each in r]
             for r in rounds]  # fmt: skip
    code = """given.reduce(([last, all], round) => {
      const best = m.bestOf(round.map(([sent_at, received_at, answered_at, heard_at, mono, segment]) =>
        ({ sent_at, received_at, answered_at, heard_at, mono, segment })));
      const worth = best !== null && m.isWorthWriting(best, last);
      return [worth ? best : last, [...all, [best && best.mono, best && m.errorOf(best), worth]]];
    }, [null, []])[1]"""
    found, last = [], None
    for anchors in rounds:
        best = best_of(anchors)
        worth = best is not None and is_worth_writing(best, last)
        found.append([best and best.mono, best and best.error, worth])
        last = best if worth else last
    assert ask(bare, "contact.js", code, asked) == found


def drawn(luck: Random) -> ClockAnchor:
    sent, there = luck.randrange(10**6), luck.randrange(10**6)
    took, way = luck.randrange(-2, 10), luck.randrange(-3, 400)
    mono = luck.randrange(10**6)
    times = [Instant(each) for each in (sent, there, there + took, sent + took + way)]
    return anchor_from(times[0], times[1], times[2], times[3], mono, Segment(luck.randrange(1, 3)), "camp")
