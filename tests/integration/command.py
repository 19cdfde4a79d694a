"""Running the command line as people do, in a process of its own, or here, which is quicker."""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from visitplan.cli.main import main

VISITPLAN = str(Path(sys.executable).with_name("visitplan"))
ROOT = Path(__file__).parents[2]
SECONDS_AT_MOST = 300
"""The first search in a new environment compiles its kernel."""
HELSINKI = ROOT / "examples" / "helsinki"


class Ran(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Command:
    """The command ``visitplan`` in one working folder, with one cache of streets."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache / "visitplan"
        self._started: list[subprocess.Popen[str]] = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "VISITPLAN_DEBUG"},
            "VISITPLAN_CACHE": str(self.cache),
            "COLUMNS": "140",
        }

    def __call__(self, *arguments: str | Path, **settings: Any) -> Ran:
        done = self.popen(*arguments, **settings)
        out, err = done.communicate(timeout=SECONDS_AT_MOST)
        return Ran(done.returncode, out, err)

    def end(self) -> None:
        """Kill what a failed test has left running."""
        for run in self._started:
            if run.poll() is None:
                run.kill()
                run.communicate()

    def here(self, *arguments: str | Path) -> Ran:
        """Run the command in this very process, whose libraries are loaded."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ, self.environment, clear=True),
            mock.patch.object(sys, "argv", ["visitplan", *map(str, arguments)]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = main()
        return Ran(code, *(_all_of(stream) for stream in (out, err)))

    def popen(
        self, *arguments: str | Path, environment: Mapping[str, str] = {}, **settings: Any
    ) -> "subprocess.Popen[str]":
        settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings}
        run = subprocess.Popen(
            [VISITPLAN, *map(str, arguments)],
            cwd=self.folder,
            env={**self.environment, **environment},
            encoding="utf-8",
            **settings,
        )
        self._started.append(run)
        return run


def _all_of(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def children(pid: int) -> Iterator[int]:
    """Yield the processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if listed.exists():
        yield from map(int, listed.read_text().split())
