"""The app without a camp node: all of its files or none, and one version until a person says otherwise."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from at_the_checkpoint import enrolled
from browsers import Profile
from camps import Site, open_site, served
from phones import BARE, enrol, keep_offline, open_app, state, sync, told_by, write
from playwright.sync_api import Page

from stagerace.web import app_files, app_routes

_TAKE = """async () => {
  const { keepApp } = await import('/app/updates.js');
  await new Promise(done => keepApp(take => { take(); done(); }));
}"""
_CACHES = "caches.keys().then(names => names.filter(name => name.startsWith('stagerace app ')))"


@pytest.fixture
def shut(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A camp that is served only while a test says so."""
    site = open_site(tmp_path, own_home=own_home)
    yield site
    site.camp.close()


def port_of(site: Site) -> int:
    return int(site.url.rpartition(":")[2])


def test_every_file_of_the_app_is_there_with_the_camp_node_dead(profiles: Callable[..., Profile], shut: Site) -> None:
    page = profiles().start()
    with served(shut):
        page.goto(shut.url + BARE)
        keep_offline(page)
    names = [*app_files.app_files(), "/app/", "/app/manifest.webmanifest"]
    names.remove("/app/sw.js")
    found = page.evaluate("names => Promise.all(names.map(name => fetch(name).then(a => a.status, () => 0)))", names)
    assert dict(zip(names, found, strict=True)) == dict.fromkeys(names, 200)
    assert page.evaluate("fetch('/api/clock').then(() => 'answered', () => 'dead')") == "dead"
    page.goto(f"{shut.url}/app/")
    assert page.title().endswith("StageRace checkpoint")


def changed(monkeypatch: pytest.MonkeyPatch, name: str, text: bytes) -> None:
    """From now on the camp node has the app in another version."""

    class Changed(app_files.AppFile):
        def read(self) -> bytes:
            return text + super().read() if self._lies.name == name else super().read()

    def files() -> dict[str, app_files.AppFile]:
        return {address: Changed(each.kind, each._lies) for address, each in app_files.app_files().items()}

    monkeypatch.setattr(app_routes, "app_files", files)


def wait_for(page: Page, said: str) -> None:
    """Waits until a promise comes to something true."""
    page.wait_for_function(f"() => {said}")


def version(page: Page) -> Any:
    return page.evaluate(
        """() => new Promise(done => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => done(data);
          navigator.serviceWorker.controller.postMessage('version', [port2]);
        })"""
    )


def test_a_new_version_waits_until_a_person_says_so(page: Page, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    page.goto(site.url + BARE)
    keep_offline(page)
    page.reload()
    first = version(page)
    changed(monkeypatch, "chain.js", b"// newer\n")
    page.evaluate("navigator.serviceWorker.getRegistration('/app/').then(each => each.update())")
    wait_for(page, "navigator.serviceWorker.getRegistration('/app/').then(each => each.waiting)")
    page.reload()
    assert version(page) == first
    assert "newer" not in page.evaluate("fetch('/app/chain.js').then(answer => answer.text())")
    assert len(page.evaluate(_CACHES)) == 2
    with page.expect_navigation():
        page.evaluate(_TAKE)
    assert version(page) != first
    assert page.evaluate("fetch('/app/chain.js').then(answer => answer.text())").startswith("// newer")
    wait_for(page, f"{_CACHES}.then(names => names.length === 1)")


def test_a_version_that_is_being_fetched_when_the_app_starts_is_offered_too(
    page: Page, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.goto(site.url + BARE)
    keep_offline(page)
    changed(monkeypatch, "chain.js", b"// newer\n")
    offered = page.evaluate(
        """async () => {
          const { keepApp } = await import('/app/updates.js');
          await (await navigator.serviceWorker.getRegistration('/app/')).update();
          return new Promise(done => keepApp(take => done(typeof take)));
        }"""
    )
    assert offered == "function"


def test_an_app_that_changes_while_it_is_fetched_is_not_kept(
    page: Page, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.goto(site.url + BARE)
    versions = iter(["1" * 32, "2" * 32, "2" * 32])
    monkeypatch.setattr(app_routes, "digest_of", lambda contents: next(versions))
    failed = page.evaluate(
        """async () => {
          const { installing } = await navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' });
          await new Promise(done => {
            const look = () => installing.state !== 'installing' && done();
            installing.addEventListener('statechange', look);
            look();
          });
          return [installing.state, await caches.keys()];
        }"""
    )
    assert failed == ["redundant", []]


def test_a_proof_is_made_anew_where_the_camp_node_started_anew(profiles: Callable[..., Profile], shut: Site) -> None:
    page = profiles().start()
    with served(shut):
        enrol(page, shut)
        sync(page)
    # A server that starts anew knows none of the challenges it gave.
    with served(shut, port=port_of(shut)):
        write(page, "7")
        status = sync(page)
    assert (status["pending"], status["problem"]) == (0, None)


def test_in_a_demonstration_the_clocks_of_a_phone_run_with_the_race(
    profiles: Callable[..., Profile], shut: Site
) -> None:
    page = profiles().start()
    shut.camp.rate = 60.0
    with served(shut):
        enrol(page, shut)
        sync(page)
        keep_offline(page)
    for _ in range(2):
        before = told_by(page, "log.now()")
        page.wait_for_timeout(500)
        after = told_by(page, "log.now()")
        assert 0 <= before["wall"] - shut.watch.now < 60 * 60_000
        assert 30_000 <= after["wall"] - before["wall"] < 300_000
        assert after["segment"] == before["segment"]
        open_app(page, shut.url)
    assert state(page)["enrolled"] is True


def test_the_device_check_offers_a_newer_app_and_takes_it(
    page: Page, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(page, site, place="1CP1")
    first = version(page)
    changed(monkeypatch, "chain.js", b"// newer\n")
    page.evaluate("navigator.serviceWorker.getRegistration('/app/').then(each => each.update())")
    offer = page.get_by_role("button", name="Take the newer version")
    offer.wait_for()
    with page.expect_navigation():
        offer.click()
    page.get_by_role("heading", name="Device check").wait_for()
    assert version(page) != first
