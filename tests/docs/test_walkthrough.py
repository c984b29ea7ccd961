"""The walkthrough of CONTRIBUTING.md, done as it is written, gives a kind of ruling that works."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from doc_pages import README, ROOT, Block, blocks

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
CONTRACTS = ("tests/rules/test_every_ruling.py", "tests/rules/test_missing_kit.py", "tests/docs/test_glossary.py")


def _apply(block: Block, copy: Path) -> None:
    """Write the file of a block, or put its lines with a plus where the others show."""
    path = copy / block.file
    if block.kind != "diff":
        assert not path.exists()
        path.write_text(block.text, encoding="utf-8")
        return
    before = "".join(line[1:] for line in block.text.splitlines(keepends=True) if line[0] == " ")
    after = "".join(line[1:] for line in block.text.splitlines(keepends=True))
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{block.file} does not hold these lines once:\n{before}"
    path.write_text(text.replace(before, after), encoding="utf-8")


def _run(copy: Path, *words: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(copy / "src"), "STAGERACE_HOME": str(copy / "home"), "COLUMNS": "100"}
    done = subprocess.run([sys.executable, *words], cwd=copy, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_the_walkthrough_adds_a_kind_that_keeps_the_contract_and_is_imported(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for name in ("src", "docs", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "_build"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for block in (b for b in blocks(CONTRIBUTING) if b.file):
        _apply(block, copy)
    assert str(copy) in _run(copy, "-c", "import stagerace; print(stagerace.__file__)")
    _run(copy, "-m", "pytest", *CONTRACTS)
    assert "mandatory kit missing, penalty 15 min, no whistle, rule 7" in _explained(copy)


def _explained(copy: Path) -> str:
    """What explain says of the runner whom the walkthrough's ruling is about, in the race of the README."""
    for block in (b for b in blocks(README) if b.file):
        path = copy / block.file
        path.parent.mkdir(exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    cli = ("-c", "import stagerace.cli; stagerace.cli.main()")
    for file, kind in (("runners", "entries"), ("stage-times", "stage-times")):
        _run(copy, *cli, "import", "oasis", f"oasis/{file}.csv", "--as", kind)
    _run(copy, *cli, "import", "oasis", "decisions.csv", "--as", "rulings")
    return _run(copy, *cli, "explain", "oasis", "3")
