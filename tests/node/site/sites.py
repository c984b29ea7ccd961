"""Sites of small races as the bytes of every file, made as `stagerace publish --cards` makes them.

A card stands here as what is written on it: its picture is drawn from that alone.
"""

from collections.abc import Mapping, Sequence

import msgspec
from gate_races import BIBS, NAMES

from stagerace.core.clock import Instant
from stagerace.core.names import Subject
from stagerace.core.records import Record
from stagerace.gate import Published
from stagerace.gate.standstill import NEVER_PUBLISHED
from stagerace.node.folder import View
from stagerace.node.site.cards.card import card_path
from stagerace.node.site.cards.deck import Deck
from stagerace.node.site.files import Building
from stagerace.node.site.letting import Letting
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.settings import SiteSettings, Tent

SETTINGS = SiteSettings(
    url="https://race.example",
    phone="+20 2 555 0100",
    messages="https://camp.example",
    fundraisers={bib: f"https://good.example/{bib}" for bib in BIBS},  # type: ignore[misc]
    tents=(Tent("Tent 1", "1-50"),),
)


def site_of(records: Sequence[Record], at: Instant, published: Published = NEVER_PUBLISHED) -> Mapping[str, bytes]:
    """Every file of the site of a race at an instant, by path."""
    return site_of_people(records, at, NAMES, published)


def site_of_people(
    records: Sequence[Record], at: Instant, people: Mapping[Subject, str], published: Published = NEVER_PUBLISHED
) -> Mapping[str, bytes]:
    """The same of a race of these people."""
    site = seen_of_people(records, at, people, published)
    deck = Deck.of(site)
    files = list(Building().files(site, deck.shown(SETTINGS.url)))
    assert len({file.path for file in files}) == len(files), "two files under one path"
    drawn = {card_path(card): msgspec.json.encode(card) for card in deck.cards.values()}
    return {file.path: file.data for file in files} | drawn


def seen_of_people(
    records: Sequence[Record], at: Instant, people: Mapping[Subject, str], published: Published = NEVER_PUBLISHED
) -> SiteSeen:
    """The same race as those outside may see it, before any page is made."""
    view = View(tuple(records), len(records), 0)
    tokens = {who: f"family-secret-{who.rpartition(' ')[2]}" for who in people}
    seen = Letting(SETTINGS).seen(view, at, people, tokens, published)
    return SiteSeen([seen], at, SETTINGS)


def text_of(site: Mapping[str, bytes]) -> str:
    """All that a site says, paths and all."""
    return "\n".join(f"{path}\n{data.decode('utf-8', 'replace')}" for path, data in site.items())
