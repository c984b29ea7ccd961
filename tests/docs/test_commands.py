"""Every command has its page, and the page names what the command takes."""

import re
from typing import Any

import pytest
from doc_pages import DOCS, README
from typer.main import get_command
from typer.testing import CliRunner

from stagerace.cli import app

COMMANDS: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
FOLDER = DOCS / "commands"
every_command = pytest.mark.parametrize("name", COMMANDS)


def _page(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def _options(name: str) -> set[str]:
    return {
        word
        for param in COMMANDS[name].params
        for word in (*param.opts, *param.secondary_opts)
        if word.startswith("--")
    } - {"--help"}


def test_there_is_a_page_for_every_command_and_no_other() -> None:
    assert {page.stem for page in FOLDER.glob("*.md")} == {*COMMANDS, "index"}


@every_command
def test_the_usage_names_every_argument_and_option(name: str) -> None:
    usage = re.search(rf"^```text\n(stagerace {name}(?: .*)?)\n```$", _page(name), re.MULTILINE)
    assert usage, f"no usage block for {name}"
    assert set(re.findall(r"--[a-z][a-z-]*", usage[1])) == _options(name)
    arguments = [param.metavar or param.name.upper() for param in COMMANDS[name].params if not _is_option(param)]
    assert all(argument.strip("{}") in usage[1].split() for argument in arguments), arguments


def _is_option(param: Any) -> bool:
    return any(word.startswith("--") for word in param.opts)


@every_command
def test_the_table_explains_every_option(name: str) -> None:
    table = "\n".join(line for line in _page(name).splitlines() if line.startswith("| `"))
    assert _options(name) <= set(re.findall(r"--[a-z][a-z-]*", table))


@every_command
def test_the_help_of_a_command_shows_an_example(name: str) -> None:
    shown = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "100", "NO_COLOR": "1"})
    assert shown.exit_code == 0
    assert re.search(rf"Example: stagerace {name}\b", shown.output)


def test_the_readme_lists_every_command() -> None:
    listed = re.findall(r"^\| \[`stagerace (\S+)`\]", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == list(COMMANDS)
