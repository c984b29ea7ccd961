"""Fetches what the checkpoint app needs of others, and lays it where the camp node serves it; without npm, says so."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
ZXING: Final = ROOT / "node_modules" / "zxing-wasm"
VENDOR: Final = ROOT / "src" / "stagerace" / "web" / "static" / "vendor"
COPIED: Final = {
    "dist/es/reader/index.js": "zxing-reader.js",
    "dist/es/share.js": "zxing-share.js",
    "dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
    "LICENSE": "zxing-wasm-licence.txt",
}
SECONDS: Final = 120
"""How long npm may take altogether."""
FETCH: Final = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=0")
WITHOUT: Final = "no bib is read by camera where the browser cannot do it itself; all else works"


def main() -> None:
    """Fetch, copy, and say in one line what will not work where that failed."""
    if problem := _fetch():
        print(f"{problem}: {WITHOUT}. Later: make vendor", file=sys.stderr)
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir()
    for source, name in COPIED.items():
        shutil.copyfile(ZXING / source, VENDOR / name)
    # There all lie side by side, each served by its exact name.
    reader = VENDOR / "zxing-reader.js"
    reader.write_text(reader.read_text("utf-8").replace('"../share.js"', '"./zxing-share.js"'), "utf-8")


def _fetch() -> str:
    """What went wrong; nothing where all is in node_modules."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    try:
        done = subprocess.run(  # noqa: S603
            [npm, *FETCH], check=False, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"npm did not end within {SECONDS} s"
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
        return f"npm failed ({lines[0] if lines else done.returncode})"
    return ""


if __name__ == "__main__":
    main()
