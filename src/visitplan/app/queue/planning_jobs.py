"""Days planned on request: the queue in the database, worked off by any number of workers.

A worker plans in a process of its own, holds its job by a lease that it renews, and writes plan,
job and audit trail in one transaction, or nothing. A worker that dies is silent: its lease runs
out, and another one begins anew.
"""

import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

from visitplan.app import output
from visitplan.app.kept.kept_days import files_of
from visitplan.app.kept.told_events import inputs_so_far
from visitplan.app.plan_files import PLAN_FILE
from visitplan.app.queue.apart import Apart, apart
from visitplan.app.queue.child import Failed, Word, failed_by
from visitplan.app.queue.planning_child import Errand, Rest
from visitplan.app.queue.planning_request import PlanningRequest, Progress, RestWanted
from visitplan.errors import ConflictError, InputError, NoPlanError, OutputError, StorageError
from visitplan.storage import days, jobs, plans, tables, trail
from visitplan.storage.database import Database
from visitplan.storage.jobs import Job, Lease
from visitplan.storage.plans import NewPlan
from visitplan.storage.trail import Act

if TYPE_CHECKING:
    from sqlalchemy import Connection

log = logging.getLogger("visitplan.planning")
CHILD = "visitplan.app.queue.planning_child"
LEASE = timedelta(seconds=30)
NEWS_SECONDS = 1.0
"""How often a worker tells how far it is, and hears whether its job was cancelled."""
IDLE_SECONDS = 0.5
DIED = Failed(kind="NoPlanError", exit_code=4, message="the planning process died")


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


def work(bench: Workbench, stopping: Event, once: Once | None = None) -> None:
    """Do one job after the other until ``stopping``; what is under way then is begun anew later.

    Without ``once`` the jobs are plans.
    """
    do = once or work_once
    while not stopping.is_set():
        try:
            is_done = do(bench, stopping)
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


def work_once(bench: Workbench, stopping: Event) -> bool:
    """Do the job that waits longest; False where none waits.

    Raises ConflictError where another worker took it up meanwhile.
    """
    with bench.database.write() as connection:
        taken = jobs.take(connection, bench.name, at=bench.clock(), lease=bench.lease)
    if taken is None:
        return False
    with TemporaryDirectory(prefix="visitplan-") as scratch:
        _do(bench, _Hands(*taken), Path(scratch), stopping)
    return True


class _Hands(NamedTuple):
    """A job that is held."""

    job: Job
    lease: Lease


class _Basis(NamedTuple):
    """What a plan is made of: the version of the day's inputs, and the plan that it follows."""

    day_version: int
    parent_id: str | None


def _do(bench: Workbench, held: _Hands, scratch: Path, stopping: Event) -> None:
    request = PlanningRequest.model_validate(held.job.request)
    try:
        with bench.database.read() as connection:
            basis = _basis(connection, held.job, request)
            errand = _errand(connection, held.job, request, scratch, bench.cache)
    except (InputError, OutputError, NoPlanError) as error:
        _fail(bench, held, failed_by(error))
        return
    last = _watch(bench, held.lease, errand, stopping)
    if last and last.published:
        document = (Path(last.published) / PLAN_FILE).read_text(encoding="utf-8")
        _keep(bench, held, basis, document)
    elif last:
        _fail(bench, held, last.failed or DIED)


def _fail(bench: Workbench, held: _Hands, failed: Failed) -> None:
    with bench.database.write() as connection:
        jobs.fail(connection, held.lease, failed.model_dump(mode="json"), at=bench.clock())


def _basis(connection: "Connection", job: Job, request: PlanningRequest) -> _Basis:
    head, standing = days.head(connection, job.day_id), plans.current(connection, job.day_id)
    if request.rest:
        return _Basis(head.version if head else 0, request.rest.plan_id)
    return _Basis(head.version if head else 0, standing.id if standing else None)


