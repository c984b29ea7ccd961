"""A camp on a laptop of its own, enrolled for one role by headquarters: the medics', or a guardian's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from camps import Site, enrolled, open_site, served

from stagerace.core.clock import MINUTE
from stagerace.core.names import Subject
from stagerace.core.records import Body
from stagerace.log import Person
from stagerace.log.keys import machine_keys


@contextmanager
def laptop_of(role: str, tmp_path: Path, own_home: Path, *bodies: Body) -> Iterator[Site]:
    """A served camp whose own device has a role beside headquarters'; some of its runners have names."""
    site = open_site(tmp_path, own_home=own_home, bodies=bodies)
    keys = machine_keys(own_home)
    site.camp.writer.append([enrolled(keys, role, keys, site.watch.now)]).result(10)
    with site.camp.folder.vault(write=True) as vault:
        vault.seal(Subject("subject of 1"), Person("Ada Sandström"))
    site.watch.on(MINUTE)
    with served(site):
        yield site
    site.camp.close()
