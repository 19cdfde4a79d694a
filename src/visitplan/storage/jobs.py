"""The queue of planning: any number of workers, and no job lost when one of them dies.

A worker holds a job by a lease, which it renews while it works. A lease that ran out is taken up
by another worker; the first one, should it still live, may then write nothing of it any more.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, and_, insert, or_, select, update

from visitplan.errors import ConflictError
from visitplan.storage.schema.jobs import planning_jobs as jobs

JobKind = Literal["plan", "comparison"]
"""What comes of a job: a plan of its day, or a comparison of what-ifs of it."""

JobState = Literal["queued", "running", "done", "failed", "cancelled"]
MOST_TRIES = 3
"""A job during which so many workers died is not tried again: it may be what kills them."""


class Job(NamedTuple):
    """Planning that somebody asked for.

    ``tries`` counts the workers that took it up. ``progress`` is what the worker told last,
    ``failure`` why there is no plan.
    """

    id: str
    day_id: str
    asked_by: str
    asked_at: datetime
    request: Mapping[str, Any]
    state: JobState
    tries: int
    worker: str | None
    leased_until: datetime | None
    cancelled_at: datetime | None
    progress: Mapping[str, Any] | None
    plan_id: str | None
    failure: Mapping[str, Any] | None
    ended_at: datetime | None
    kind: JobKind


class NewJob(NamedTuple):
    """A job to be queued."""

    id: str
    day_id: str
    asked_by: str
    request: Mapping[str, Any]
    kind: JobKind = "plan"


class Lease(NamedTuple):
    """Who holds which job, for the how many-th time somebody does."""

    job_id: str
    worker: str
    tries: int


def enqueue(connection: Connection, new: NewJob, *, at: datetime) -> None:
    """Queue a job."""
    connection.execute(insert(jobs).values(**new._asdict(), asked_at=at, state="queued", tries=0))


def take(
    connection: Connection,
    worker: str,
    *,
    at: datetime,
    lease: timedelta,
    kind: JobKind = "plan",
) -> tuple[Job, Lease] | None:
    """Take up the job that waits longest, new or left by a dead worker; None where none waits.

    A worker does jobs of one kind: nobody's plan waits behind a comparison.
    """
    _give_up(connection, at)
    waits = or_(jobs.c.state == "queued", _abandoned(at))
    chosen = (
        select(jobs).where(waits, jobs.c.kind == kind).order_by(jobs.c.asked_at, jobs.c.id).limit(1)
    )
    row = connection.execute(chosen.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    held = {
        "state": "running", "worker": worker, "leased_until": at + lease, "tries": row.tries + 1,
    }  # fmt: skip
    connection.execute(update(jobs).where(jobs.c.id == row.id).values(**held))
    return Job(**row._asdict() | held), Lease(row.id, worker, row.tries + 1)


def renew(
    connection: Connection,
    lease: Lease,
    *,
    until: datetime,
    progress: Mapping[str, Any] | None = None,
) -> bool:
    """Hold a job longer and tell how far it is; False where somebody cancelled it.

    Raises ConflictError where the lease was lost.
    """
    changes = {"leased_until": until} | ({} if progress is None else {"progress": progress})
    _write(connection, lease, changes)
    cancelled = select(jobs.c.cancelled_at).where(jobs.c.id == lease.job_id)
    return connection.execute(cancelled).scalar_one() is None


def finish(connection: Connection, lease: Lease, plan_id: str | None, *, at: datetime) -> None:
    """End a job with its plan, a comparison without one; ConflictError where the lease was lost."""
    _write(connection, lease, _ended("done", at) | {"plan_id": plan_id})


def fail(connection: Connection, lease: Lease, failure: Mapping[str, Any], *, at: datetime) -> None:
    """End a job without a plan; ConflictError where the lease was lost."""
    _write(connection, lease, _ended("failed", at) | {"failure": failure})


def stop(connection: Connection, lease: Lease, *, at: datetime) -> None:
    """End a job that was cancelled while it ran; ConflictError where the lease was lost."""
    _write(connection, lease, _ended("cancelled", at))


def cancel(connection: Connection, job_id: str, *, at: datetime) -> bool:
    """Cancel a job: at once if it waits, else at its worker's next news; False if it has ended."""
    waiting = (jobs.c.id == job_id, jobs.c.state == "queued")
    ended = _ended("cancelled", at) | {"cancelled_at": at}
    if connection.execute(update(jobs).where(*waiting).values(**ended)).rowcount:
        return True
    running = (jobs.c.id == job_id, jobs.c.state == "running")
    asked = update(jobs).where(*running).values(cancelled_at=at)
    return bool(connection.execute(asked).rowcount)


def find(connection: Connection, job_id: str) -> Job | None:
    """Return a job; None where there is none of this id."""
    return _job(connection.execute(select(jobs).where(jobs.c.id == job_id)).first())


def of_day(connection: Connection, day_id: str, *, kind: JobKind = "plan") -> tuple[Job, ...]:
    """Return the jobs of a day, the newest first."""
    chosen = select(jobs).where(jobs.c.day_id == day_id, jobs.c.kind == kind)
    rows = connection.execute(chosen.order_by(jobs.c.asked_at.desc(), jobs.c.id))
    return tuple(Job._make(row) for row in rows)


def _abandoned(at: datetime) -> Any:
    return and_(jobs.c.state == "running", jobs.c.leased_until < at)


def _give_up(connection: Connection, at: datetime) -> None:
    """End what was abandoned and is cancelled, or killed too many workers."""
    cancelled = and_(_abandoned(at), jobs.c.cancelled_at.is_not(None))
    connection.execute(update(jobs).where(cancelled).values(**_ended("cancelled", at)))
    deadly = and_(_abandoned(at), jobs.c.tries >= MOST_TRIES)
    failure = {"kind": "workers_died", "tries": MOST_TRIES}
    ended = _ended("failed", at) | {"failure": failure}
    connection.execute(update(jobs).where(deadly).values(**ended))


def _write(connection: Connection, lease: Lease, changes: Mapping[str, Any]) -> None:
    held = (
        jobs.c.id == lease.job_id,
        jobs.c.state == "running",
        jobs.c.worker == lease.worker,
        jobs.c.tries == lease.tries,
    )
    if not connection.execute(update(jobs).where(*held).values(**changes)).rowcount:
        raise ConflictError("the job was taken up by another worker, or has ended")


def _ended(state: JobState, at: datetime) -> dict[str, Any]:
    return {"state": state, "ended_at": at, "leased_until": None}


def _job(row: Row[Any] | None) -> Job | None:
    return Job._make(row) if row else None
