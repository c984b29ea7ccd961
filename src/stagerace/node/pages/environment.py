"""How every page is made: one look, one way to write a time and a place, and nothing that people typed is markup."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stagerace.core.clock import Elapsed, format_elapsed
from stagerace.node.names import ordinal, seconds


def pages(package: str, folder: str) -> Environment:
    """The templates in a folder of a package, which may extend `base.html.j2` and `list.html.j2` of this one."""
    found = ChoiceLoader([PackageLoader(package, folder), PackageLoader("stagerace.node.pages", "templates")])
    environment = Environment(
        loader=found, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"elapsed": _elapsed, "ordinal": ordinal, "seconds": seconds}
    return environment


def _elapsed(time: Elapsed | None) -> Markup:
    """A time whose milliseconds a small screen may leave out."""
    whole, dot, ms = format_elapsed(time).partition(".") if time is not None else ("", "", "")
    return Markup('{}<span class="ms">.{}</span>').format(whole, ms) if dot else Markup(whole)  # noqa: S704
