"""Chromium as somebody at a checkpoint or at a desk holds it: people, phones, a profile that outlives a kill, axe."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from camps import PASSWORD, Site
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from stagerace.core.clock import Instant

ROOT: Final = Path(__file__).parents[2]
ELSEWHERE: Final = "camp.test"
"""A name under which a browser started here finds the camp node, and which is no secure context without TLS."""
QUIET: Final = (
    f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-proxy-server",
    "--disable-quic",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    "--no-default-browser-check",
    "--no-first-run",
    "--mute-audio",
)
"""With these a browser talks to nobody but this machine: every other name is unknown to it."""
CAMERA: Final = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
PATIENCE: Final = 30_000
"""How long a page may take for anything [ms]: longer than a machine five times as slow as a laptop needs."""
expect.set_options(timeout=PATIENCE)


def found_chromium() -> str | None:
    """The browser to use: STAGERACE_CHROMIUM where it is set, which then must exist, else `chromium` of the path."""
    wanted = os.environ.get("STAGERACE_CHROMIUM")
    found = shutil.which(wanted or "chromium")
    if wanted and found is None:
        raise LookupError(f"STAGERACE_CHROMIUM is {wanted!r}, and there is no such program")
    return found


def elsewhere(site: Site) -> str:
    """The address of a site as a phone on the camp's network has it: without TLS, no secure context."""
    parts = urlsplit(site.url)
    return f"{parts.scheme}://{ELSEWHERE}:{parts.port}"


def new_context(browser: Browser, site: Site | None = None, **more: Any) -> BrowserContext:
    """A browser of somebody's own, with nothing kept yet."""
    context = browser.new_context(base_url=site.url if site else None, ignore_https_errors=True, **more)
    context.set_default_timeout(PATIENCE)
    return context


def set_clock(context: BrowserContext, now: Instant) -> None:
    """Sets the clock of every page of a browser; it goes on from there. (A service worker keeps the real one.)"""
    context.clock.install(time=datetime.fromtimestamp(now / 1000, UTC))


def log_in(page: Page, site: Site, role: str) -> None:
    """Logs a person in by the form; everybody is called after their role."""
    page.goto(f"{site.url}/login")
    page.get_by_label("Name").fill(role)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{site.url}/")


def invite(site: Site, role: str = "timekeeper", place: str = "1CP1", label: str = "phone A") -> str:
    """The code of an invitation for a device, made by the race director."""
    with site.person("director") as director:
        asked = {"role": role, "place": place, "label": label}
        answer = director.post("/api/invite", json=asked, headers={"origin": site.url})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


def enrol_phone(page: Page, site: Site, *, at: str = "", **invited: str) -> None:
    """Opens the checkpoint app by the address that an enrolment QR holds; `at` is where the site is reached."""
    page.goto(f"{at or site.url}/app/#code={invite(site, **invited)}")


@dataclass
class Profile:
    """A browser whose folder outlives it: it can be closed, or killed as a dead battery does, and started again."""

    playwright: Playwright
    program: str
    folder: Path
    flags: tuple[str, ...] = ()
    _browser: Browser | None = field(default=None, repr=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> Page:
        """Starts it, and gives its one page; what sites kept in the folder is there again."""
        assert self._process is None, "it runs already"
        told = self.folder / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                self.program,
                "--headless",
                "--no-sandbox",
                "--hide-crash-restore-bubble",
                "--remote-debugging-port=0",
                f"--user-data-dir={self.folder}",
                "--ignore-certificate-errors",
                "--disable-dev-shm-usage",
                *QUIET,
                *self.flags,
                "about:blank",
            ],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = _wait_for(told, self._process)
        self._browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = self._browser.contexts[0]
        context.set_default_timeout(PATIENCE)
        return context.pages[0] if context.pages else context.new_page()

    def kill(self) -> None:
        """Kills every process of it at once, in the middle of whatever it does."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._end()

    def close(self) -> None:
        """Lets it end in its own time, where it runs."""
        if self._browser is not None:
            self._browser.new_browser_cdp_session().send("Browser.close")
            self._end()

    def _end(self) -> None:
        process, browser, self._process, self._browser = self._process, self._browser, None, None
        assert process is not None
        assert browser is not None
        try:
            process.wait(PATIENCE / 1000)
        finally:
            _end_group(process.pid)
        browser.close()


def _wait_for(told: Path, process: subprocess.Popen[bytes]) -> str:
    """The port that a browser wrote down when it was ready."""
    for _ in range(600):
        if told.exists() and (lines := told.read_text().splitlines()):
            return lines[0]
        assert process.poll() is None, f"chromium ended with {process.returncode}"
        time.sleep(0.05)
    raise AssertionError("chromium did not get ready")


def _end_group(group: int) -> None:
    """Kills what is left of a group of processes, and waits until nothing is."""
    for _ in range(200):
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            return
        time.sleep(0.02)


AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def axe(page: Page) -> list[str]:
    """What is wrong with a page for those who see, hear or move otherwise: one line for each element."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "tags => window.axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(said => said.violations)",
        list(RULES),
    )
    return [
        f"{rule['id']}: {json.dumps(node['target'])}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@contextmanager
def launched(playwright: Playwright, program: str) -> Iterator[Browser]:
    """A browser that forgets everything when it is closed; any number of contexts can be opened in it."""
    browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *CAMERA])
    yield browser
    browser.close()
