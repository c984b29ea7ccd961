"""The words of the site, one catalogue a language and part of the site; pages hold none of their own."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import msgspec
from markupsafe import Markup, escape

_GATE: Final = "en"
"""The language that the gate speaks."""
_UNNAMED: Final = re.compile(
    r"\b(?:(Runner) ([0-9A-Z]*[0-9][0-9A-Z]*)\b|(Team) ([0-9A-Z]*[0-9][0-9A-Z]*)\b(?! \w*[A-Z]))"
)
_FOR: Final = {"Runner": "base.unnamed", "Team": "base.unnamed_team"}


class Words:
    """Says things in one language."""

    def __init__(self, language: str, catalogue: Mapping[str, str]) -> None:
        self.language = language
        self._catalogue = catalogue
        self._said: dict[str, str] = {}
        """What has no values to put in, once it was said."""

    def __call__(self, key: str, **values: Any) -> str:
        """A sentence with its values put in; with `n` the form for one or for many, where there are two.

        Raises KeyError for a key that no catalogue has.
        """
        if not values:
            if key not in self._said:
                self._said[key] = self._catalogue[key].format()
            return self._said[key]
        if "n" in values and f"{key}.one" in self._catalogue:
            key = f"{key}.{'one' if values['n'] == 1 else 'other'}"
        return self._catalogue[key].format(**values)

    def marked(self, key: str, **values: Any) -> Markup:
        """The same with values that are markup, such as a time; everything else is escaped."""
        return Markup(str(escape(self._catalogue[key])).format(**{k: escape(v) for k, v in values.items()}))  # noqa: S704

    def unnamed(self, text: str) -> str:
        """Text in which the gate's `Runner 147` and `Team 12`, for who agreed to no name, are said in the language.

        A name that a team gave itself, such as `Team 4 Deserts`, stays.
        """
        if self.language == _GATE or not ("Runner " in text or "Team " in text):
            return text
        return _UNNAMED.sub(lambda found: self(_FOR[found[1] or found[3]], bib=found[2] or found[4]), text)

    def raw(self, key: str) -> str:
        """A sentence with its gaps, for a script to fill."""
        return self._catalogue[key]

    def everything(self) -> Collection[str]:
        """Everything that can be said."""
        return self._catalogue.keys()

    def has(self, key: str) -> bool:
        """Whether a catalogue has a key."""
        return key in self._catalogue


@cache
def words(language: str) -> Words:
    """The words of a language, every part of its catalogue joined."""
    found: dict[str, str] = {}
    folder = resources.files("stagerace.node.site").joinpath("words", language)
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".json"):
            found |= msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    return Words(language, found)
