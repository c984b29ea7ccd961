"""What commands print as JSON is what docs/schemas promises."""

import json
from pathlib import Path
from typing import Any

import pytest
from doc_pages import DOCS, README, play, run
from jsonschema import Draft202012Validator
from typer.main import get_command

from stagerace.cli import app

SCHEMAS = {path.name.removesuffix(".schema.json"): path for path in (DOCS / "schemas").glob("*.json")}
GUIDE = DOCS / "guide" / "run-a-race.md"
SEASON = DOCS / "commands" / "season.md"
CALLS = {
    "standings": ["oasis", "oasis --stage 1", "oasis --class women", "dunes --stage 2", "dunes --class nation"],
    "explain": ["oasis 2", "oasis 4", "dunes 3", "dunes 1", "dunes 6"],
    "check": ["oasis", "dunes"],
    "forecast": ["oasis", "oasis --stage 1 --as-of 2031-03-02T10:00", "dunes", "oasis --score"],
    "season": ["deserts.toml"],
    "course": ["sands", "sands/course/1.gpx"],
    "climate": ["sands --stage 1", "sands --stage 6 --like median"],
    "simulate": ["sands --replicates 2 --field 12", "year.toml --replicates 2"],
    "plan": ["sands --out plan --replicates 2"],
    "validate": ["--only V24 --replicates 1"],
    "devices": ["oasis", "dunes"],
    "backtest": ["splits.csv --checkpoints places.csv", "splits.csv --checkpoints places.csv --history splits.csv"],
    "drill": ["--runners 12 --km 12 --every 5 --forecast-every 30"],
    "dossier": ["oasis", "dunes --with-names", "oasis --as-of 2031-03-02T18:00"],
    "card": ["sands 56 --what-if age=35,pack_kg=7"],
}
PLACES = "checkpoint,distance_m,climb_m,descent_m\nWell,9000,150,50\nDune,17000,420,200\nCamp,30000,600,500\n"
SPLITS = (
    "bib,status,Well,Dune,Camp\n7,finished,1:00:00,2:10:05,4:00:00\n"
    "12,dnf,1:30:00,3:00:00,\n3,finished,1:05:00,,4:20:00\n"
)
YEAR = """\
[season]
id = "year"
name = "A year"
[[slot]]
id = "sands"
[[race]]
slot = "sands"
folder = "sands"
[[title]]
id = "grand-slam"
name = "Grand Slam"
kind = "slots"
"""


def _objects(schema: object) -> list[dict[str, object]]:
    """Every schema of an object in a schema."""
    if isinstance(schema, list):
        return [found for part in schema for found in _objects(part)]
    if not isinstance(schema, dict):
        return []
    inner = [found for part in schema.values() for found in _objects(part)]
    return [schema, *inner] if schema.get("type") == "object" else inner


def test_every_command_that_prints_json_has_a_schema_and_no_other() -> None:
    commands: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    printing = {name for name, command in commands.items() for option in command.params if "--format" in option.opts}
    assert set(SCHEMAS) == printing == set(CALLS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_names_every_field_and_takes_no_other(name: str) -> None:
    schema = json.loads(SCHEMAS[name].read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert all(part["additionalProperties"] is False for part in _objects(schema))


@pytest.mark.slow
def test_what_is_printed_is_what_the_schemas_say(desk: Path) -> None:
    play(README, desk)
    play(GUIDE, desk)
    play(SEASON, desk)
    run("stagerace new sands --example", desk)
    (desk / "places.csv").write_text(PLACES, encoding="utf-8")
    (desk / "splits.csv").write_text(SPLITS, encoding="utf-8")
    (desk / "year.toml").write_text(YEAR, encoding="utf-8")
    for name, targets in CALLS.items():
        schema = Draft202012Validator(json.loads(SCHEMAS[name].read_text(encoding="utf-8")))
        for target in targets:
            run(f"stagerace {name} {target} --format json > out.json", desk)
            schema.validate(json.loads((desk / "out.json").read_text(encoding="utf-8")))
