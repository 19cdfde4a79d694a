"""Solvers' processes: started when they are needed, or early, to load while a day is read.

Light to import: whoever starts them early has imported nothing else yet.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator

EARLY = "--early"


class Solvers:
    """Processes that wait for an errand; there is always another one."""

    def __init__(self) -> None:
        self._waiting: list[subprocess.Popen[bytes]] = []

    def call(self, count: int) -> None:
        """Start processes that load the compiled search now, before they have an errand."""
        for _ in range(count):
            self._waiting.append(_started(EARLY))

    def take(self, *, loaded: bool) -> "subprocess.Popen[bytes]":
        """Return a process for one errand, which is the caller's to end; a loaded one, if any."""
        if loaded and self._waiting:
            return self._waiting.pop(0)
        return _started()

    def dismiss(self) -> None:
        """End whoever still waits."""
        for process in self._waiting:
            process.kill()
            with process:
                process.wait()
        self._waiting.clear()


@contextlib.contextmanager
def called_early(count: int) -> Iterator[Solvers]:
    """Lend solvers of which ``count`` load already; none outlives the block."""
    solvers = Solvers()
    try:
        solvers.call(count)
        yield solvers
    finally:
        solvers.dismiss()


def _started(*options: str) -> "subprocess.Popen[bytes]":
    """Start the solver's process, out of reach of the terminal's Ctrl-C."""
    return subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
        [sys.executable, "-m", "visitplan.routing.child", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # OR-Tools' last words are for nobody
        start_new_session=True,
    )
