"""One run at a time on one output folder."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from visitplan.errors import OutputError

LOCK = ".in-use"


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep a folder, which is made if need be, to this run.

    The lock is the system's own: whoever dies holds up nobody. Raises OutputError when another
    run has the folder, or it cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - not before it is needed

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0)
        lock.acquire()
    except Timeout as taken:
        raise OutputError(
            f"{folder}: another run writes here; wait for its end, or name another --out"
        ) from taken
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or 'cannot be written'}") from error
    try:
        yield
    finally:
        lock.release()
