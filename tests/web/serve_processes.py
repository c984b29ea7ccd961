"""`stagerace serve` as a process of its own: where it is reached, what it said, and its end."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MAIN = "from stagerace.cli import main; main()"


@dataclass
class Server:
    """A camp node as a process of its own."""

    process: "subprocess.Popen[str]"
    url: str
    said: list[str]

    @property
    def port(self) -> str:
        return self.url.rpartition(":")[2]

    def stop(self, how: int = signal.SIGINT) -> None:
        self.process.send_signal(how)
        self.process.wait(30)


@contextmanager
def serving(folder: Path, *more: str | Path, port: str = "0", env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """The program serving a folder, once it says that it is up; killed in the end where it still runs."""
    command = [sys.executable, "-c", MAIN, "serve", folder, "--host", "127.0.0.1", "--port", port, *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env) as child:
        assert child.stdout is not None
        said: list[str] = []
        try:
            for line in child.stdout:
                said.append(line)
                if line.startswith("Ctrl-C"):
                    break
            found = re.search(r"^  (https?://\S+?)/?$", "".join(said), re.MULTILINE)
            assert found, said
            yield Server(child, found[1], said)
        finally:
            child.kill()