def _errand(
    connection: "Connection", job: Job, request: PlanningRequest, scratch: Path, cache: Path
) -> Errand:
    folder, start = scratch / "day", request.start
    day = inputs_so_far if request.rest else tables.load
    output.write_files(folder, files_of(day(connection, job.day_id)))
    return Errand(
        folder=str(folder),
        out=str(scratch / "out"),
        cache=str(cache),
        limits=request.limits,
        start=_plan_file(connection, start, scratch / "start.json") if start else None,
        rest=_rest(connection, request.rest, scratch) if request.rest else None,
    )


def _rest(connection: "Connection", wanted: RestWanted, scratch: Path) -> Rest:
    before = _plan_file(connection, wanted.plan_id, scratch / "before.json")
    return Rest(plan_file=before, at=wanted.at, mode=wanted.mode, stability=wanted.stability)


def _plan_file(connection: "Connection", plan_id: str, file: Path) -> str:
    document = plans.document(connection, plan_id)
    if document is None:
        raise NoPlanError("the plan to begin with is not there (any more)")
    file.write_text(document, encoding="utf-8")
    return str(file)


def _watch(bench: Workbench, lease: Lease, errand: Errand, stopping: Event) -> Word | None:
    """Return the last word of the planning; None where nothing comes of it or we are to stop."""
    last = Word()
    with apart(CHILD, errand) as own:
        watch = _Watch(bench, lease, own)
        for word in own.words(every=NEWS_SECONDS):
            last = word or last
            if stopping.is_set():
                return None
            if not watch.goes_on(word):
                break
        else:
            if last.published or not watch.is_ending:
                return last
    _stop(bench, lease)
    return None


class _Watch:
    """Tells how far planning is; where it is cancelled, has it end with the best plan so far."""

    def __init__(self, bench: Workbench, lease: Lease, own: Apart) -> None:
        self._bench, self._lease, self._apart = bench, lease, own
        self._began, self._told = time.monotonic(), 0.0
        self._progress = Progress()
        self.is_ending = False

    def goes_on(self, word: Word | None) -> bool:
        """Take in a word; False where planning was cancelled before there was any plan."""
        self._progress = _further(self._progress, word) if word else self._progress
        seconds = time.monotonic() - self._began
        if seconds - self._told < NEWS_SECONDS:
            return True
        self._told = seconds
        told = self._progress.model_copy(update={"seconds": int(seconds)})
        if _tell(self._bench, self._lease, told) or self.is_ending:
            return True
        if self._progress.cost is None:
            return False
        self._apart.keep_the_best()
        self.is_ending = True
        return True


def _further(progress: Progress, word: Word) -> Progress:
    if word.better:
        return progress.model_copy(update=word.better.model_dump())
    return progress.model_copy(update={"news": word.news}) if word.news else progress


def _tell(bench: Workbench, lease: Lease, progress: Progress) -> bool:
    """Renew the lease and tell how far the job is; False where it was cancelled."""
    told: Mapping[str, Any] = progress.model_dump(mode="json")
    with bench.database.write() as connection:
        until = bench.clock() + bench.lease
        return jobs.renew(connection, lease, until=until, progress=told)


def _stop(bench: Workbench, lease: Lease) -> None:
    with bench.database.write() as connection:
        jobs.stop(connection, lease, at=bench.clock())


def _keep(bench: Workbench, held: _Hands, basis: _Basis, document: str) -> None:
    """Keep the plan as a draft and end the job; both, or neither."""
    now, job = bench.clock(), held.job
    new = NewPlan(
        id=bench.new_id(),
        day_id=job.day_id,
        parent_id=basis.parent_id,
        day_version=basis.day_version,
        document=document,
        manifest=json.loads(document)["manifest"],
    )
    with bench.database.write() as connection:
        plan = plans.add(connection, new, at=now, by=job.asked_by)
        jobs.finish(connection, held.lease, plan.id, at=now)
        after = {"day_id": job.day_id, "version": plan.version, "sha256": plan.sha256}
        trail.append(connection, Act(now, job.asked_by, "plan", "plan", plan.id, after=after))
