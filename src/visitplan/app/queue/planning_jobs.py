"""Days planned on request: the queue in the database, worked off by any number of workers.

A worker plans in a process of its own, holds its job by a lease that it renews, and writes plan,
job and audit trail in one transaction, or nothing. A worker that dies is silent: its lease runs
out, and another one begins anew.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import NamedTuple

from visitplan.app.plan_files import PLAN_FILE
from visitplan.app.queue.child import Failed, failed_by
from visitplan.app.queue.leased import fail
from visitplan.app.queue.planning_errand import Basis, basis_of, errand_of
from visitplan.app.queue.planning_request import PlanningRequest
from visitplan.app.queue.planning_watch import watched
from visitplan.app.queue.workbench import Workbench
from visitplan.errors import InputError, NoPlanError, OutputError
from visitplan.storage import jobs, plans, trail
from visitplan.storage.jobs import Job, Lease
from visitplan.storage.plans import NewPlan
from visitplan.storage.trail import Act

DIED = Failed(kind="NoPlanError", exit_code=4, message="the planning process died")


def plan_once(bench: Workbench, stopping: Event) -> bool:
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


def _do(bench: Workbench, held: _Hands, scratch: Path, stopping: Event) -> None:
    request = PlanningRequest.model_validate(held.job.request)
    try:
        with bench.database.read() as connection:
            basis = basis_of(connection, held.job, request)
            errand = errand_of(connection, held.job, request, scratch, bench.cache)
    except (InputError, OutputError, NoPlanError) as error:
        fail(bench, held.lease, failed_by(error))
        return
    last = watched(bench, held.lease, errand, stopping)
    if last and last.published:
        document = (Path(last.published) / PLAN_FILE).read_text(encoding="utf-8")
        _keep(bench, held, basis, document)
    elif last:
        fail(bench, held.lease, last.failed or DIED)


def _keep(bench: Workbench, held: _Hands, basis: Basis, document: str) -> None:
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
