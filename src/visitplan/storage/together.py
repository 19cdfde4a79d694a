"""Small changes that many ask for at once, committed as one: a disk is waited for once for all.

Whoever asks hears of it after the commit, so what is answered is durable. A change that is
refused harms no other: then all is undone, and each is made by itself.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from visitplan.errors import ConflictError, StorageError

Made = TypeVar("Made")
MOST = 64
"""Changes in one transaction; so long, at most, does everybody else wait."""


class _Asked(Generic[Made]):
    """A change, and what will have come of it."""

    def __init__(self, change: Callable[[Connection], Made]) -> None:
        self.change = change
        self.made: Future[Made] = Future()


class _Queue:
    """Who waits for changes of the same thing; whoever is at work makes those of all."""

    def __init__(self) -> None:
        self.waiting: deque[_Asked[Any]] = deque()
        self.at_work = Lock()

    def taken(self) -> list[_Asked[Any]]:
        """Take those who came first out of the queue; only whoever is at work may."""
        return [self.waiting.popleft() for _ in range(min(MOST, len(self.waiting)))]


class Together:
    """Makes changes in transactions that ``write`` begins, those of one thing in one of them.

    Only those of one thing: whoever holds two things at once may wait in a circle with others.
    """

    def __init__(self, write: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._write = write
        self._queues: dict[str, _Queue] = {}

    def make(self, about: str, change: Callable[[Connection], Made]) -> Made:
        """Make a change about a thing; return what it returns, raise what it raises.

        It may be made twice, the first time in vain, so it does nothing but by its connection.
        """
        queue = self._queues.setdefault(about, _Queue())
        mine = _Asked(change)
        queue.waiting.append(mine)
        with queue.at_work:
            while not mine.made.done():
                self._make_all(queue.taken())
        return mine.made.result()

    def _make_all(self, asked: list[_Asked[Any]]) -> None:
        try:
            with self._write() as connection:
                made = [each.change(connection) for each in asked]
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            if len(asked) == 1 or _concerns_all(error):
                _refuse(asked, error)
            else:
                for each in asked:
                    self._make_all([each])
        else:
            for each, what in zip(asked, made, strict=True):
                each.made.set_result(what)


def _concerns_all(error: Exception) -> bool:
    """Tell whether the database is not to be had, so that it would not be for the next either."""
    return isinstance(error, StorageError) and not isinstance(error, ConflictError)


def _refuse(asked: list[_Asked[Any]], error: Exception) -> None:
    for each in asked:
        each.made.set_exception(error)
