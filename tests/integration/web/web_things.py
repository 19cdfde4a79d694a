"""What the paths of the routes speak of, made for a branch: a value for each path parameter."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from visitplan.storage import days, jobs, plans, tables, users
from visitplan.storage.jobs import NewJob
from visitplan.storage.plans import NewPlan
from visitplan.storage.users import NewUser

if TYPE_CHECKING:
    from sqlalchemy import Connection

OF_THE_WHOLE_HOUSE = frozenset({"user_id"})
"""Parameters whose things belong to no branch, so that there are no foreign ones."""


def make_things(connection: "Connection", branch_id: str, at: datetime) -> Mapping[str, str]:
    """Make one of everything in a branch and return its ids by path parameter."""
    user = users.add(
        connection, NewUser(f"user-of-{branch_id}", f"user of {branch_id}", "admin"), at=at
    )
    day_id, plan_id = f"day-of-{branch_id}", f"plan-of-{branch_id}"
    days.begin(connection, day_id=day_id, branch_id=branch_id, on=at.date(), at=at)
    plans.add(connection, NewPlan(plan_id, day_id, None, 1, "{}", {}), at=at, by=user.id)
    tables.put_file(connection, day_id, "day.toml", b"# nothing is settled yet\n")
    jobs.enqueue(connection, NewJob(f"job-of-{branch_id}", day_id, user.id, {}), at=at)
    return {
        "user_id": user.id,
        "day_id": day_id,
        "plan_id": plan_id,
        "job_id": f"job-of-{branch_id}",
        "table": "cases",
        "name": "day.toml",
        "file": "plan.json",
    }
