"""What the paths of comparisons speak of."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from visitplan.storage import branches, days, jobs
from visitplan.storage.branches import Branch
from visitplan.storage.days import DayHead
from visitplan.storage.jobs import Job
from visitplan.web.exchange import Exchange
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Asked(NamedTuple):
    """A comparison that was asked for, and the day that it is of."""

    job: Job
    head: DayHead
    branch: Branch

    @property
    def is_busy(self) -> bool:
        """Whether it waits or is under way."""
        return self.job.state in {"queued", "running"}


def comparison_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find whose the day is that a comparison is of."""
    job = jobs.find(connection, path["comparison_id"])
    head = days.head(connection, job.day_id) if job and job.kind == "comparison" else None
    return Thing(head.branch_id) if head else None


def required_comparison(here: Exchange, comparison_id: str) -> Asked:
    """Return a comparison; NoSuchThingError where it is gone by now."""
    with here.read() as connection:
        job = jobs.find(connection, comparison_id)
        head = days.head(connection, job.day_id) if job else None
        branch = branches.find(connection, head.branch_id) if head else None
    if job is None or head is None or branch is None:
        raise NoSuchThingError
    return Asked(job, head, branch)
