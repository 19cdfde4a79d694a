"""Processes of this machine as an executor."""

import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor


def processes(workers: int) -> ProcessPoolExecutor:
    """Return an executor of so many processes.

    They begin empty, so that nothing of this process reaches them but the tasks, and leave Ctrl-C
    to this one.
    """
    spawned = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=spawned, initializer=_leave_signals_alone)


def _leave_signals_alone() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
