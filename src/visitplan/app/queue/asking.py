"""Asking for a plan of a day: a job in the queue, one at a time for each day."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from visitplan.app.queue.planning_request import PlanningRequest
from visitplan.storage import jobs, trail
from visitplan.storage.database import Connection
from visitplan.storage.days import DayHead
from visitplan.storage.jobs import NewJob
from visitplan.storage.trail import Act


class Asking(NamedTuple):
    """Who asks for a plan, when; ``new_id`` makes the job's id."""

    by: str
    at: datetime
    new_id: Callable[[], str]


def ask_for_plan(
    connection: Connection, day: DayHead, wanted: PlanningRequest, asking: Asking
) -> str:
    """Queue what is wanted and return the job's id; while the day is being planned, that job's."""
    for job in jobs.of_day(connection, day.id):
        if job.state in {"queued", "running"}:
            return job.id
    request, job_id = wanted.model_dump(mode="json"), asking.new_id()
    jobs.enqueue(connection, NewJob(job_id, day.id, asking.by, request), at=asking.at)
    act = Act(asking.at, asking.by, "ask for a plan", "day", day.id, day.branch_id, after=request)
    trail.append(connection, act)
    return job_id
