"""What a job of planning works with: the day as it stands, written into a folder of its own."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app import output
from visitplan.app.kept.kept_days import files_of
from visitplan.app.kept.told_events import inputs_so_far
from visitplan.app.queue.planning_child import Errand, Rest
from visitplan.app.queue.planning_request import PlanningRequest, RestWanted
from visitplan.errors import NoPlanError
from visitplan.storage import days, plans, tables
from visitplan.storage.jobs import Job

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Basis(NamedTuple):
    """What a plan is made of: the version of the day's inputs, and the plan that it follows."""

    day_version: int
    parent_id: str | None


def basis_of(connection: "Connection", job: Job, request: PlanningRequest) -> Basis:
    """Return what a job's plan will be made of."""
    head, standing = days.head(connection, job.day_id), plans.current(connection, job.day_id)
    if request.rest:
        return Basis(head.version if head else 0, request.rest.plan_id)
    return Basis(head.version if head else 0, standing.id if standing else None)


def errand_of(
    connection: "Connection", job: Job, request: PlanningRequest, scratch: Path, cache: Path
) -> Errand:
    """Write a job's day into a folder of scratch, and return what is to be done with it.

    Raises NoPlanError where the plan to begin with is gone, OutputError where the disk is full.
    """
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
