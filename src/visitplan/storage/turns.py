"""Writers of one process take turns at a file, first come, first served, so that none starves.

SQLite makes whoever finds it locked sleep and look again, the longer the more often he did; with
fifty at once some find it free at their first look, and others not in half a minute.
"""

import threading
from collections import deque
from types import TracebackType

from visitplan.errors import StorageError


class Turns:
    """A lock that is handed on in the order of asking, and waited for so many seconds at most."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        if not mine.wait(self._seconds):
            self._give_up(mine)

    def _give_up(self, mine: threading.Event) -> None:
        """Leave the queue; StorageError, unless the turn came in the very moment."""
        with self._guard:
            if mine.is_set():
                return
            self._waiting.remove(mine)
        raise StorageError("too many write at once; nothing was written; try again")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
