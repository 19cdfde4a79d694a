"""Compiling once where several processes need it at the same moment: the others wait and load."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there each compiles for itself
    fcntl = None  # type: ignore[assignment]

IS_COMPLETE = "complete"


def once(folder: Path, compile_all: Callable[[], None]) -> None:
    """Compile into a folder, or load what it holds; who comes while another compiles waits.

    The lock is the system's own, so one who dies while he compiles holds up nobody. Nobody waits
    where all has been compiled before, nor where the folder cannot be written.
    """
    complete = folder / IS_COMPLETE
    if complete.exists():
        compile_all()
        return
    with _alone(folder / "lock"):
        compile_all()
        with contextlib.suppress(OSError):
            complete.touch()


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            file = held.enter_context(lock.open("w"))
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
