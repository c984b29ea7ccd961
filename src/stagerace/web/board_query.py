"""What somebody wants to see of the board, as the address says it."""

from dataclasses import dataclass, replace
from typing import Final, Literal, cast, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from stagerace.core.names import StageNo
from stagerace.core.plan import Plan
from stagerace.rules.classes import is_class
from stagerace.web.refusals import Refused

Show = Literal["spread", "stage", "overall"]
Times = Literal["clock", "elapsed", "leg"]
LONGEST: Final = 40


@dataclass(frozen=True)
class Wanted:
    """The table, the stage, and how to read it; `sort` is empty for the order of places, `-` before it turns it."""

    stage: StageNo
    show: Show = "spread"
    times: Times = "clock"
    cls: str = "overall"
    sort: str = ""
    find: str = ""
    columns: str = ""
    """`all` shows every column on a narrow screen."""
    forecast: str = ""
    """`on` puts the forecast into the spread table."""

    @property
    def foresees(self) -> bool:
        """Whether the forecast is wanted, and there is a place for it."""
        return bool(self.forecast) and self.show == "spread"

    @property
    def by(self) -> str:
        """The column it is sorted by; empty for places."""
        return self.sort.removeprefix("-")

    @property
    def falls(self) -> bool:
        """Whether the last comes first."""
        return self.sort.startswith("-")

    def with_(self, **other: str | int) -> str:
        """The address with something else wanted."""
        changed = replace(self, **other)  # type: ignore[arg-type]
        plain = Wanted(changed.stage)
        said = {name: value for name in _SAID if (value := getattr(changed, name)) != getattr(plain, name)}
        return "/board?" + urlencode({"stage": changed.stage, **{_SAID[name]: value for name, value in said.items()}})


_SAID: Final = {
    "show": "show", "times": "times", "cls": "class", "sort": "sort", "find": "find", "columns": "columns",
    "forecast": "forecast",
}  # fmt: skip


def wanted(query: QueryParams, plan: Plan, latest: StageNo) -> Wanted:
    """What an address asks for; a stage it does not name is the latest.

    Raises Refused for what there is not.
    """
    cls = query.get("class", "overall")
    if not is_class(cls):
        raise Refused(400, f"{cls[:LONGEST]!r} is not a class", "Choose one of the list on the board")
    return Wanted(
        stage_wanted(query, plan, latest),
        cast(Show, _one_of(query, "show", get_args(Show))),
        cast(Times, _one_of(query, "times", get_args(Times))),
        cls,
        query.get("sort", "")[:LONGEST],
        query.get("find", "").strip()[:LONGEST],
        _one_of(query, "columns", ("", "all")),
        _one_of(query, "forecast", ("", "on")),
    )


def stage_wanted(query: QueryParams, plan: Plan, latest: StageNo) -> StageNo:
    """The stage an address names, else the latest.

    Raises Refused where the race has no such stage.
    """
    text = query.get("stage", "")
    if not text:
        return latest
    found = next((stage.n for stage in plan.stages if str(stage.n) == text), None)
    if found is None:
        known = ", ".join(str(stage.n) for stage in plan.stages)
        raise Refused(400, f"there is no stage {text[:20]!r}", f"The race has {known}")
    return found


def _one_of(query: QueryParams, name: str, known: tuple[str, ...]) -> str:
    text = query.get(name, known[0])
    if text not in known:
        raise Refused(400, f"{name} cannot be {text[:20]!r}", f"Ask for one of {', '.join(filter(None, known))}")
    return text
