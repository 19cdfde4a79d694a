"""Workers: each does the jobs of one kind, one after the other, whatever goes wrong with some."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import NamedTuple

from visitplan.errors import ConflictError, StorageError
from visitplan.storage.database import Database

log = logging.getLogger("visitplan.planning")
LEASE = timedelta(seconds=30)
NEWS_SECONDS = 1.0
"""How often a worker tells how far it is, and hears whether its job was cancelled."""
IDLE_SECONDS = 0.5


class Workbench(NamedTuple):
    """What a worker works with.

    ``name`` is its own among all workers of the database; ``lease`` is how long it may be silent
    before it counts as dead.
    """

    database: Database
    name: str
    cache: Path
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    lease: timedelta = LEASE


Once = Callable[[Workbench, Event], bool]
"""Does the job of some kind that waits longest; False where none waits."""


def work(bench: Workbench, stopping: Event, once: Once) -> None:
    """Do one job after the other until ``stopping``; what is under way then is begun anew later."""
    while not stopping.is_set():
        try:
            is_done = once(bench, stopping)
        except ConflictError:
            log.warning("a job was taken up by another worker")
        except StorageError as error:
            log.warning("planning waits for the database: %s", error)
            stopping.wait(bench.lease.total_seconds())
        except Exception as defect:  # noqa: BLE001 - a job that is too often tried is given up
            log.error("a job could not be done: %s", type(defect).__name__)
            stopping.wait(bench.lease.total_seconds())
        else:
            if not is_done:
                stopping.wait(IDLE_SECONDS)
