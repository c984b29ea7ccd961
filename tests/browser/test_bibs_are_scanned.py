"""A bib's code read from a picture and from a camera, by zxing-wasm, as a phone in dust and dusk sees it."""

import base64
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno
from browsers import CAMERA, QUIET, new_context
from camps import NOON, Site
from keypads import kept, phone, said
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from races import entered

CODE = "stagerace:sahara-2031:112"
NEEDS_VENDOR = pytest.mark.usefixtures("vendored")
READ = """async ([picture, draw]) => {
  const {readImage} = await import("/app/scan.js");
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))]));
  const paper = new OffscreenCanvas(900, 700), pen = paper.getContext("2d");
  pen.fillStyle = draw.ground;
  pen.fillRect(0, 0, 900, 700);
  pen.filter = draw.filter;
  pen.setTransform(...draw.tilt);
  pen.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  return readImage(await paper.convertToBlob({type: "image/jpeg", quality: 0.6}));
}"""
STRAIGHT = (1, 0, 0, 1, 450, 350)
SEEN = {
    "straight": {"ground": "white", "filter": "none", "tilt": STRAIGHT},
    "turned and leaning": {"ground": "#cc9", "filter": "none", "tilt": (0.86, 0.5, -0.3, 0.8, 450, 350)},
    "blurred": {"ground": "white", "filter": "blur(4px)", "tilt": STRAIGHT},
    "in dust": {"ground": "#b98", "filter": "contrast(30%) sepia(80%) blur(2px)", "tilt": STRAIGHT},
    "at dusk": {"ground": "#222", "filter": "brightness(25%)", "tilt": STRAIGHT},
    "upside down and small": {"ground": "white", "filter": "none", "tilt": (-0.35, 0, 0, -0.35, 300, 200)},
}


def code(text: str = CODE) -> str:
    """The picture of a code, as base64."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=12, border=4)
    return base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def app(page: Page, site: Site) -> Page:
    """A page of the site, with its policy in force."""
    page.goto("/login")
    return page


@NEEDS_VENDOR
@pytest.mark.parametrize("how", SEEN)
def test_a_code_is_read_from_a_picture(app: Page, how: str) -> None:
    assert app.evaluate(READ, [code(), SEEN[how]]) == CODE


@NEEDS_VENDOR
def test_a_picture_without_a_code_gives_nothing(app: Page) -> None:
    assert app.evaluate(READ, [code(), {**SEEN["straight"], "filter": "brightness(0%)"}]) is None


@NEEDS_VENDOR
def test_what_reads_codes_comes_from_the_camp_node_alone(app: Page, site: Site) -> None:
    asked: list[str] = []
    app.on("request", lambda request: asked.append(request.url))
    assert app.evaluate("import('/app/scan.js').then(scan => scan.canScan())") is True
    assert f"{site.url}/app/vendor/zxing_reader.wasm" in asked
    assert all(url.startswith(f"{site.url}/app/") for url in asked), asked


def test_where_nothing_was_vendored_it_says_so(contexts: Callable[..., BrowserContext]) -> None:
    context = contexts()
    context.route("**/app/vendor/*", lambda route: route.fulfill(status=404))
    page = context.new_page()
    page.goto("/login")
    assert page.evaluate("import('/app/scan.js').then(scan => scan.whyNot())") == "no_reader"
    assert page.evaluate("import('/app/scan.js').then(scan => scan.canScan())") is False


@pytest.mark.parametrize(
    ("text", "bib"),
    [
        (CODE, "112"),
        (" d012 ", "D012"),
        ("112", "112"),
        ("stagerace:gobi-2031:112", None),
        ("stagerace:sahara-2031:", None),
        ("https://example.org/112", None),
        ("WIFI:S:camp;", None),
    ],
)
def test_a_code_names_a_bib_of_this_race_or_none(app: Page, text: str, bib: str | None) -> None:
    asked = "text => import('/app/scan.js').then(scan => scan.bibIn(text, 'sahara-2031'))"
    assert app.evaluate(asked, text) == bib


@pytest.fixture
def before_camera(playwright: Playwright, program: str, tmp_path: Path) -> Iterator[Browser]:
    """A browser before whose camera somebody holds a bib with its code."""
    film = tmp_path / "camera.y4m"
    film.write_bytes(filmed(CODE))
    flags = [*QUIET, *CAMERA, f"--use-file-for-fake-video-capture={film}"]
    browser = playwright.chromium.launch(executable_path=program, args=flags)
    yield browser
    browser.close()


@NEEDS_VENDOR
def test_a_camera_tells_each_code_once(before_camera: Browser, site: Site) -> None:
    page = new_context(before_camera, site).new_page()
    page.goto("/login")
    told = page.evaluate("""async () => {
      const {scanCamera} = await import("/app/scan.js");
      const video = document.body.appendChild(document.createElement("video"));
      const told = [], stop = new AbortController();
      const over = new Promise((done) => setTimeout(done, 30000));
      const first = new Promise((done) => told.push = (text) => { told[told.length] = text; setTimeout(done, 1000); });
      const scanning = scanCamera(video, told.push, stop.signal);
      await Promise.race([first, over, scanning]);
      stop.abort();
      await scanning;
      return {told: [...told], shows: video.srcObject !== null};
    }""")
    assert told == {"told": [CODE], "shows": False}


@NEEDS_VENDOR
def test_the_scan_key_records_the_bib_before_the_camera(before_camera: Browser, site: Site) -> None:
    site.camp.writer.append([entered("112")]).result(10)
    with phone(before_camera, site, place="1CP1", now=NOON) as page:
        page.get_by_role("button", name="Scan").click()
        expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("112 recorded IN")
        page.get_by_role("button", name="Back").click()
        said(page).to_contain_text("112 · IN")
        expect(page.locator(".tag")).to_contain_text("112")
        assert [(each["bib"], each["way"], each["source"]) for each in kept(page, "passing")] == [
            ("112", "in", "code phone A"),
        ]  # fmt: skip


def filmed(text: str) -> bytes:
    """Film of a code held still, as a Y4M file of grey pictures, 640 by 480."""
    dots = segno.make(text, error="m", micro=False).matrix_iter(scale=10, border=4)
    rows = [bytes(235 - 219 * dot for dot in row) for row in dots]
    side = (640 - len(rows[0])) // 2
    field = [bytes([200]) * 640] * ((480 - len(rows)) // 2)
    shown = [bytes([200]) * side + row + bytes([200]) * (640 - side - len(row)) for row in rows]
    luma = b"".join([*field, *shown, *field, *field])[: 640 * 480]
    frame = b"FRAME\n" + luma + bytes([128]) * (640 * 480 // 2)
    return b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n" + frame * 5
