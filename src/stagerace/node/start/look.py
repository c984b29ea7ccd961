"""Where everything lies, and the commands that show it."""

from typing import Any

from stagerace.node.start.material import Material


def view(material: Material) -> dict[str, Any]:
    """Commands to try on the races of the demo."""
    first = material.races[0].folder
    return {
        "calls": [
            (f"stagerace season {material.folder / 'season.toml'}", "the Grand Slam and every other title"),
            (f"stagerace standings {first} --stage 5 --class women", "the women on the long stage"),
            (f"stagerace standings {first} --as-of 2031-03-04T12:00", "the race as it stood at noon of the third day"),
            (f"stagerace course {first} --stage 5", "the long stage, kilometre by kilometre"),
            (f"stagerace climate {first} --stage 5", "its day, hour by hour at every checkpoint"),
            (f"stagerace simulate {first} --stage 5", "the long stage as it was likely to go"),
            (f"stagerace explain {first} 2", "every record behind the law student's places"),
            (f"stagerace check {first}", "what the timekeepers should look at"),
            ("stagerace check races/mds-2025", "a published result that does not add up"),
        ]
    }
