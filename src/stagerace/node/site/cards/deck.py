"""The cards of a site on its disk: those that are there stay, the others are drawn, once the pages are out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stagerace.node.site.cards.card import Card, card_path
from stagerace.node.site.cards.made import cards
from stagerace.node.site.cards.shown import Shown
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.settings import LANGUAGES, path_in


@dataclass(frozen=True)
class Deck:
    """Every card of a site at an instant, by the path of its page from the root."""

    cards: Mapping[str, Card]

    @classmethod
    def of(cls, site: SiteSeen) -> "Deck":
        """The cards of a site in every language."""
        found = ((language, path, card) for language in LANGUAGES for path, card in cards(site, language))
        return cls({path_in(language, path): card for language, path, card in found})

    @property
    def paths(self) -> frozenset[str]:
        """Where the cards lie, or will."""
        return frozenset(map(card_path, self.cards.values()))

    def shown(self, url: str) -> Mapping[str, Shown]:
        """The card of each page, for a site at an address; none where nobody knows where it will lie."""
        if not url:
            return {}
        return {path: Shown(f"{url}/{card_path(card)}", card.alt) for path, card in self.cards.items()}

    def missing(self, is_there: Callable[[str], bool]) -> list[tuple[str, Card]]:
        """The cards that are still to be drawn, each once."""
        wanted = {card_path(card): card for card in self.cards.values()}
        return [(path, card) for path, card in wanted.items() if not is_there(path)]
