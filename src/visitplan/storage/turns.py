"""Writers of one process take turns at a file, so that none of them starves.

SQLite makes whoever finds it locked sleep and look again, the longer the more often he did; with
fifty at once some find it free at their first look, and others not in half a minute.
"""

import threading
from types import TracebackType

from visitplan.errors import StorageError


class Turns:
    """A lock that is waited for so many seconds; StorageError where that was not enough."""

    def __init__(self, seconds: float) -> None:
        self._lock = threading.Lock()
        self._seconds = seconds

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._seconds):
            raise StorageError("too many write at once; nothing was written; try again")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()
