"""Processes of this machine as an executor."""

import ctypes
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.sharedctypes import RawValue
from threading import Thread
from typing import Any

_asked_to_stop: Any = ctypes.c_bool(False)
"""In a worker: whether whoever handed out its work has given it up."""


class Processes(ProcessPoolExecutor):
    """Processes that begin empty, so that nothing of this process reaches them but the tasks.

    They leave Ctrl-C to this one, and end when it is gone.
    """

    def __init__(self, workers: int) -> None:
        spawned = multiprocessing.get_context("spawn")
        # Without a lock, which a worker that is killed might hold for ever.
        self._stop = RawValue(ctypes.c_bool, False)
        super().__init__(workers, mp_context=spawned, initializer=_begin, initargs=(self._stop,))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; with ``cancel_futures``, ask the work under way to end early."""
        if cancel_futures:
            self._stop.value = True
        super().shutdown(wait, cancel_futures=cancel_futures)


def processes(workers: int) -> ProcessPoolExecutor:
    """Return an executor of so many processes."""
    return Processes(workers)


def is_given_up() -> bool:
    """Tell, inside of a worker, whether nobody waits for its work any more."""
    return bool(_asked_to_stop.value)


def _begin(stop: Any) -> None:
    global _asked_to_stop  # noqa: PLW0603 - the one thing that a worker is told of its executor
    _asked_to_stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_whoever_asked, daemon=True).start()


def _end_with_whoever_asked() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
